"""Long code, which shows its beginning until a reader asks for the rest."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.server import manage

ADDRESS = "/blog/long-code/"
WRITE = """
from tests.blog.factories import make_post
lines = "".join(f"line_{number} = {number}\\n" for number in range(60))
make_post(slug="long-code", title="Long code", body=f"```python\\n{lines}```\\n\\nAfter it.")
"""


@pytest.fixture(scope="module", autouse=True)
def _long_code(site: str, data_folder: Path) -> None:
    manage(data_folder, "shell", "-c", WRITE)


def test_long_code_opens_and_folds_without_scripts(open_page: OpenPage) -> None:
    page = open_page(ADDRESS, java_script_enabled=False)
    last, code = page.locator(".line").last, page.locator(".code pre")
    folded = code.bounding_box()
    page.get_by_text("Show all 60 lines").click()
    expect(last).to_be_in_viewport()
    opened = code.bounding_box()
    page.get_by_text("Show fewer lines").click()

    assert folded and opened and folded["height"] < opened["height"] / 2
    assert code.bounding_box() == folded


def test_print_shows_long_code_whole(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    on_screen = page.locator(".code pre").bounding_box()
    page.emulate_media(media="print")
    on_paper = page.locator(".code pre").bounding_box()

    assert on_screen and on_paper and on_paper["height"] > on_screen["height"] * 1.5
    expect(page.get_by_text("Show all 60 lines")).to_be_hidden()
