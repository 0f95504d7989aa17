"""Upvoting in a browser: in place with scripts, on a page of its own without.

All tests come from one address, which has three new votes a day for each post.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage

POST = "/blog/kv-cache-from-first-principles/"
CHINESE = "/zh-hans/blog/kv-cache-from-first-principles/"
OTHER = "/zh-hans/blog/markdown-tour/"
RAIL, BAR = ".rail .upvote button", ".votebar .upvote button"


def votes(page: Page) -> int:
    """The count that the page shows; without votes it shows none."""
    return int(page.locator(f"{BAR} .num").text_content() or 0)


def asked_of(page: Page) -> list[str]:
    """The methods of the requests about votes from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method) if "/upvote/" in request.url else None)
    return asked


def test_a_reader_votes_in_place_and_finds_the_vote_again(open_page: OpenPage) -> None:
    page = open_page(POST)
    before, asked = votes(page), asked_of(page)
    page.locator(RAIL).focus()
    page.keyboard.press("Enter")

    for button in (RAIL, BAR):
        expect(page.locator(button)).to_have_attribute("aria-pressed", "true")
        expect(page.locator(f"{button} .num")).to_have_text(str(before + 1))
        expect(page.locator(button)).to_have_accessible_name(f"Upvote {before + 1}")
    expect(page.locator(RAIL)).to_be_focused()
    page.wait_for_load_state("networkidle")
    assert asked == ["POST"]

    page.reload()
    expect(page.locator(BAR)).to_have_attribute("aria-pressed", "true")
    assert asked == ["POST", "GET"]
    page.locator(BAR).click()
    expect(page.locator(RAIL)).to_have_attribute("aria-pressed", "false")
    page.wait_for_load_state("networkidle")
    page.reload()
    assert (votes(page), asked) == (before, ["POST", "GET", "POST"])


def test_who_has_not_voted_asks_for_nothing_and_has_no_cookie(open_page: OpenPage) -> None:
    page = open_page("/blog/")
    asked = asked_of(page)
    page.goto(POST)
    page.wait_for_load_state("networkidle")

    expect(page.locator(RAIL)).to_have_attribute("aria-pressed", "false")
    assert asked == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [390, 1400])
def test_a_reader_without_scripts_votes_and_takes_it_back(open_page: OpenPage, width: int) -> None:
    page = open_page(CHINESE, java_script_enabled=False, viewport={"width": width, "height": 844})
    before = votes(page)
    page.locator(RAIL).click()
    expect(page.locator("h1")).to_have_text("你的赞同已计入")
    [cookie] = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("visitor", True, "Lax")

    page.get_by_role("link", name="回到文章").click()
    assert (votes(page), page.url.endswith(CHINESE)) == (before + 1, True)
    page.locator(BAR).click()
    page.get_by_role("button", name="取消赞同").click()
    expect(page.locator("h1")).to_have_text("你还没有赞同这篇文章")
    page.goto(CHINESE)
    assert votes(page) == before


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"status": 429, "json": {"error": "Try again in 5 minutes."}}, "Try again in 5 minutes."),
        ({"status": 502, "body": "<h1>Bad gateway</h1>"}, "That did not get through"),
        (None, "That did not get through"),
    ],
)
def test_a_vote_that_fails_says_so_and_leaves_all_as_it_was(
    open_page: OpenPage, problems: list[str], answer: dict[str, Any] | None, sentence: str
) -> None:
    page = open_page(POST)
    before = votes(page)

    def fail(route: Route) -> None:
        if answer:
            route.fulfill(**answer)
        else:
            route.abort()

    page.route("**/upvote/", fail)
    page.locator(RAIL).click()

    expect(page.locator(".rail .upvote output")).to_contain_text(sentence)
    expect(page.locator(RAIL)).to_have_attribute("aria-pressed", "false")
    assert votes(page) == before
    problems.clear()  # the browser's own line about the answer


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_pressed_button_has_no_barriers(
    open_page: OpenPage, barriers: Callable[[Page], list[str]], scheme: str
) -> None:
    page = open_page(OTHER, color_scheme=scheme, viewport={"width": 390, "height": 844})
    page.locator(RAIL).click()
    expect(page.locator(RAIL)).to_have_attribute("aria-pressed", "true")
    page.wait_for_load_state("networkidle")

    assert barriers(page) == []
