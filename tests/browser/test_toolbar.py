"""The Markdown field's toolbar and keys. « and » enclose what is selected."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

SELECT = """(field, [text, start, end]) => {
  field.focus();
  field.select();
  document.execCommand(text ? "insertText" : "delete", false, text);
  field.setSelectionRange(start, end);
}"""


READ = """(field) => {
  const { value, selectionStart: start, selectionEnd: end } = field;
  return start === end ? `${value.slice(0, start)}|${value.slice(start)}`
    : `${value.slice(0, start)}«${value.slice(start, end)}»${value.slice(end)}`;
}"""


PASTE = """(field, address) => {
  const data = new DataTransfer();
  data.setData("text/plain", address);
  const options = { clipboardData: data, bubbles: true, cancelable: true };
  return field.dispatchEvent(new ClipboardEvent("paste", options));
}"""


SKELETON = "| --- | --- | --- |\n|  |  |  |\n|  |  |  |"


@pytest.fixture
def page(new_post: Page) -> Page:
    return new_post


@pytest.fixture
def body(page: Page) -> Locator:
    field = page.locator("#id_body")
    write(field, "|")
    return field


def write(field: Locator, text: str) -> None:
    """Type the text as one step; what « and » enclose is selected, or the caret is at |."""
    start = min(place for place in (text.find("«"), text.find("|"), len(text)) if place >= 0)
    end = text.index("»") - 1 if "»" in text else start
    plain = re.sub("[«»]", "", text) if "»" in text else text.replace("|", "", 1)
    field.evaluate(SELECT, [plain, start, end])


def read(field: Locator) -> str:
    text: str = field.evaluate(READ)
    return text


def press(page: Page, name: str) -> None:
    page.locator(f".markdown-editor:has(#id_body) [data-command={name}]").click()


COMMANDS = [
    ("bold", "这是«重点»。后文", "这是**«重点»**。后文"),
    ("bold", "这是**«重点»**。", "这是«重点»。"),
    ("bold", "这是«**重点**»。", "这是«重点»。"),
    ("bold", "a« word »b", "a **«word»** b"),
    ("bold", "«**a** b **c**»", "**«**a** b **c**»**"),
    ("bold", "*«both»*", "***«both»***"),
    ("bold", "end|", "end**|**"),
    ("bold", "end**|**", "end|"),
    ("italic", "**«both»**", "***«both»***"),
    ("italic", "***«both»***", "**«both»**"),
    ("italic", "«斜»", "*«斜»*"),
    ("heading", "a\n标|题\nb", "a\n## 标|题\nb"),
    ("heading", "## 标|题", "### 标|题"),
    ("heading", "### 标|题", "#### 标|题"),
    ("heading", "#### 标|题", "标|题"),
    ("heading", "# |T", "## |T"),
    ("heading", "|", "## |"),
    ("link", "见«论文»。", "见[论文](|)。"),
    ("link", "«https://example.org/»", "[|](https://example.org/)"),
    ("link", "a «[b](https://c.org)»", "a «b»"),
    ("link", "|", "[|]()"),
    ("code", "run «ls -l» now", "run `«ls -l»` now"),
    ("code", "run `«ls -l»` now", "run «ls -l» now"),
    ("code", "«a ` b»", "`` «a ` b» ``"),
    ("code", "text\n«a = 1\nb = 2\n»rest", "text\n\n```\n«a = 1\nb = 2»\n```\n\nrest"),
    ("code", "```\n«a = 1\nb = 2»\n```", "«a = 1\nb = 2»"),
    ("code", "```py\n«a = 1\nb = 2»\n```\n\nc", "«a = 1\nb = 2»\n\nc"),
    ("code", "«```\nx\n```»", "````\n«```\nx\n```»\n````"),
    ("math", "设«x^2»为", "设$«x^2»$为"),
    ("math", "设$«x^2»$为", "设«x^2»为"),
    ("math", "«a\n= b»", "$$\n«a\n= b»\n$$"),
    ("display", "文|字", "文\n\n$$\n|\n$$\n\n字"),
    ("display", "$$\n«x»\n$$", "«x»"),
    ("table", "文|", f"文\n\n| | |  |  |\n{SKELETON}"),
    ("footnote", "一句|。\n\n二[^3]\n\n[^3]: c", "一句[^4]。\n\n二[^3]\n\n[^3]: c\n[^4]: |"),
    ("footnote", "一|", "一[^1]\n\n[^1]: |"),
    ("callout", "before\n一|行\nafter", "before\n\n> [!NOTE]\n> 一行|\n\nafter"),
    ("callout", "«a\nb»", "> [!NOTE]\n> a\n> b|"),
    ("callout", "«> [!NOTE]\n> a\n> b»", "«a\nb»"),
]


def test_every_command_and_its_undo(page: Page, body: Locator) -> None:
    for command, before, after in COMMANDS:
        write(body, before)
        text = body.input_value()
        press(page, command)

        assert (command, before, read(body)) == (command, before, after)
        expect(body).to_be_focused()
        body.press("Control+z")
        assert body.input_value() == text


SHORTCUTS = [
    ("Control+b", "**«x»**"),
    ("Control+i", "*«x»*"),
    ("Control+k", "[x](|)"),
    ("Control+e", "`«x»`"),
    ("Control+m", "$«x»$"),
    ("Control+Shift+M", "$$\n«x»\n$$"),
    ("Control+Alt+b", "«x»"),
    ("Control+Shift+B", "«x»"),
]


def test_shortcuts(body: Locator) -> None:
    for key, after in SHORTCUTS:
        write(body, "«x»")
        body.press(key)

        assert (key, read(body)) == (key, after)


KEYS = [
    ("Enter", "- a|", "- a\n- |"),
    ("Enter", "* 一|二", "* 一\n* |二"),
    ("Enter", "9. a|", "9. a\n10. |"),
    ("Enter", "  1) a|", "  1) a\n  2) |"),
    ("Enter", "- [x] done|", "- [x] done\n- [ ] |"),
    ("Enter", "> 引文|", "> 引文\n> |"),
    ("Enter", "> - a|", "> - a\n> - |"),
    ("Enter", "- a\n- |", "- a\n|"),
    ("Enter", "- [ ] |", "|"),
    ("Enter", "> a\n> |", "> a\n|"),
    ("Enter", "|- a", "\n|- a"),
    ("Enter", "* * *|", "* * *\n|"),
    ("Enter", "**a**|", "**a**\n|"),
    ("Enter", "```\n- a|\n```", "```\n- a\n|\n```"),
    ("Shift+Enter", "- a|", "- a\n|"),
    ("Tab", "- a\n- b|", "- a\n  - b|"),
    ("Tab", "1. a\n2. b|", "1. a\n   2. b|"),
    ("Tab", "1. a\n- «b\n- c»", "1. a\n   - «b\n   - c»"),
    ("Tab", "> - a\n> - b|", "> - a\n>   - b|"),
    ("Shift+Tab", "1. a\n   - «b\n   - c»", "1. a\n- «b\n- c»"),
    ("Shift+Tab", "- a\n  - b|", "- a\n- b|"),
    ("Tab", "```\nx|\n```", "```\nx    |\n```"),
    ("Tab", "```\n«x\n\ny»\n```", "```\n    «x\n\n    y»\n```"),
    ("Shift+Tab", "```\n    «x\n  y»\n```", "```\n«x\ny»\n```"),
]


def test_lists_and_code(body: Locator) -> None:
    for key, before, after in KEYS:
        write(body, before)
        body.press(key)

        assert (key, before, read(body)) == (key, before, after)
        expect(body).to_be_focused()


WAYS_OUT = [
    (["Tab"], "words|"),
    (["Tab"], "```\nx\n```\nwords|"),
    (["Tab"], "* * *|"),
    (["Shift+Tab"], "- a|"),
    (["Shift+Tab"], "```\nx|\n```"),
    (["Escape", "Tab"], "- a|"),
    (["Escape", "Shift+Tab"], "```\n    x|\n```"),
]


def test_the_field_is_no_trap(body: Locator) -> None:
    for keys, text in WAYS_OUT:
        write(body, text)
        before = body.input_value()
        for key in keys:
            body.press(key)

        expect(body).not_to_be_focused()
        assert body.input_value() == before


def test_undo_takes_back_what_keys_did_and_nothing_typed(body: Locator) -> None:
    body.press_sequentially("- a\nb", delay=5)
    body.press("Tab")
    assert body.input_value() == "- a\n  - b"
    body.press("Control+z")
    assert body.input_value() == "- a\n- b"

    write(body, "|")
    body.press_sequentially("typed ")
    body.press("Control+b")
    assert read(body) == "typed **|**"
    body.press("Control+z")
    assert body.input_value() == "typed "


PASTED = [
    ("见«论文»。", "https://example.org/a?b=1", "见[论文](https://example.org/a?b=1)|。"),
    ("«x»", "https://en.wikipedia.org/wiki/X_(y)", "[x](<https://en.wikipedia.org/wiki/X_(y)>)|"),
    ("«x»", "no address", None),
    ("x|", "https://example.org/", None),
    ("[a](«x»)", "https://example.org/", None),
    ("«https://old.org»", "https://example.org/", None),
    ("```\n«x»\n```", "https://example.org/", None),
]


def test_an_address_pasted_over_words_links_them(body: Locator) -> None:
    for before, address, after in PASTED:
        write(body, before)
        text = body.input_value()
        goes_on = body.evaluate(PASTE, address)
        assert (before, goes_on) == (before, after is None)
        if after is not None:
            assert read(body) == after
            body.press("Control+z")
        assert body.input_value() == text


def test_nothing_happens_while_an_input_method_composes(page: Page, body: Locator) -> None:
    write(body, "- 一|")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "ni", "selectionStart": 2, "selectionEnd": 2})
    for key in ("Enter", "Tab", "b"):
        body.evaluate(
            """(field, key) => field.dispatchEvent(new KeyboardEvent("keydown", {
              key, code: key, ctrlKey: key === "b", keyCode: 229, isComposing: true, bubbles: true }))""",
            key,
        )
    press(page, "bold")
    session.send("Input.insertText", {"text": "你"})

    expect(body).to_have_value("- 一你")
    body.press("Enter")
    assert read(body) == "- 一你\n- |"


def test_the_toolbar_is_one_stop_of_the_keyboard(page: Page, body: Locator) -> None:
    write(body, "«x»")
    bar = page.get_by_role("toolbar", name="Formatting").first
    body.press("Shift+Tab")
    expect(bar.get_by_role("button", name="Bold")).to_be_focused()
    expect(bar.get_by_role("button", name="Bold")).to_have_attribute("title", "Bold (Ctrl+B)")
    expect(bar.get_by_role("button", name="Bold")).to_have_attribute("aria-keyshortcuts", "Control+B")
    page.keyboard.press("ArrowLeft")
    expect(bar.get_by_role("button", name="Callout")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="Italic")).to_be_focused()
    page.keyboard.press("Enter")

    assert read(body) == "*«x»*"
    expect(bar.locator("[tabindex='0']")).to_have_count(1)


def test_the_picture_button_opens_the_picker(page: Page) -> None:
    with page.expect_file_chooser():
        press(page, "picture")
