"""What programs put on the clipboard, and the Markdown that comes of it."""

import re
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.formats.html import to_markdown
from blog.formats.html.paste import MOST_BYTES
from blog.markdown import render, without_controls

CASES = Path(__file__).with_name("html_paste.md").read_text(encoding="utf-8")
CASE = r"^## ([^\n]+)\n+````html\n(.*?)\n````\n+````markdown\n(.*?)\n````$"
EACH = re.findall(CASE, CASES, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("html", "markdown"), [case[1:] for case in EACH], ids=[case[0] for case in EACH])
def test_the_markdown_of(html: str, markdown: str) -> None:
    assert to_markdown(html).strip() == markdown.strip()


def test_every_case_is_read() -> None:
    assert len(EACH) == CASES.count("````html")


def test_notes_count_on() -> None:
    reference = '<sup data-draft-type="reference" data-text="Paper" data-numero="2">[2]</sup>'
    note = "<p>x<a href='#fn1'>1</a></p><li id='fn1'>Note</li>"

    assert re.findall(r"\[\^\d+\]:? ?\w*", to_markdown(reference, notes=3)) == ["[^5]", "[^5]: Paper"]
    assert re.findall(r"\[\^\d+\]:? ?\w*", to_markdown(note, notes=3)) == ["[^4]", "[^4]: Note"]


PLACES = [
    "<p>{}</p>",
    "{}",
    "<h2>{}</h2>",
    "<ul><li>{}</li></ul>",
    "<ol><li><p>{}</p><p>second</p></li></ol>",
    "<blockquote>{}</blockquote>",
    "<table><tr><td>head</td><td>head</td></tr><tr><td>{}</td><td>x</td></tr></table>",
    "<p>x<br>{}</p>",
    "<p>x<b>{}</b>y</p>",
    "<p><a href='https://example.org/'>{}</a></p>",
    "<p><code>{}</code></p>",
    "<pre>{}</pre>",
    "<p><img src='https://example.org/x.png'>{}</p>",
    "<p><a href='#x'>{}</a>y</p>",
    "<ol><li>x</li>{}<li>y</li></ol>",
    "<b>{}<p>y</p></b>",
    "<i>{}<br><br>y</i>",
    "<sup>{}<hr></sup>",
    "<code>{}<p>y</p></code>",
]
MARKUP = (
    r"* ** _ __ ` `` ``` $ $$ \ \( \) \[ \] [ ] ( ) [^1] [^1]: [x]: ![ < <b> </p> <!-- &amp; & &lt; ; # >"
    r" - + 1. 1) --- === ~ ~~ ~~~ | a|b {#id} {.wide} ::: : [TOC] [x] \begin{align} \end{align} \eqref{a}"
    " http://a.example/x_y www.a.example a@b.example é 中文 ， “ a 2 ! [@key] % ^ ="
)
PIECES = st.sampled_from([*MARKUP.split(), " ", "\n", "# ", "- "])
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=10)


def visible(html: str) -> str:
    """What a reader sees, but for space, which Markdown may move."""
    tree: Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return re.sub(r"\s+", "", "".join(tree.itertext()))


def without_tools(html: str) -> str:
    return re.sub(r'<a[^>]*class="anchor".*?</a>|<button.*?</button>', "", html, flags=re.DOTALL)


@settings(max_examples=200, deadline=None)
@given(place=st.sampled_from(PLACES), parts=TEXTS)
def test_text_that_looks_like_markdown_stays_text(place: str, parts: list[str]) -> None:
    html = place.replace("{}", escape(without_controls("".join(parts))))
    shown = without_tools(render(to_markdown(html)).html)

    assert visible(shown) == visible(html)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 2_000,
        "<blockquote>" * 30,
        "<math>" + "<mrow>" * 2_000,
        "".join(f"<b id={number}>x<p>" for number in range(3_000)),
        "<p>x</p>" * 60_000,
        "x" * (MOST_BYTES + 1),
        "<table>" + "<tr><td colspan=100>x<td>y" * 1_000 + "</table>",
        "<div></span>" * 2_000,
        "<dl><dd>" * 30,
        "</p>" * 60_000,
        "<ul><li>" * 12 + "<p>y" * 20_000,
        "<ul><li>" * 12 + "<pre>" + "y\n" * 20_000 + "</pre>",
    ],
    ids=[
        *("depth", "quotations", "mathml", "open formatting", "tags", "bytes", "cells"),
        *("depth beside other ends", "definitions", "ends of paragraphs", "indented lines", "indented code"),
    ],
)
def test_what_would_grow_without_measure_is_refused_with_a_sentence(html: str) -> None:
    with pytest.raises(ValueError, match="too large"):
        to_markdown(html)


LONG = 600_000


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (f"<b>{'@a' * LONG} x</b>", f"**{'@a' * LONG} x**"),
        (f"<b>{'www.' * (LONG // 2)} x</b>", f"**{'www.' * (LONG // 2)} x**"),
        (f"<span style='{'text-decoration' * (LONG // 5)}'>x</span>", "x"),
        (f"<span style='{'text-decoration:' * (LONG // 5)}'>x</span>", "x"),
        (f"<p>{'-' * LONG}x</p>", f"{'-' * LONG}x"),
        (f"<p>{'-| :' * (LONG // 2)}x</p>", f"{'-| :' * (LONG // 2)}x"),
        (f"{'<![if' * (LONG // 2)}x", ""),
    ],
    ids=["at", "www", "style", "styles", "dashes", "rule of a table", "conditions"],
)
def test_a_long_text_without_what_is_looked_for_takes_no_longer(html: str, markdown: str) -> None:
    """Each took hours while its time grew with the square of the length."""
    assert to_markdown(html).strip() == markdown


def test_a_long_space_in_a_cell_takes_no_longer() -> None:
    """Such a space is wide, so that it is not collapsed."""
    table = to_markdown(f"<table><tr><td>a{'　' * LONG}b<td>c</table>")

    assert table.count("　") == LONG


@pytest.mark.parametrize(
    ("html", "count"),
    [
        (f"<div class='{'a' * LONG}'>" + "<pre>x</pre>" * 4_000 + "</div>", 4_000),
        (
            f"<p style='mso-list:l level1'><span style='{'a' * LONG}'>" + "x<br>" * 4_000 + "</span></p>",
            4_000,
        ),
        (f"<p><b class='{'a' * LONG}'>" + "x<p>" * 4_000, 4_000),
        (f"<p><a href='https://x.y/{'a' * LONG}'>x" + "<p>y" * 4_000, 1),
        ("<math>" * 80 + "<mi>x</mi>" * 4_000, 4_000),
    ],
    ids=["class around code", "style of an item", "open formatting", "open link", "formulas in a formula"],
)
def test_what_stands_around_many_is_not_read_for_each(html: str, count: int) -> None:
    assert re.sub(r"https://\S*|[^x]", "", to_markdown(html)).count("x") == count


@pytest.mark.parametrize("wrapped", ["<p>{}</p>", "<p>{}</p>" + "<p>y</p>" * 4_000], ids=["short", "long"])
def test_formatting_is_read_in_long_texts_too(wrapped: str) -> None:
    html = wrapped.replace(
        "{}", "<B class='x'>b</B> <a href='https://x.y/' id=z>a</a> <i>i</i> <tt>&lt;b</tt>"
    )

    assert to_markdown(html).startswith("**b** [a](https://x.y/) *i* `<b`")


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script><p onclick=alert(1)>x</p>",
        "<p><a href='java&#10;script:alert(1)'>x</a></p>",
        "<p>x<svg onload=alert(1)><style>x{}</style></svg></p>",
        "<p>x</p><!-- y --><iframe src='javascript:alert(1)'></iframe><form><button>y</button></form>",
    ],
)
def test_nothing_that_runs_or_hides_comes_through(html: str) -> None:
    assert to_markdown(html).strip() == "x"
