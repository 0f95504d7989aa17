import time
from dataclasses import replace

import pytest

from blog.markdown import COMMENT, POST, TEXT, Profile, render
from blog.markdown.cjk import scan_run

SMALL = replace(
    POST, max_lines=9, max_blocks=5, max_headings=2, max_cells=9, max_marks=9, max_brackets=5, max_tags=5
)
REFUSED = [
    (POST, "a" * 1_000_001, "1,000,000"),
    (TEXT, "a" * 20_001, "20,000"),
    (COMMENT, "a" * 5_001, "5,000"),
    (POST, "> " * 30 + "a", "nested"),
    (POST, "- " * 30 + "a", "nested"),
    (POST, "::: note\n" * 30, "nested"),
    (POST, "[a]: /" + "x" * 100_000 + "\n\n" + "[a] " * 200, "definitions"),
    (COMMENT, "$x$ " * 201, "formulas"),
    (replace(COMMENT, max_html=100), "*a* " * 20, "larger than 100"),
    (SMALL, "\n" * 10, "10 lines"),
    (SMALL, "- a\n" * 8, "blocks"),
    (SMALL, "|a|b|\n|-|-|\n" + "|\n" * 5, "cells"),
    (SMALL, "[" * 6, "brackets"),
    (SMALL, "*a " * 10, "markup"),
    (SMALL, "a@b.c " * 6, "addresses"),
    (SMALL, "<p><p><p><p><p><p>", "tags"),
    (SMALL, "# a\n" * 3, "headings"),
]


@pytest.mark.parametrize(("profile", "text", "words"), REFUSED)
def test_text_beyond_a_limit_is_refused_with_words(profile: Profile, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        render(text, profile=profile)


def test_refusal_speaks_the_language_of_the_text() -> None:
    with pytest.raises(ValueError, match="最多允许 5,000 个"):
        render("字" * 5_001, profile=COMMENT, language="zh-hans")


def test_a_note_used_often_does_not_multiply_the_page() -> None:
    text = "[^a] " * 200 + "\n\n[^a]: " + "x" * 10_000
    assert len(render(text).html) < 300_000


def test_contents_are_listed_once() -> None:
    assert render("## a\n\n" + "[TOC]\n\n" * 50).html.count("<nav") == 1


LINEAR = [
    "*a_ ",
    "![[]()",
    "<a href='",
    "https://a.b/( ",
    "[^a",
    "$a ",
    "`a``",
    ":::\n\n::: tip\n",
    "- item\n",
    "# a heading of a text\n",
]
QUADRUPLE_AT_MOST = 12
"""Between what four times the text costs when time grows with its length, 4, and with its square, 16."""


@pytest.mark.parametrize("unit", LINEAR)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        render(text)
        return time.process_time() - start

    once, fourfold = (min(seconds(length) for _ in range(3)) for length in (20_000, 80_000))
    assert fourfold < QUADRUPLE_AT_MOST * once


def test_delimiter_runs_are_scanned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    scans = 0

    def counted(state: object) -> tuple[int, bool, bool]:
        nonlocal scans
        scans += 1
        return scan_run(state)  # type: ignore[arg-type]

    monkeypatch.setattr("blog.markdown.cjk.scan_run", counted)
    render("*重_点~~ " * 500)
    assert scans == 1500
