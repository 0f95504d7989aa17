"""The owner has a way from every page to its form; a reader's browser neither shows it nor asks for it."""

import re

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import OpenPage

PAGES = {
    "/": r"profile_app/profile/",
    "/blog/": r"blog/post/",
    "/blog/tags/kv-cache/": r"blog/tag/\d+/change/",
    "/blog/columns/back-of-the-envelope/": r"blog/column/\d+/change/",
    "/blog/kv-cache-from-first-principles/": r"blog/post/\d+/change/",
    "/zh-hans/": r"profile_app/profile/",
    "/zh-hans/blog/tags/kv-cache/": r"blog/tag/\d+/change/",
    "/zh-hans/blog/columns/ml-systems-notes/": r"blog/column/\d+/change/",
    "/zh-hans/blog/kv-cache-from-first-principles/": r"blog/post/\d+/change/",
}
LINK = ".bar .edit a"


@pytest.fixture
def owner(open_page: OpenPage, admin_state: StorageState) -> Page:
    """A page of a browser in which the owner has opened the admin."""
    return open_page("/admin/", storage_state=admin_state)


@pytest.mark.parametrize("address", ["/", "/blog/kv-cache-from-first-principles/"])
def test_a_readers_browser_asks_for_nothing(open_page: OpenPage, address: str) -> None:
    page = open_page("/blog/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")

    assert asked
    assert not [url for url in asked if "/editor/" in url]
    assert page.locator(LINK).count() == 0


def test_the_owner_is_led_from_every_page_to_its_form(owner: Page) -> None:
    for address, form in PAGES.items():
        owner.goto(address)
        prefix = "/zh-hans" if address.startswith("/zh-hans") else ""
        expect(owner.locator(LINK)).to_have_attribute("href", re.compile(rf"^{prefix}/admin/{form}$"))
    owner.locator(LINK).click()
    expect(owner.locator("#id_body")).to_be_visible()


def test_the_link_is_the_first_after_the_name_for_keys_and_moves_nothing(owner: Page) -> None:
    owner.set_viewport_size({"width": 390, "height": 844})
    places = """[...document.querySelectorAll(".bar a:not(.edit a), .bar button, h1")]
        .map(element => element.getBoundingClientRect()).map(box => [box.x, box.y])"""
    owner.goto("/blog/")
    expect(owner.locator(LINK)).to_be_visible()
    with_link = owner.evaluate(places)
    owner.locator(".me").focus()
    owner.keyboard.press("Tab")
    expect(owner.locator(LINK)).to_be_focused()

    owner.evaluate("document.querySelector('.edit').remove()")
    assert owner.evaluate(places) == with_link


def test_after_signing_out_there_is_no_link(owner: Page, problems: list[str]) -> None:
    owner.context.clear_cookies()
    owner.goto("/blog/")
    owner.wait_for_function("!('edits' in localStorage)")
    assert owner.locator(LINK).count() == 0
    assert len(problems) == 1  # the browser's own line about the 403
    assert "403" in problems.pop()
