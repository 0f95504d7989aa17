"""From an empty form to the reader: what the owner types, sees, schedules, and what then appears."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_paste import CELLS, PLAIN
from tests.browser.test_paste import paste as paste_html
from tests.browser.test_uploads import paste, png

ADDRESS = "/blog/attention-in-numbers/"


def write(page: Page) -> None:
    """A post with a formula, code, a table out of a spreadsheet and a picture out of the clipboard."""
    page.locator("#id_title").press_sequentially("Attention in numbers")
    body = page.locator("#id_body")
    body.press_sequentially("## Cost\n\nOne head costs $2ndk$.\n\n")
    body.press_sequentially("```python\nprint(2 ** 10)\n```\n\n")
    paste_html(body, CELLS, PLAIN)
    expect(body).to_have_value(re.compile(r"\| Model \| Size \|"))
    body.press("Control+End")
    paste(body, png())
    expect(body).to_have_value(re.compile(r"!\[\]\(/media/pictures/\w+\.png\)"))
    body.evaluate(
        "(field) => field.setSelectionRange(field.value.indexOf('![') + 2, field.value.indexOf('![') + 2)"
    )
    body.press_sequentially("A plot")


def let_time_pass(data_folder: Path) -> None:
    with closing(sqlite3.connect(data_folder / "db.sqlite3", timeout=20)) as database, database:
        moved = database.execute(
            "UPDATE blog_post SET published_at = '2024-01-01 00:00:00' WHERE slug = 'attention-in-numbers'"
        )
        assert moved.rowcount == 1


def test_a_post_is_typed_seen_scheduled_and_appears(
    open_page: OpenPage, admin_state: StorageState, data_folder: Path, problems: list[str]
) -> None:
    page = open_page("/admin/blog/post/add/", storage_state=admin_state)
    write(page)
    preview = page.locator(".markdown-preview .body")
    for part in ("h2", "math", "pre span", "td", "img[alt='A plot']"):
        expect(preview.locator(part).first).to_be_visible()
    page.fill("#id_published_at", "2199-01-01T08:00")
    page.get_by_role("button", name="Schedule").click()
    expect(page.locator(".messagelist .success")).to_contain_text("2199")
    assert open_page(ADDRESS).title().startswith("Not found")
    assert "404" in problems.pop()

    let_time_pass(data_folder)
    reader = open_page(ADDRESS, java_script_enabled=False)
    expect(reader.get_by_role("heading", name="Attention in numbers")).to_be_visible()
    for part in ("h2", "math", "pre span", "td", "img[alt='A plot']"):
        expect(reader.locator(".body").locator(part).first).to_be_visible()
    reader.goto("/blog/")
    expect(reader.get_by_role("link", name="Attention in numbers")).to_be_visible()
