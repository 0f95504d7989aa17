"""The owner's main job, done with the mouse and the keyboard."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import OpenPage
from tests.browser.server import PASSWORD

BODY = "## 一节 Part\n\n**重点。**后文 $x^2$ and `code`.\n\n```python\nprint(1)\n```\n"


PREVIEW = "document.querySelector('.markdown-preview').shadowRoot.querySelector('.body').innerHTML"


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
    page.fill("#id_published_at", "2199-01-01T08:00")
    expect(page.locator("[name=_publish]")).to_have_value("Schedule")


@pytest.mark.parametrize("zone", ["America/Chicago", "Pacific/Auckland"])
def test_the_button_goes_by_the_servers_time(
    open_page: OpenPage, admin_state: StorageState, zone: str
) -> None:
    """The server's is Asia/Shanghai: one browser is behind it, the other ahead."""
    page = open_page("/admin/blog/post/add/", storage_state=admin_state, timezone_id=zone)
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    for minutes, words in ((-10, "Publish"), (10, "Schedule")):
        page.fill("#id_published_at", f"{now + timedelta(minutes=minutes):%Y-%m-%dT%H:%M}")
        expect(page.locator("[name=_publish]")).to_have_value(words)


def test_what_is_pasted_is_counted_and_not_cut(open_page: OpenPage, admin_state: StorageState) -> None:
    page = open_page("/admin/blog/post/add/", storage_state=admin_state)
    page.locator("#id_summary").focus()
    page.keyboard.insert_text("字" * 510)

    expect(page.locator("#id_summary")).to_have_value("字" * 510)
    expect(page.locator("#id_summary + output")).to_have_text("510 of 500 characters")


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


def test_a_form_with_errors_begins_at_the_first_wrong_field(post_form: Page) -> None:
    post_form.fill("#id_title", "Wrong")
    post_form.fill("#id_summary", "s" * 501)
    post_form.locator("[name=_continue]").first.click()

    expect(post_form.locator(".wrong-fields a")).to_have_text(["Summary"])
    expect(post_form.locator("#id_summary")).to_be_focused()
    expect(post_form.locator("#id_summary")).to_be_in_viewport()


def test_tab_passes_the_links_of_the_preview_by(post_form: Page) -> None:
    post_form.fill("#id_body", "## Part\n\n[a](https://example.org) [b](https://example.org)")
    preview_shows(post_form, "Part")
    pane = post_form.locator(".markdown-preview")
    pane.focus()
    post_form.keyboard.press("Tab")
    expect(post_form.locator("#id_status")).to_be_focused()
    post_form.keyboard.press("Shift+Tab")
    expect(pane).to_be_focused()
    assert pane.evaluate("(pane) => pane.shadowRoot.activeElement") is None
