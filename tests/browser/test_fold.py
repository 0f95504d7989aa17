"""Long code, which shows its beginning until a reader asks for the rest."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

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


def height_of_code(page: Page) -> float:
    box = page.locator(".code pre").bounding_box()
    assert box
    return box["height"]


def test_long_code_opens_and_folds_without_scripts(open_page: OpenPage) -> None:
    page = open_page(ADDRESS, java_script_enabled=False)
    heights = [height_of_code(page)]
    for switch in ("Show all 60 lines", "Show fewer lines"):
        page.get_by_text(switch).click()
        heights.append(height_of_code(page))

    assert heights[0] == heights[2] < heights[1] / 2


def test_print_shows_long_code_whole(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    on_screen = height_of_code(page)
    page.emulate_media(media="print")

    assert height_of_code(page) > on_screen * 1.5
    expect(page.get_by_text("Show all 60 lines")).to_be_hidden()
