"""Where mathematics begins and ends in Markdown."""

import time

import pytest
from markdown_it import MarkdownIt

from blog.markdown.math import math_syntax

Found = list[tuple[str, str]]


def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").use(math_syntax)


def found_in(text: str) -> Found:
    """Return the mathematics as (kind, TeX): "inline", "line" (a display in a line) or "block"."""
    found: Found = []
    for token in parser().parse(text):
        if token.type == "math_block":
            found.append(("block", token.content))
        for child in token.children or []:
            if child.type == "math_inline":
                found.append(("line" if child.meta["display"] else "inline", child.content))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $10",
        "$6. `$x$`",
        "costs $3–$5",
        "US$20 and HK$30",
        r"\$5 and \$6 and \$x\$",
        "$HOME and $PATH",
        "$ x $",
        "x$ y $",
        "`$x$`",
        "the `$` sign and `$` too",
        "    $$x$$",
        "```\n$$x$$\n```",
        r"\\(x\\)",
        r"\(\) and \[\\\]",
        "a$$ b",
        "$5 a$$",
        "$$\nunclosed",
        "\\[\nunclosed",
        "\\begin{align}\nunclosed",
        "\\begin{other}x\\end{other}",
        "$$\n\n$$",
    ],
)
def test_text_stays_text(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("设$x$为", [("inline", "x")]),
        ("$x$，然后“$y$”。", [("inline", "x"), ("inline", "y")]),
        ("$a$$b$", [("inline", "a"), ("inline", "b")]),
        (r"$\text{若 $x$ 为}$", [("inline", r"\text{若 $x$ 为}")]),
        ("$5 and $10. $$a$$ b", [("block", "a")]),
        ("价$5，即$$a$$。", [("block", "a。")]),
        ("$5 or $10, $x$", [("inline", "x")]),
        (r"$\$5$", [("inline", r"\$5")]),
        ("$a*b$ and $c*d_e$ f_", [("inline", "a*b"), ("inline", "c*d_e")]),
        ("$1$ to $2$", [("inline", "1"), ("inline", "2")]),
        ("a $x\ny$ b", [("inline", "x\ny")]),
        (r"\(x\) then \[y\]", [("inline", "x"), ("block", "y")]),
        ("**a $x$ b** [c $y]$](u)", [("inline", "x"), ("inline", "y]")]),
        ("$a < b$ <i>x</i> $c > d$", [("inline", "a < b"), ("inline", "c > d")]),
        ("$$x$$", [("block", "x")]),
        ("text\n$$\nx\n\ny\n$$\nmore", [("block", "x\n\ny")]),
        ("a $$x$$ b", [("block", "x")]),
        ("$$x$$.", [("block", "x.")]),
        ("$$ a\n+b $$", [("block", "a\n+b")]),
        ("\\[\ny\n\\]", [("block", "y")]),
        ("\\begin{align*}\na\n\\end{align*}", [("block", "\\begin{align*}\na\n\\end{align*}")]),
        ("so \\begin{equation}x\\end{equation} is", [("block", "\\begin{equation}x\\end{equation}")]),
        ("- item\n  $$\n  x\n  $$\n- $$y$$\n\n  \\[z\\]", [("block", "x"), ("block", "y"), ("block", "z")]),
        ("1. a\n\n   $$\n   x\n     y\n   $$\n", [("block", "x\n  y")]),
        ("> $$\n> a\n> b\n> $$\n> t", [("block", "a\nb")]),
        ("| a |\n|--|\n| $x$ $$y$$ |", [("inline", "x"), ("line", "y")]),
        ("# $x$ and $$y$$", [("inline", "x"), ("line", "y")]),
        ("$$\nlost\n\n# Heading\n\n$$\ny\n$$", [("block", "y")]),
    ],
)
def test_mathematics_is_found(text: str, expected: Found) -> None:
    assert found_in(text) == expected


def test_a_display_leaves_its_paragraph() -> None:
    types = [token.type for token in parser().parse("before $$x$$ after")]
    paragraph = ["paragraph_open", "inline", "paragraph_close"]
    assert types == [*paragraph, "math_block", *paragraph]


def test_references_in_prose() -> None:
    children = parser().parse(r"see \eqref{eq:a} and \ref{b}")[1].children or []
    found = [(child.content, child.meta["parens"]) for child in children if child.type == "eqref"]
    assert found == [("eq:a", True), ("b", False)]


def test_lines() -> None:
    tokens = parser().parse("a\nb $x\ny$ c\n$z$\n\n$$\nw\n$$")
    lines = [child.meta["line"] for child in tokens[1].children or [] if child.type == "math_inline"]
    assert lines == [2, 4]
    assert tokens[-1].meta["line"] == 6


@pytest.mark.parametrize("opening", ["$$", "\\[", "\\begin{gather}", "then $$"])
def test_an_unclosed_display_is_a_problem(opening: str) -> None:
    env: dict[str, list[tuple[int, str]]] = {}
    parser().parse(f"first\n\n{opening}\nx", env)
    delimiter = opening.removeprefix("then ")
    assert env["unclosed_displays"] == [(3, delimiter)]


@pytest.mark.parametrize(
    "unit",
    ["$", "$a ", "$$\n", "$$ a\n", "$$ a\n\n", "\\(", "\\[ a\n", "\\begin{align}\n", "${", "$`", "> $$ a\n"],
)
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        parser().parse(text)
        return time.process_time() - start

    small, large = (min(seconds(size) for _ in range(3)) for size in (4_000, 32_000))
    assert large < 40 * max(small, 0.002)
