"""Rich text on the clipboard becomes Markdown, and nothing that was written is lost on the way."""

import re
from base64 import b64encode

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.blog.factories import make_image
from tests.browser.conftest import hold

PASTE = """(field, [html, text]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  return field.dispatchEvent(event);
}"""
STYLED = "<style>td { color: red }</style><table style='width: 9em'>"
CELLS = f"{STYLED}<tr><td>Model</td><td>Size</td></tr><tr><td>A</td><td>7B</td></tr></table>"
PLAIN = "Model\tSize\nA\t7B"
TABLE = "| Model | Size |\n| --- | --- |\n| A | 7B |\n"
CODE = (
    '<meta charset="utf-8"><div style="color:#000;font-family:Menlo, Monaco, monospace;white-space:pre">'
    '<div><span style="color:#00f">if</span><span> x:</span></div></div>'
)


def paste(field: Locator, html: str, text: str) -> bool:
    """True if the browser's own paste goes on."""
    field.focus()
    goes_on: bool = field.evaluate(PASTE, [html, text])
    return goes_on


@pytest.fixture
def page(new_post: Page) -> Page:
    return new_post


@pytest.fixture
def body(page: Page) -> Locator:
    field = page.locator("#id_body")
    field.fill("")
    return field


def test_cells_become_a_table_and_undo_gives_the_plain_text(page: Page, body: Locator) -> None:
    body.press_sequentially("Before")
    paste(body, CELLS, PLAIN)

    expect(body).to_have_value(f"Before\n\n{TABLE}")
    expect(page.locator(".markdown-pasted")).to_contain_text("Ctrl+Z")
    expect(page.locator(".markdown-preview td").first).to_have_text("A")
    body.press("Control+z")
    expect(body).to_have_value(f"Before{PLAIN}")
    expect(page.locator(".markdown-pasted")).to_be_empty()
    body.press("Control+z")
    expect(body).to_have_value("Before")


def test_what_is_written_while_the_answer_is_on_its_way_stays(page: Page, body: Locator) -> None:
    let_go = hold(page, "**/editor/paste/")
    paste(body, "<p>a <b>bold</b> word</p>", "a bold word")
    expect(body).to_have_value("a bold word")
    body.press_sequentially(", and more")
    page.locator("#id_title").focus()
    let_go()

    expect(body).to_have_value("a **bold** word, and more")
    expect(page.locator("#id_title")).to_be_focused()


def test_a_pasted_text_that_was_changed_stays_as_it_is(page: Page, body: Locator) -> None:
    let_go = hold(page, "**/editor/paste/")
    paste(body, "<p>a <b>bold</b> word</p>", "a bold word")
    body.press("Backspace")
    with page.expect_response("**/editor/paste/"):
        let_go()
    page.wait_for_timeout(100)

    expect(body).to_have_value("a bold wor")


def test_pictures_within_the_page_are_stored(body: Locator) -> None:
    source = "data:image/png;base64," + b64encode(make_image().read()).decode()
    paste(body, f"<p><b>Loss</b></p><img src='{source}'><img src='data:image/png;base64,AAAA'>", "Loss")

    expect(body).to_have_value(re.compile(r"^\*\*Loss\*\*\n\n!\[\]\(/media/pictures/\w+\.png\)!\[\]\(\)\n$"))


def test_pasted_notes_count_on_from_those_of_the_text(body: Locator) -> None:
    body.fill("Text[^7]\n\n[^7]: Note\n\n")
    paste(body, "<p>More<sup><a href='#fn1'>1</a></sup></p><ol><li id='fn1'>Other</li></ol>", "More1")

    expect(body).to_have_value(re.compile(r"More\[\^8\]\n\n.*\[\^8\]: Other", re.DOTALL))


def test_without_the_server_the_plain_text_stays_and_is_told(page: Page, body: Locator) -> None:
    page.route("**/editor/paste/", lambda route: route.abort())
    paste(body, CELLS, PLAIN)

    expect(page.locator(".markdown-pasted")).to_contain_text("plain text")
    expect(body).to_have_value(PLAIN)
    page.unroute("**/editor/paste/")


@pytest.mark.parametrize(
    ("before", "html", "text"),
    [
        ("", CODE, "if x:"),
        ("", "<span style='color:red'>word</span>", "word"),
        ("", "<a href='https://example.org/'>https://example.org/</a>", "https://example.org/"),
        ("```python\n", CELLS, PLAIN),
        ("- item\n  ~~~\n", CELLS, PLAIN),
        ("$$\n", CELLS, PLAIN),
    ],
    ids=["coloured code", "coloured word", "address", "code block", "block in a list", "display"],
)
def test_the_browser_pastes_what_is_better_plain(body: Locator, before: str, html: str, text: str) -> None:
    body.fill(before)

    assert paste(body, html, text)


def test_after_a_code_block_rich_text_is_rich_again(body: Locator) -> None:
    body.fill("```\nx\n```\n\n$$\ny\n$$\n\n")
    paste(body, "<h2>Part</h2>", "Part")

    expect(body).to_have_value(re.compile(r"\$\$\n\n## Part\n$"))
