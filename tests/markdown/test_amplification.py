"""Small texts that would grow large, or take long: each ends soon, drawn or refused.

Soon means that it costs no more than so many renderings of plain prose of 100,000 characters.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest

from blog.markdown import COMMENT, POST, render
from blog.markdown.memory import Memory

MACROS = r"$\newcommand\b{" + "x" * 90 + r"}\newcommand\c{" + r"\b" * 100 + "}$ "
LOOP = (
    r"$\def\a#1{\a{#1}}\def\d#1{#1#1}\def\c{\d{\d{\d{\d{\d{\d{\d{\d{\d{x}}}}}}}}}}"
    r"\def\e#1{\expandafter\a{#1}}$ "
)
LETTERS = "abcdefghijklmnop"


PROSE = "Words without any marks stand here.\n\n" * 2_700


@contextmanager
def at_most(renderings: int) -> Iterator[None]:
    """Fail where what is done inside costs more processor time than so many renderings of PROSE."""
    start = time.process_time()
    render(PROSE)
    unit = time.process_time() - start
    yield
    assert time.process_time() - start - unit < renderings * unit


def each(count: int, tex: str) -> str:
    """Return displays that differ, so that none is drawn from memory."""
    return "\n\n".join(f"$${number}{tex}$$" for number in range(count))


def nested(opening: str, closing: str) -> str:
    return opening * 180 + "x" * 1_500 + closing * 180


REFUSED = {
    "macros in macros": MACROS + " ".join(rf"$\c {number}$" for number in range(1_000)),
    "the same macro again": MACROS + r"$\c$ " * 2_000,
    "a macro without end": LOOP + each(200, r"\a{" + "y" * 3_000 + "}"),
    "aliases in aliases": each(200, nested(r"\mbox{", "}")),
    "words in formulas in words": each(200, nested(r"\text{$", "$}")),
    "colours in colours": each(150, nested(r"\textcolor{red}{", "}")),
    "links in links": each(200, nested(r"\href{\#}{", "}")),
    "a formula in a note": MACROS + "a[^a] " * 8_000 + "\n\n[^a]: " + r"$\c$",
    "columns": each(200, r"\begin{aligned}" + "&" * 4_900 + r"\end{aligned}"),
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_what_would_grow_beyond_measure_is_refused_soon(text: str) -> None:
    with at_most(40), pytest.raises(ValueError, match=r"expand to too much|larger than"):
        render(text, profile=POST)


SOON = {
    "lines in captions": ("![a][r]\n\n" * 5_500 + "[r]: /x.png '" + "x\n" * 400 + "'\n", "lines"),
    "characters in captions": ("![a][r]\n\n" * 5_500 + "[r]: /x.png '" + "x" * 400 + "'\n", "characters"),
    "marks in captions": ('[a]: /x "' + "*a_ " * 2_000 + '"\n\n' + "![a]\n\n" * 1_000, "markup"),
    "brackets in captions": ('[a]: /x "' + "[[" * 2_000 + '"\n\n' + "![a]\n\n" * 1_000, "square brackets"),
    "formulas in captions": ('[a]: /x "' + "$x$ " * 2_000 + '"\n\n' + "![a]\n\n" * 50, "formulas"),
    "wide table": (
        "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + ("|" + "b|" * 2_000 + "\n") * 200,
        "cells",
    ),
    "nested containers": ("::: note\n" * 49_000, "nested"),
}


@pytest.mark.parametrize(("text", "words"), SOON.values(), ids=SOON.keys())
def test_what_is_too_large_is_not_read_to_its_end(text: str, words: str) -> None:
    with at_most(40), pytest.raises(ValueError, match=words):
        render(text, profile=POST)


QUICK = {
    "row options": each(20, r"\begin{matrix}" + r"\\[" * 1_600 + r"\end{matrix}"),
    "repeated columns": each(50, r"\begin{array}{*{99}{" + "c|" * 2_000 + r"}}x\end{array}"),
    "definitions": "".join(rf"$\def\a{''.join(name)}{{x}}$ " for name in product(LETTERS, repeat=3)),
    "marked lines": "```python {1-9999}\na\n```\n" * 9_000,
    "open containers": "::: note\n" * 12 + "a\n" * 30_000,
    "equal tags": "$$a\\tag{a}$$\n\n" * 4_000,
    "long tags": "$$a\\tag{" + "x" * 4_000 + "}\\label{a}$$\n\n" + r"\eqref{a} " * 3_000,
}  # fmt: skip


@pytest.mark.parametrize("text", QUICK.values(), ids=QUICK.keys())
def test_what_stays_small_is_drawn_soon(text: str) -> None:
    with at_most(40):
        render(text, profile=POST)


def test_site_s_macros_count_in_comments_too() -> None:
    macros = {"a": r"\mbox{#1}", "b": "x" * 90, "c": r"\phantom{" + r"\b" * 20 + "}"}
    with pytest.raises(ValueError, match="expand to too much"):
        render(r"$\a{\c}$ " * 10, profile=COMMENT, macros=macros)


def test_memory_forgets_what_was_not_asked_for() -> None:
    memory = Memory[str](1_000)
    for number in range(150):
        memory.keep(number, "x", 10)
        assert memory.find(0) == "x"
    assert memory.find(149) == "x"
    assert memory.find(1) is None


def test_memory_keeps_nothing_heavy() -> None:
    memory = Memory[str](1_000)
    memory.keep("a", "x" * 11, 11)
    assert memory.find("a") is None


def test_a_long_title_is_not_written_out_by_every_link_to_it() -> None:
    document = render("## " + "word " * 2_000 + "{#all}\n\n" + "[](#all)\n\n" * 5_000)

    assert len(document.html) < 2_000_000
