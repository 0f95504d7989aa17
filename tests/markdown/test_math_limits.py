"""No formula ends the process: bombs are drawn in a child, on a thread with a server's small stack."""

import subprocess
import sys

import pytest

from blog.markdown.math import Formula, FormulaOptions, render_formulas

NESTED = {
    "braces": ("{", "}"),
    "roots": (r"\sqrt{", "}"),
    "bare roots": (r"\sqrt ", "x"),
    "roots in options": (r"\sqrt[", "]2"),
    "fractions": (r"\frac{1}{", "}"),
    "bare fractions": (r"\frac1", "2"),
    "half bare fractions": (r"\frac{1}", "2"),
    "fences": (r"\left(", r"\right)"),
    "superscripts": ("x^{", "}"),
    "accents": (r"\hat ", "x"),
    "environments": (r"\begin{matrix}", r"\end{matrix}"),
    "cases": (r"\begin{cases}", r"\end{cases}"),
    "limits": (r"\overset1", "2"),
    "colours": (r"\textcolor{red}{", "}"),
    "switches": (r"\displaystyle x", ""),
    "colour switches": (r"\color{red}x", ""),
    "operators": (r"\mathop{", "}"),
    "infix": (r"{1\over ", "}"),
    "links": (r"\href{#}{", "}"),
    "words": (r"\text{$", "$}"),
    "stacks": (r"\substack{", "}"),
}
MACRO_BOMBS = [
    r"\def\a{" + r"\sqrt{" * 15 + "x" + "}" * 15 + "}" + r"\def\b{\a\a\a}" + r"\b" * 60,
    r"\def\a#1{" + r"\sqrt{" * 15 + "#1" + "}" * 15 + "}" + r"\a{" * 60 + "x" + "}" * 60,
    "".join(rf"\def\{chr(97 + i)}{{\{chr(98 + i)}\{chr(98 + i)}}}" for i in range(24)) + r"\def\y{x}\a",
    r"\def\a{{\a}}\a",
    r"\def\a#1{\a{#1#1}}\a x",
    r"\newcommand{\a}[1][x]{\a[#1]}\a[",
]
LONG = FormulaOptions(max_characters=9_000)
CHILD = """
import sys, threading
sys.path[:0] = {path!r}
from blog.markdown.math import Formula, render_formulas
threading.stack_size(2 * 1024 * 1024)
def draw():
    for tex in {bombs!r}:
        assert len(render_formulas([Formula(tex, True)]).html) == 1
    print("alive")
thread = threading.Thread(target=draw)
thread.start()
thread.join()
"""


def bombs() -> list[str]:
    nested = [
        opening * depth + "x" + closing * depth
        for opening, closing in NESTED.values()
        for depth in (199, 5000 // len(opening + closing) - 1)
    ]
    unclosed = [opening * (5000 // len(opening)) for opening, _ in NESTED.values()]
    mixed = [("{" + r"\hat" * 19) * 60, (r"\hat\frac1" * 400) + "x", r"\left\{\sqrt[" * 350, r"\alpha" * 700]
    return nested + unclosed + mixed + MACRO_BOMBS


def test_bombs_leave_the_process_alive() -> None:
    code = CHILD.format(path=sys.path, bombs=bombs())
    done = subprocess.run(
        [sys.executable, "-"], input=code, capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "alive\n", "")


@pytest.mark.parametrize("kind", ["braces", "roots", "fractions", "fences", "superscripts", "environments"])
def test_levels(kind: str) -> None:
    opening, closing = NESTED[kind]
    allowed, refused = (
        render_formulas([Formula(opening * depth + "x" + closing * depth, True)], LONG) for depth in (99, 201)
    )
    assert allowed.problems == []
    assert [fault[:2] for _, fault in refused.problems] == [("nesting", "200")]


def test_macros_count_as_deep_as_their_bodies() -> None:
    definition = r"\def\a#1{\sqrt{\sqrt{\sqrt{#1}}}}"
    assert render_formulas([Formula(definition + r"\a{" * 60 + "x" + "}" * 60, True)]).problems == []
    assert render_formulas([Formula(definition + r"\a{" * 90 + "x" + "}" * 90, True)]).problems != []


def test_long_rows_of_commands_are_drawn() -> None:
    tex = r"+".join([r"\frac12\alpha\beta"] * 100)
    assert render_formulas([Formula(tex, True)]).problems == []
