"""A tab that crashes, a login that ends, a server that stops: what was typed is there again."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, StorageState, expect

from tests.browser.conftest import OpenPage
from tests.browser.server import PASSWORD, free_port, manage, running_site

ADD = "/admin/blog/post/add/"
BODY = "[name=body]"


@pytest.fixture
def form(open_page: OpenPage, admin_state: StorageState) -> Iterator[Page]:
    page = open_page(ADD, storage_state=admin_state)
    yield page
    page.context.set_offline(False)


def expect_state(page: Page, words: str) -> None:
    """Wait until the page says so of the text that is written."""
    expect(page.locator("#autosave > [role=status]")).to_contain_text(re.compile(words), timeout=15_000)


def type_into(page: Page, title: str, body: str) -> None:
    page.fill("[name=title]", title)
    page.locator(BODY).press_sequentially(body)


def forgive(problems: list[str], *signs: str) -> None:
    """Take from the list what the browser says of the requests that a test lets fail."""
    problems[:] = [problem for problem in problems if not any(sign in problem for sign in signs)]


def test_a_closed_tab_loses_nothing_that_the_server_keeps(form: Page) -> None:
    type_into(form, "Half a post", "words 文字")
    expect_state(form, r"Saved \d")
    context = form.context
    form.close()

    again = context.new_page()
    again.goto(ADD)
    expect(again.locator(".unsaved")).to_have_count(0)
    again.get_by_role("link", name="Half a post").click()
    expect(again.locator(BODY)).to_have_value("words 文字")
    again.get_by_role("button", name="Discard the unsaved text").click()
    again.wait_for_url(f"**{ADD}")
    expect(again.get_by_text("Half a post")).to_have_count(0)


def test_a_tab_that_crashes_offline_costs_no_more_than_a_second(form: Page, problems: list[str]) -> None:
    context = form.context
    context.set_offline(True)
    type_into(form, "Offline", "typed without a net")
    expect_state(form, "Offline: kept in this browser")
    form.locator(BODY).press_sequentially(" and the last words")
    form.wait_for_timeout(1_000)
    form.close()
    context.set_offline(False)

    again = context.new_page()
    again.goto(ADD)
    expect(again.get_by_role("alert").filter(has_text="Offline")).to_be_visible()
    again.get_by_role("button", name="Take it").click()
    expect(again.locator(BODY)).to_have_value("typed without a net and the last words")
    expect_state(again, r"Saved \d")
    forgive(problems, "ERR_INTERNET_DISCONNECTED")


def test_a_login_that_ended_loses_nothing(form: Page, problems: list[str], admin_state: StorageState) -> None:
    form.context.clear_cookies()
    type_into(form, "Signed out", "still here")
    expect_state(form, "Signed out: kept in this browser")

    form.context.add_cookies(admin_state["cookies"])  # type: ignore[arg-type]
    form.locator(BODY).press_sequentially("!")
    expect_state(form, r"Saved \d")
    forgive(problems, "403")


def test_a_server_that_starts_again_loses_nothing(chromium: Browser, tmp_path: Path) -> None:
    port = free_port()
    with running_site(tmp_path, port) as site:
        manage(tmp_path, "make_admin", "admin", typed=f"{PASSWORD}\n")
        page = chromium.new_context(base_url=site).new_page()
        page.goto(ADD)
        page.fill("[name=username]", "admin")
        page.fill("[name=password]", PASSWORD)
        page.click("[type=submit]")
        type_into(page, "Before", "one")
        expect_state(page, r"Saved \d")
    page.locator(BODY).press_sequentially(" two")
    expect_state(page, "Offline: kept in this browser")

    with running_site(tmp_path, port):
        expect_state(page, r"Saved \d")
        page.goto(ADD)
        page.get_by_role("link", name="Before").click()
        expect(page.locator(BODY)).to_have_value("one two")
    page.context.close()


def slowly(route: Route) -> None:
    time.sleep(1)
    route.continue_()


def test_a_saved_post_is_not_offered_again(form: Page) -> None:
    form.route("**/editor/autosave/", slowly)
    type_into(form, "Saved at once", "text")
    with form.expect_request("**/editor/autosave/"):
        form.locator(BODY).press_sequentially(" to the end")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.locator(".messagelist .success")).to_be_visible()
    expect(form.locator(".unsaved, #unsaved")).to_have_count(0)

    form.goto(ADD)
    expect(form.get_by_text("Saved at once")).to_have_count(0)
