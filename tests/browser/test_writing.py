"""The owner's main job, done with the mouse and the keyboard."""

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, StorageState, expect

from tests.blog.factories import make_image
from tests.browser.conftest import OpenPage
from tests.browser.server import PASSWORD

BODY = "## 一节 Part\n\n**重点。**后文 $x^2$ and `code`.\n\n```python\nprint(1)\n```\n"
PREVIEW = "document.querySelector('.markdown-preview').shadowRoot.querySelector('.body').innerHTML"

PICTURE = r"!\[\]\(/media/pictures/[0-9a-f]{32}\.png\)"
PASTE = """(field, [text, files]) => {
  const data = new DataTransfer();
  if (text) data.setData("text/plain", text);
  for (const [name, type, content] of files) {
    data.items.add(new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt())], name, { type }));
  }
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  return field.dispatchEvent(event);
}"""


def png(name: str = "x.png", content: bytes = b"") -> list[str]:
    return [name, "image/png", base64.b64encode(content or make_image().getvalue()).decode()]


def paste(field: Locator, *files: list[str], text: str = "") -> bool:
    """True if the browser's own paste goes on."""
    field.focus()
    goes_on: bool = field.evaluate(PASTE, [text, files])
    return goes_on


def hold(page: Page, address: str = "**/editor/upload/") -> Callable[[], None]:
    """Keep what is sent there on its way until the answer is called."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(address, keep)

    def let_go() -> None:
        for route in held:
            route.continue_()
        page.unroute(address)

    return let_go


def drop(page: Page, place: tuple[float, float], *files: Path) -> None:
    """A file manager's drag, as the browser gets it from the system."""
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        position = {"x": place[0], "y": place[1]}
        session.send("Input.dispatchDragEvent", {"type": kind, "data": data, **position})
    page.wait_for_timeout(100)  # a page that is left is left by now


def middle(locator: Locator) -> tuple[float, float]:
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.fixture
def post_form(open_page: OpenPage, admin_state: StorageState) -> Page:
    return open_page("/admin/blog/post/add/", storage_state=admin_state)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "x.png"
    file.write_bytes(make_image().getvalue())
    return file


def preview_shows(page: Page, text: str) -> None:
    expect(page.locator(".markdown-preview .body")).to_contain_text(text)


def test_a_post_is_written_previewed_and_published_as_previewed(
    open_page: OpenPage, admin_state: StorageState
) -> None:
    page = open_page("/admin/blog/post/add/", storage_state=admin_state)
    page.locator("#id_title").press_sequentially("A first post")
    expect(page.locator("#id_slug")).to_have_value("a-first-post")
    page.locator("#id_body").press_sequentially(BODY[:12])
    page.locator("#id_body").fill(BODY)
    preview_shows(page, "后文")
    previewed = page.evaluate(PREVIEW)
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/blog/a-first-post/")
    published = open_page("/blog/a-first-post/", java_script_enabled=False)

    assert published.locator(".body").inner_html().strip() == previewed.strip()
    expect(published.locator(".body math")).to_be_visible()


def test_the_preview_names_problems(open_page: OpenPage, admin_state: StorageState) -> None:
    page = open_page("/admin/blog/post/add/", storage_state=admin_state)
    page.locator("#id_body").fill("fine\n\n$\\nosuchcommand$")

    expect(page.locator(".markdown-problems li")).to_have_text(re.compile(r"Line 3 .*nosuchcommand"))


def test_the_checklist_follows_the_form(open_page: OpenPage, admin_state: StorageState) -> None:
    page = open_page("/admin/blog/post/add/", storage_state=admin_state)
    checklist = page.locator("[data-checklist]")
    expect(checklist.locator("summary")).to_have_text("Checklist 3/7")
    checklist.locator("summary").click()
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for item in checklist.locator("li").all():
            expect(item).to_be_in_viewport(ratio=1)
    page.locator("#id_body").fill(
        "一段中文正文。" * 8 + "\n\n![](/static/blog/favicon.svg)\n\n$\\nosuchcommand$"
    )
    page.fill("#id_summary", "A summary")

    expect(checklist.locator("li")).to_have_text(
        [
            "Problems in the text: 2",
            "Pictures without a description: 1",
            "The text reads like another language than the chosen one",
            "No tags",
            "Summary written",
            "No cover: one is drawn from the title",
            "No translation",
        ]
    )
    page.select_option("#id_language", "zh-hans")
    expect(checklist.locator("[data-check=language]")).to_have_text("The language fits the text")
    page.fill("#id_published_at_0", "2199-01-01")
    expect(page.locator("[name=_publish]")).to_have_value("Schedule")


def test_a_picture_goes_in_at_the_cursor_and_undo_takes_it_out(
    open_page: OpenPage, admin_state: StorageState
) -> None:
    page = open_page("/admin/blog/post/add/", storage_state=admin_state)
    body = page.locator("#id_body")
    body.press_sequentially("Before after")
    body.press("Control+ArrowLeft")
    picture = {"name": "x.png", "mimeType": "image/png", "buffer": make_image().getvalue()}
    page.set_input_files(".markdown-picker", picture)  # type: ignore[arg-type]
    expect(body).to_have_value(re.compile(r"Before !\[\]\(/media/pictures/[0-9a-f]{32}\.png\)\nafter"))
    expect(page.locator(".markdown-preview img")).to_have_js_property("naturalWidth", 40)

    body.press("Control+z")
    body.press("Control+z")
    expect(body).to_have_value("Before after")


def test_a_refused_picture_is_a_message_and_changes_no_text(
    open_page: OpenPage, admin_state: StorageState, problems: list[str]
) -> None:
    page = open_page("/admin/blog/post/add/", storage_state=admin_state)
    page.locator("#id_body").fill("Kept")
    wrong = {"name": "x.png", "mimeType": "image/png", "buffer": b"<svg onload='alert(1)'/>"}
    page.set_input_files(".markdown-picker", wrong)  # type: ignore[arg-type]

    expect(page.locator(".markdown-upload")).to_contain_text("SVG")
    assert page.input_value("#id_body") == "Kept"
    assert "400" in problems.pop()


def test_tab_leaves_the_source(open_page: OpenPage, admin_state: StorageState) -> None:
    page = open_page("/admin/blog/post/add/", storage_state=admin_state)
    page.locator("#id_body").fill("Text")
    page.locator("#id_body").press("Tab")

    expect(page.locator("#id_body")).not_to_be_focused()
    assert page.input_value("#id_body") == "Text"


def test_a_markdown_field_of_the_homepage_has_the_same_preview(
    open_page: OpenPage, admin_state: StorageState
) -> None:
    page = open_page("/admin/profile_app/profile/1/change/", storage_state=admin_state)

    expect(page.locator(".markdown-preview .prose").first).to_contain_text("TsinghuaNLP")


def test_an_upload_leaves_the_selection_and_the_focus_alone(post_form: Page) -> None:
    body = post_form.locator("#id_body")
    body.fill("one two three")
    let_go = hold(post_form)
    body.press("Control+Home")
    paste(body, png())
    expect(body).to_have_value("![Uploading x.png…]()\none two three")
    body.evaluate("(field) => field.setSelectionRange(26, 29, 'backward')")
    let_go()
    expect(body).to_have_value(re.compile(PICTURE + "\none two three"))
    selected = "(field) => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert body.evaluate(selected) == "two"

    let_go = hold(post_form)
    paste(body, png())
    post_form.locator("#id_title").press_sequentially("A ti")
    let_go()
    expect(body).to_have_value(re.compile(PICTURE + "\none " + PICTURE + "\n three"))
    expect(post_form.locator("#id_title")).to_be_focused()
    post_form.keyboard.type("tle")
    expect(post_form.locator("#id_title")).to_have_value("A title")


def test_pictures_keep_their_order_and_a_refused_one_leaves_nothing(
    post_form: Page, problems: list[str]
) -> None:
    body = post_form.locator("#id_body")
    other = png(content=make_image(size=(30, 20)).getvalue())
    paste(body, png(), png("no.png", b"GIF8 but no"), other)
    expect(body).to_have_value(re.compile(rf"^{PICTURE}\n{PICTURE}\n$"))
    expect(post_form.locator(".markdown-upload")).to_contain_text("no.png: This is not a complete PNG")
    sizes = "(pane) => [...pane.shadowRoot.querySelectorAll('img')].map((image) => image.naturalWidth)"
    expect(post_form.locator(".markdown-preview img").nth(1)).to_have_js_property("naturalWidth", 30)
    assert post_form.locator(".markdown-preview").evaluate(sizes) == [40, 30]
    assert "400" in problems.pop()


def test_a_picture_waits_until_what_is_being_composed_is_written(post_form: Page) -> None:
    title, body = post_form.locator("#id_title"), post_form.locator("#id_body")
    let_go = hold(post_form)
    paste(body, png())
    title.focus()
    session = post_form.context.new_cdp_session(post_form)
    composed = {"selectionStart": 2, "selectionEnd": 2}
    session.send("Input.imeSetComposition", {"text": "ni", **composed})
    with post_form.expect_response("**/editor/upload/"):
        let_go()
    session.send("Input.imeSetComposition", {"text": "ni", **composed})
    session.send("Input.insertText", {"text": "你"})

    expect(body).to_have_value(re.compile(PICTURE))
    expect(title).to_have_value("你")
    expect(title).to_be_focused()


def test_a_dropped_picture_lands_where_it_is_dropped(post_form: Page, picture: Path) -> None:
    body = post_form.locator("#id_body")
    body.fill("first\nsecond\nthird")
    body.evaluate("(field) => field.scrollIntoView({ block: 'center' })")
    box = body.bounding_box()
    assert box
    second_line = box["y"] + 8 + 24.5 * 1.5
    drop(post_form, (box["x"] + 300, second_line), picture)

    expect(body).to_have_value(re.compile(rf"^first\nsecond{PICTURE}\n\nthird$"))


def test_a_file_dropped_elsewhere_does_not_replace_the_form(
    post_form: Page, picture: Path, tmp_path: Path
) -> None:
    text = tmp_path / "x.txt"
    text.write_text("text")
    body = post_form.locator("#id_body")
    body.fill("Kept")
    for place in ("#id_title", ".markdown-preview", "#header"):
        drop(post_form, middle(post_form.locator(place)), picture)
    body.evaluate("(field) => field.scrollIntoView({ block: 'center' })")
    drop(post_form, middle(body), text)

    expect(post_form.locator(".markdown-upload")).to_contain_text("x.txt: This is not a complete PNG")
    assert post_form.url.endswith("/admin/blog/post/add/")
    expect(body).to_have_value("Kept")
    expect(post_form.locator("#id_title")).to_have_value("")


def test_a_clipboard_with_text_is_pasted_as_text(post_form: Page) -> None:
    body = post_form.locator("#id_body")

    assert paste(body, png("image.png"), text="a\tb")
    assert not paste(body, png("plot.png"), text="plot.png")
    expect(body).to_have_value(re.compile(PICTURE))


def test_what_is_too_large_or_no_picture_is_not_sent(post_form: Page) -> None:
    sent: list[str] = []
    post_form.on("request", lambda request: sent.append(request.url))
    refused = post_form.locator(".markdown-upload")
    large = "(field) => { field.closest('[data-markdown-editor]').dataset.mostBytes = 10; }"
    paste(post_form.locator("#id_body"), ["x.pdf", "application/pdf", ""])
    expect(refused).to_contain_text("x.pdf: This is not a complete PNG")
    post_form.locator("#id_body").evaluate(large)
    paste(post_form.locator("#id_body"), png())
    expect(refused).to_contain_text("x.png: The picture is larger than 20 MB")

    assert not [address for address in sent if "upload" in address]


def sign_in(page: Page) -> None:
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_selector("#user-tools")


def test_a_text_outlives_the_session(open_page: OpenPage, problems: list[str]) -> None:
    page = open_page("/admin/blog/post/add/")
    sign_in(page)
    page.fill("#id_title", "Outlives")
    page.fill("#id_body", "Much text")
    preview_shows(page, "Much text")
    page.context.clear_cookies()
    page.locator("[name=_continue]").first.click()
    notice = page.locator(".markdown-notice")
    expect(notice).to_contain_text("You are signed out. Sign in in another tab, then save again.")
    expect(notice).to_be_in_viewport()
    assert page.input_value("#id_body") == "Much text"

    with page.expect_popup() as popup:
        notice.get_by_role("link").click()
    sign_in(popup.value)
    page.fill("#id_body", "More text")  # the preview comes first and finds the token stale
    preview_shows(page, "More text")
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert page.input_value("#id_body") == "More text"
    assert {"403" in problem for problem in problems} == {True}
    problems.clear()


def test_a_text_outlives_the_network(post_form: Page, problems: list[str]) -> None:
    post_form.fill("#id_title", "Outlives the network")
    post_form.fill("#id_body", "Much text")
    preview_shows(post_form, "Much text")
    post_form.context.set_offline(True)
    post_form.locator("[name=_continue]").first.click()
    expect(post_form.locator(".markdown-notice")).to_have_text(
        "The server can't be reached; your text is still here."
    )
    post_form.context.set_offline(False)
    assert post_form.input_value("#id_body") == "Much text"
    problems.clear()
    post_form.locator("[name=_continue]").first.click()
    expect(post_form.locator(".messagelist .success")).to_be_visible()


def test_saving_waits_for_a_picture(post_form: Page) -> None:
    body = post_form.locator("#id_body")
    post_form.fill("#id_title", "With a late picture")
    let_go = hold(post_form)
    paste(body, png())
    post_form.locator("[name=_continue]").first.click()
    expect(post_form.locator(".markdown-notice")).to_have_text("Uploading …")
    expect(post_form.get_by_role("progressbar", name="x.png")).to_be_visible()
    let_go()
    expect(post_form.locator(".messagelist .success")).to_be_visible()

    expect(body).to_have_value(re.compile(PICTURE))
    expect(post_form.get_by_role("progressbar")).to_have_count(0)


def test_only_changed_blocks_of_the_preview_are_drawn_again(post_form: Page) -> None:
    body = post_form.locator("#id_body")
    body.fill("one\n\ntwo\n\nthree")
    preview_shows(post_form, "three")
    mark = "(pane) => { for (const part of pane.shadowRoot.querySelectorAll('p')) part.kept = true; }"
    read = """(pane) => [...pane.shadowRoot.querySelectorAll("p")].map(
      (part) => [part.textContent, part.kept === true])"""
    post_form.locator(".markdown-preview").first.evaluate(mark)
    body.fill("one\n\n2\n\nand\n\nthree")
    preview_shows(post_form, "and")

    drawn = post_form.locator(".markdown-preview").first.evaluate(read)
    assert drawn == [["one", True], ["2", False], ["and", False], ["three", True]]


def test_problems_are_in_reach_of_a_long_text(open_page: OpenPage, admin_state: StorageState) -> None:
    window = {"width": 1400, "height": 900}
    page = open_page("/admin/blog/post/add/", storage_state=admin_state, viewport=window)
    body, found = page.locator("#id_body"), page.locator(".markdown-problems")
    body.fill("text\n\n" * 100 + "$\\no" + "such" * 60 + "$")
    count = page.get_by_role("button", name="Problems (1)")
    expect(count).to_be_in_viewport()
    count.click()
    expect(found).to_be_in_viewport(ratio=1)
    expect(found).to_be_focused()
    expect(count).to_be_in_viewport()

    field, source = found.bounding_box(), body.bounding_box()
    assert field and source
    assert abs(field["x"] - source["x"]) <= 1
    assert found.evaluate("(list) => list.scrollWidth <= list.clientWidth")
    assert source["height"] <= 675
