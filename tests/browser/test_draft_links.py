"""The owner makes a link, a friend reads the draft without an account, and the link ends."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import OpenPage

BANNER = "A draft. Shared with you until"


def write_draft(page: Page, slug: str) -> None:
    page.fill("[name=title]", "Half a thought")
    page.fill("[name=slug]", slug)
    page.fill("[name=body]", "## Part\n\nOnly for *friends*.\n\n![](/static/blog/favicon.svg)")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Draft links").click()


def make_link(page: Page, note: str) -> str:
    """Fill the form of the links' page; what is copied."""
    page.get_by_label("For whom").fill(note)
    page.get_by_role("button", name="Make a link").click()
    row = page.get_by_role("row").filter(has_text=note)
    row.get_by_role("button", name="Copy the link").click()
    expect(row.get_by_role("button", name="Copied")).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture
def links(open_page: OpenPage, admin_state: StorageState, request: pytest.FixtureRequest) -> Page:
    """The page of the draft links of a new draft."""
    page = open_page("/admin/blog/post/add/", storage_state=admin_state)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write_draft(page, slug=re.sub(r"\W+", "-", request.node.name))
    return page


def expect_ended(open_page: OpenPage, address: str, problems: list[str]) -> None:
    expect(open_page(address).get_by_role("heading", name="This link has ended")).to_be_visible()
    assert "410" in problems.pop()


@pytest.mark.parametrize(
    "window",
    [
        {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
        {"viewport": {"width": 1400, "height": 900}},
    ],
    ids=["phone, dark", "desktop, light"],
)
def test_a_friend_reads_the_draft_without_an_account(
    open_page: OpenPage, links: Page, barriers: Callable[[Page], list[str]], window: dict[str, object]
) -> None:
    address = make_link(links, "Ada")
    page = open_page(address, **window)

    expect(page.get_by_role("note")).to_contain_text(BANNER)
    expect(page.get_by_role("heading", name="Half a thought")).to_be_visible()
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    expect(page.get_by_role("button", name="Share")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert barriers(page) == []
    assert page.context.cookies() == []
    with page.expect_request("**/blog/") as followed:
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Blog").click()
    assert "referer" not in followed.value.all_headers()


def test_a_link_ends_when_its_time_is_over(
    open_page: OpenPage, links: Page, data_folder: Path, problems: list[str]
) -> None:
    address = make_link(links, "Bob")
    expect(open_page(address).get_by_role("note")).to_contain_text(BANNER)

    with closing(sqlite3.connect(data_folder / "db.sqlite3", timeout=20)) as database, database:
        database.execute("UPDATE blog_draftlink SET expires_at = '2026-01-01' WHERE note = 'Bob'")
    expect_ended(open_page, address, problems)


def test_a_link_ends_when_the_owner_revokes_it(open_page: OpenPage, links: Page, problems: list[str]) -> None:
    address, other = make_link(links, "Carol"), make_link(links, "Dave")
    links.get_by_role("button", name="Revoke the link for Carol").click()
    expect(links.get_by_role("row").filter(has_text="Carol")).to_contain_text("Revoked on")

    expect_ended(open_page, address, problems)
    expect(open_page(other).get_by_role("note")).to_contain_text(BANNER)
