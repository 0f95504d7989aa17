"""Citing works in a post and citing the post: with and without scripts, by pointer and by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_page_types import WINDOWS

ADDRESS = "/blog/a-post-that-cites/"
BODY = (
    "## Works\n\nThe first [@one], both [@one; @two, p. 3].[^n] More text follows, so that there are lines "
    "under the mark.\n\nAnother paragraph.\n\n[^n]: A note that cites [@two]."
)
BIBTEX = (
    "@article{one, title={The First Work}, author={Doe, Jane}, journal={Letters}, year={2020}, "
    "doi={10.1000/182}}\n@book{two, title={机器学习}, author={周志华}, publisher={清华大学出版社}, "
    "year={2016}}"
)


@pytest.fixture(scope="module", autouse=True)
def post(chromium: Browser, site: str, admin_state: StorageState) -> None:
    """A post with citations, written as the owner does."""
    context = chromium.new_context(base_url=site, storage_state=admin_state)
    page = context.new_page()
    page.goto("/admin/blog/post/add/")
    page.fill("#id_title", "A post that cites")
    page.fill("#id_body", BODY)
    page.get_by_text("Works cited").click()
    page.fill("#id_bibliography", BIBTEX)
    page.locator("#id_bibliography").blur()
    expect(page.locator(".markdown-preview .refs")).to_contain_text("The First Work")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(f"**{ADDRESS}")
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_work_is_shown_on_hover_and_focus_and_in_the_list(open_page: OpenPage, scripts: bool) -> None:
    page = open_page(ADDRESS, java_script_enabled=scripts)
    mark = page.locator(".cite a[href='#ref-1']").first
    card = mark.locator("xpath=../span")
    expect(card).not_to_be_visible()
    mark.hover()
    expect(card).to_be_visible()
    expect(card).to_have_text("Jane Doe. The First Work. Letters, 2020. doi:10.1000/182")
    page.mouse.move(0, 0)
    expect(card).not_to_be_visible()
    mark.focus()
    expect(card).to_be_visible()

    mark.click()
    assert page.url.endswith("#ref-1")
    page.locator("#ref-1 .back").first.click()
    assert page.url.endswith("#ref-1-1")


def test_escape_shuts_the_card(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    mark = page.locator(".cite a[href='#ref-2']").first
    mark.focus()
    expect(mark.locator("xpath=../span")).to_be_visible()
    page.keyboard.press("Escape")
    expect(mark.locator("xpath=../span")).not_to_be_visible()


@pytest.mark.parametrize("source", ["cite-text", "cite-bibtex"])
def test_a_citation_of_the_post_is_copied_by_the_keyboard(open_page: OpenPage, source: str) -> None:
    page = open_page(ADDRESS, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#cite > summary").focus()
    page.keyboard.press("Enter")
    button = page.locator(f"[data-copy-from={source}]")
    button.focus()
    page.keyboard.press("Enter")

    expect(button).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(f"#{source}").text_content()


def test_a_refused_clipboard_leaves_the_citation_selected(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.locator("#cite > summary").click()
    page.locator("[data-copy-from=cite-bibtex]").click()
    assert str(page.evaluate("String(getSelection())")).startswith("@misc{")


def test_without_scripts_a_citation_can_be_opened_and_selected(open_page: OpenPage) -> None:
    page = open_page(ADDRESS, java_script_enabled=False)
    page.locator("#cite > summary").click()
    expect(page.locator("#cite-bibtex")).to_be_visible()
    expect(page.locator("#cite button").first).not_to_be_visible()


@pytest.mark.parametrize("window", WINDOWS.values(), ids=WINDOWS)
def test_citations_are_accessible_and_fit_the_window(
    open_page: OpenPage, barriers: Callable[[Page], list[str]], window: dict[str, object]
) -> None:
    page = open_page(ADDRESS, **window)
    page.locator("#cite > summary").click()
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_finger_opens_the_card_first(open_page: OpenPage, barriers: Callable[[Page], list[str]]) -> None:
    page = open_page(ADDRESS, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    mark = page.locator(".cite a[href='#ref-2']").first
    mark.tap()
    expect(mark.locator("xpath=../span")).to_be_visible()
    assert "#" not in page.url
    assert barriers(page) == []
    mark.tap()
    assert page.url.endswith("#ref-2")
