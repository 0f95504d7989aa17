"""Pictures of a text: picked, pasted or dropped, and nothing typed is lost by them."""

import base64
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, StorageState, expect

from tests.blog.factories import make_image
from tests.browser.conftest import OpenPage, hold

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
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "x.png"
    file.write_bytes(make_image().getvalue())
    return file


def test_a_picture_goes_in_at_the_cursor_and_undo_takes_it_out(
    open_page: OpenPage, admin_state: StorageState
) -> None:
    page = open_page("/admin/blog/post/add/", storage_state=admin_state)
    body = page.locator("#id_body")
    body.press_sequentially("Before after")
    body.press("Control+ArrowLeft")
    picture = {"name": "x.png", "mimeType": "image/png", "buffer": make_image().getvalue()}
    page.set_input_files(".markdown-picker", picture)  # type: ignore[arg-type]
    expect(body).to_have_value(re.compile(rf"^Before \n\n{PICTURE}\n\nafter$"))
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


def test_an_upload_leaves_the_selection_and_the_focus_alone(post_form: Page) -> None:
    body = post_form.locator("#id_body")
    body.fill("one two three")
    let_go = hold(post_form)
    body.press("Control+Home")
    paste(body, png())
    expect(body).to_have_value("![Uploading x.png…]()\n\none two three")
    body.evaluate("(field) => field.setSelectionRange(27, 30, 'backward')")
    let_go()
    expect(body).to_have_value(re.compile(PICTURE + "\n\none two three"))
    selected = "(field) => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert body.evaluate(selected) == "two"

    let_go = hold(post_form)
    paste(body, png())
    post_form.locator("#id_title").press_sequentially("A ti")
    let_go()
    expect(body).to_have_value(re.compile(PICTURE + "\n\none \n\n" + PICTURE + "\n\n three"))
    expect(post_form.locator("#id_title")).to_be_focused()
    post_form.keyboard.type("tle")
    expect(post_form.locator("#id_title")).to_have_value("A title")


def test_pictures_keep_their_order_and_a_refused_one_leaves_nothing(
    post_form: Page, problems: list[str]
) -> None:
    body = post_form.locator("#id_body")
    other = png(content=make_image(size=(30, 20)).getvalue())
    paste(body, png(), png("no.png", b"GIF8 but no"), other)
    expect(body).to_have_value(re.compile(rf"^{PICTURE}\n\n{PICTURE}\n\n$"))
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

    expect(body).to_have_value(re.compile(rf"^first\nsecond\n\n{PICTURE}\n\nthird$"))


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
