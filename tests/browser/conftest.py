"""Fixtures: the site under its production server, and pages of a Chromium that reaches nothing else."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, StorageState, sync_playwright

from tests.browser.server import PASSWORD, manage, running_site


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site(data_folder: Path) -> Iterator[str]:
    """The address of a running site with the starter content and the account "admin"."""
    with running_site(data_folder) as address:
        manage(data_folder, "make_admin", "admin", typed=f"{PASSWORD}\n")
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        pytest.fail("The browser tests need Chromium: install it, or set CHROMIUM to its path.")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=sandbox)
        yield browser
        browser.close()


@pytest.fixture
def problems() -> Iterator[list[str]]:
    """What went wrong in a page: script errors, violations of the policy, requests to other hosts.

    A test that expects one removes it from the list; one that is left fails the test.
    """
    found: list[str] = []
    yield found
    assert found == []


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, site: str, problems: list[str]) -> Iterator[OpenPage]:
    """Opens an address of the site. Options are those of a browser context, such as viewport."""
    contexts: list[BrowserContext] = []

    def stay_on_the_site(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            problems.append(f"request to {route.request.url}")
            route.abort()

    def open_page(address: str, **options: object) -> Page:
        context = chromium.new_context(base_url=site, **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.route("**/*", stay_on_the_site)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"script error: {error}"))
        page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def admin_state(chromium: Browser, site: str) -> StorageState:
    """The cookies of a signed-in owner, for `open_page(…, storage_state=admin_state)`."""
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    page.goto("/admin/")
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_selector("#user-tools")
    state = context.storage_state()
    context.close()
    return state


def hold(page: Page, address: str = "**/editor/upload/") -> Callable[[], None]:
    """Keep what is sent there on its way until the answer is called."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(address, keep)

    def let_go() -> None:
        for route in held:
            route.continue_()
        page.unroute(address)

    return let_go


@pytest.fixture
def post_form(open_page: OpenPage, admin_state: StorageState) -> Page:
    """The form of a new post."""
    return open_page("/admin/blog/post/add/", storage_state=admin_state)


@pytest.fixture(scope="module")
def new_post(chromium: Browser, site: str, admin_state: StorageState) -> Iterator[Page]:
    """The form of a new post on a wide screen, shared by the tests of a file."""
    context = chromium.new_context(
        base_url=site, storage_state=admin_state, viewport={"width": 1400, "height": 900}
    )
    page = context.new_page()
    page.goto("/admin/blog/post/add/")
    yield page
    context.close()


@pytest.fixture(scope="session")
def barriers() -> Callable[[Page], list[str]]:
    """What axe-core finds in a page, as "rule: place"."""
    axe = Axe()

    def run(page: Page) -> list[str]:
        violations = axe.run(page).response["violations"]
        return [f"{rule['id']}: {node['target']}" for rule in violations for node in rule["nodes"]]

    return run
