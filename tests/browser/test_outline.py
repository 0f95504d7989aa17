"""What stands around a Markdown field: counts, outline, scrolling together, and tabs where it is narrow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, StorageState, expect

from tests.browser.conftest import OpenPage

NARROW = {"width": 390, "height": 844}


LONG = "\n".join(f"## 第 {part} 节\n\n" + "一段文字 and words. " * 60 + "\n" for part in range(12))


@pytest.fixture
def page(new_post: Page) -> Page:
    return new_post


@pytest.fixture
def body(page: Page) -> Locator:
    return page.locator("#id_body")


def test_counts_follow_the_text_and_the_language(page: Page, body: Locator) -> None:
    counts = page.locator(".markdown-editor:has(#id_body) .markdown-counts")
    body.fill("字" * 1200)
    expect(counts).to_have_text("Words: 1,200 · Reading time: 5 min")
    page.select_option("#id_language", "zh-hans")
    expect(counts).to_have_text("Words: 1,200 · Reading time: 3 min")
    page.select_option("#id_language", "en")


def test_the_outline_leads_to_its_line(page: Page, body: Locator) -> None:
    body.fill(LONG)
    outline = page.locator(".markdown-editor:has(#id_body) .markdown-outline")
    outline.get_by_text("Outline").click()
    outline.get_by_role("button", name="第 7 节").click()

    caret = body.evaluate("(field) => field.value.slice(field.selectionStart).split('\\n')[0]")
    assert caret == "## 第 7 节"
    expect(body).to_be_focused()
    expect(outline.get_by_role("button").first).to_be_hidden()
    title = page.locator(".markdown-preview h2").filter(has_text="第 7 节")
    expect(title).to_be_in_viewport()
    top = page.locator(".markdown-editor:has(#id_body) .markdown-preview").bounding_box()
    place = title.bounding_box()
    assert top and place
    assert abs(place["y"] - top["y"]) < 40


def test_source_and_preview_scroll_together(page: Page, body: Locator) -> None:
    body.fill(LONG)
    preview = page.locator(".markdown-editor:has(#id_body) .markdown-preview")
    expect(preview.locator("h2")).to_have_count(12)
    body.evaluate("(field) => { field.scrollTop = 0; }")
    for first, second in ((body, preview), (preview, body)):
        first.evaluate("(element) => { element.scrollTop = element.scrollHeight; }")
        page.wait_for_function(
            "(element) => element.scrollTop > element.scrollHeight - element.clientHeight - 3",
            arg=second.element_handle(),
        )
        first.evaluate("(element) => { element.scrollTop = 0; }")
        page.wait_for_function("(element) => element.scrollTop < 3", arg=second.element_handle())


def test_narrow_screens_have_tabs(open_page: OpenPage, admin_state: StorageState) -> None:
    page = open_page("/admin/blog/post/add/", storage_state=admin_state, viewport=NARROW)
    body = page.locator("#id_body")
    write_tab, preview_tab = (page.get_by_role("tab", name=name).first for name in ("Write", "Preview"))
    panel = page.get_by_role("tabpanel", name="Preview").first
    body.fill(LONG)
    expect(panel).to_be_hidden()
    expect(write_tab).to_have_attribute("aria-selected", "true")

    write_tab.focus()
    page.keyboard.press("ArrowRight")
    expect(preview_tab).to_be_focused()
    expect(panel.locator("h2")).to_have_count(12)
    expect(body).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("ArrowLeft")
    outline = page.locator(".markdown-editor:has(#id_body) .markdown-outline")
    outline.get_by_text("Outline").click()
    outline.get_by_role("button", name="第 7 节").click()
    preview_tab.click()
    expect(panel.locator("h2").nth(7)).to_be_in_viewport()
    write_tab.click()
    assert body.evaluate("(field) => field.scrollTop / field.scrollHeight") > 0.5

    page.set_viewport_size({"width": 1400, "height": 900})
    expect(body).to_be_visible()
    expect(write_tab).to_be_hidden()
    expect(page.get_by_role("group", name="Preview").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_editor_has_no_barriers(
    open_page: OpenPage, admin_state: StorageState, barriers: Callable[[Page], list[str]], scheme: str
) -> None:
    options = {"storage_state": admin_state, "color_scheme": scheme, "bypass_csp": True}
    page = open_page("/zh-hans/admin/blog/post/add/", **options)
    for width in (1400, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator("#id_body").fill(LONG)
        page.locator(".markdown-editor:has(#id_body) summary").click()

        assert [found for found in barriers(page) if "markdown" in found or "id_body" in found] == []
