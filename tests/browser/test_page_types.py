from collections.abc import Callable

import pytest
from playwright.sync_api import Page, StorageState

from tests.browser.conftest import OpenPage

ADDRESSES = {
    "home": "/",
    "home in Chinese": "/zh-hans/",
    "posts": "/blog/",
    "tag": "/blog/tags/kv-cache/",
    "year": "/blog/archive/2024/",
    "columns": "/blog/columns/",
    "column": "/zh-hans/blog/columns/ml-systems-notes/",
    "post": "/blog/kv-cache-from-first-principles/",
    "post in Chinese": "/zh-hans/blog/kv-cache-from-first-principles/",
    "upvote": "/blog/kv-cache-from-first-principles/upvote/",
    "post in Chinese with everything": "/zh-hans/blog/markdown-tour/",
    "sign-in": "/admin/login/",
}
WINDOWS = {
    "phone, dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    "desktop, light": {"viewport": {"width": 1400, "height": 900}, "color_scheme": "light"},
}


@pytest.mark.parametrize("window", WINDOWS.values(), ids=WINDOWS)
@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_page_is_accessible_and_fits_the_window(
    open_page: OpenPage, barriers: Callable[[Page], list[str]], address: str, window: dict[str, object]
) -> None:
    page = open_page(address, **window)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_missing_page_is_accessible(
    open_page: OpenPage, barriers: Callable[[Page], list[str]], problems: list[str]
) -> None:
    page = open_page("/blog/no-such-post/")
    assert barriers(page) == []
    assert "404" in problems.pop()


@pytest.mark.parametrize("address", ["/", "/blog/"])
def test_page_without_scripts_shows_everything(open_page: OpenPage, address: str) -> None:
    with_scripts = open_page(address).inner_text("main")
    assert open_page(address, java_script_enabled=False).inner_text("main") == with_scripts


def test_reader_gets_no_cookie(open_page: OpenPage) -> None:
    page = open_page("/")
    page.goto("/blog/")
    assert page.context.cookies() == []


@pytest.mark.parametrize(
    "address", ["/admin/", "/zh-hans/admin/", "/admin/blog/post/", "/admin/blog/post/add/"]
)
def test_admin_works_under_the_policy(open_page: OpenPage, admin_state: StorageState, address: str) -> None:
    page = open_page(address, storage_state=admin_state)
    assert page.locator("#user-tools").is_visible()


def test_request_to_another_host_would_be_seen(open_page: OpenPage, problems: list[str]) -> None:
    page = open_page("/")
    page.evaluate("fetch('http://example.org/').catch(() => null)")
    page.wait_for_timeout(50)
    assert any("example.org" in problem for problem in problems)
    problems.clear()
