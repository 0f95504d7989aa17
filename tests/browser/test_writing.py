"""The owner's main job, done with the mouse and the keyboard."""

import re

from playwright.sync_api import Page, StorageState, expect

from tests.blog.factories import make_image
from tests.browser.conftest import OpenPage

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
    page.select_option("#id_status", "published")
    page.locator("[name=_save]").first.click()
    published = open_page("/blog/a-first-post/", java_script_enabled=False)

    assert published.locator(".body").inner_html().strip() == previewed.strip()
    expect(published.locator(".body math")).to_be_visible()


def test_the_preview_names_problems(open_page: OpenPage, admin_state: StorageState) -> None:
    page = open_page("/admin/blog/post/add/", storage_state=admin_state)
    page.locator("#id_body").fill("fine\n\n$\\nosuchcommand$")

    expect(page.locator(".markdown-problems li")).to_have_text(re.compile(r"Line 3 .*nosuchcommand"))


def test_a_picture_goes_in_at_the_cursor_and_undo_takes_it_out(
    open_page: OpenPage, admin_state: StorageState
) -> None:
    page = open_page("/admin/blog/post/add/", storage_state=admin_state)
    body = page.locator("#id_body")
    body.press_sequentially("Before after")
    body.press("Control+ArrowLeft")
    picture = {"name": "x.png", "mimeType": "image/png", "buffer": make_image().getvalue()}
    page.set_input_files(".markdown-pick input", picture)  # type: ignore[arg-type]
    expect(body).to_have_value(re.compile(r"Before !\[\]\(/media/pictures/[0-9a-f]{32}\.png\)\nafter"))
    expect(page.locator(".markdown-preview img")).to_have_js_property("naturalWidth", 40)

    body.press("Control+z")
    expect(body).to_have_value("Before after")


def test_a_refused_picture_is_a_message_and_changes_no_text(
    open_page: OpenPage, admin_state: StorageState, problems: list[str]
) -> None:
    page = open_page("/admin/blog/post/add/", storage_state=admin_state)
    page.locator("#id_body").fill("Kept")
    wrong = {"name": "x.png", "mimeType": "image/png", "buffer": b"<svg onload='alert(1)'/>"}
    page.set_input_files(".markdown-pick input", wrong)  # type: ignore[arg-type]

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
