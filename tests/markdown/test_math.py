"""From formulas to HTML: what is drawn, numbered, linked, remembered and refused."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from blog.markdown.math import Formula, FormulaOptions, RenderedFormulas, drawing, render_formulas

PAPERS = Path(__file__).with_name("math_papers.txt").read_text(encoding="utf-8").splitlines()


def display(*sources: str, **options: object) -> RenderedFormulas:
    formulas = [Formula(tex, True, line) for line, tex in enumerate(sources, 1)]
    return render_formulas(formulas, FormulaOptions(**options))  # type: ignore[arg-type]


def inline(tex: str) -> str:
    return render_formulas([Formula(tex, False, 1)]).html[0]


@pytest.mark.parametrize("tex", PAPERS)
def test_formulas_of_papers_render(tex: str) -> None:
    rendered = display(tex)
    assert rendered.problems == []
    assert " style=" not in rendered.html[0]


def test_source_is_kept_in_the_annotation() -> None:
    html = inline(r"a<b & \text{<script>}".replace("&", r"\&"))
    assert (
        '<annotation encoding="application/x-tex">a&lt;b \\&amp; \\text{&lt;script&gt;}</annotation>' in html
    )


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\substack{a\\b}", "<mtable"),
        (r"\begin{split}a&=b\end{split}", "<mtable"),
        (r"\textcolor{#ff0000}{x}", 'class="tex-red"'),
        (r"\color{RoyalBlue}x", 'class="tex-blue"'),
        (r"\color[rgb]{0,0.6,0.1}x", 'class="tex-green"'),
        (r"\bbox[yellow]{x}", 'class="tex-enclosed tex-box"'),
        (r"\mathop{\text{top}}\limits_k", "<munder><mtext>top</mtext><mi>k</mi></munder>"),
        (r"设x", "<mtext>设</mtext><mi>x</mi>"),
        (
            r"\text{若 $x$ 则}",
            "<mtext>若\N{NO-BREAK SPACE}</mtext><mi>x</mi><mtext>\N{NO-BREAK SPACE}则</mtext>",
        ),
        (r"\verb|a_{b}|", "a_{b}"),
        (
            r"\href{https://example.org/?a=1&b=2}{y}",
            '<a href="https://example.org/?a=1&amp;b=2"><math><mi>y</mi>',
        ),
        (r"\hspace{99999em}x", 'width="20em"'),
        (r"a\!b", 'class="tex-n2"'),
        (r"\begin{array}{@{}l*{2}{c}|r@{}}a&b&c&d\end{array}", "<mtable"),
        (r"\begin{aligned}[t]a&=b\\[3pt]c&=d\end{aligned}", "<mi>a</mi></mtd>"),
        (r"\mathbbm{1}", "𝟙"),
    ],
)
def test_commands_the_engine_lacks(tex: str, expected: str) -> None:
    rendered = display(tex)
    assert rendered.problems == []
    assert expected in rendered.html[0]


def test_single_equation_is_numbered_beside_it() -> None:
    html = display(r"\begin{equation}a=b\label{eq:a}\end{equation}").html[0]
    assert html.startswith(
        '<div class="eq" id="eq-1"><div tabindex="0" role="region" aria-label="Equation 1">'
    )
    assert html.endswith("<span>(1)</span></div>")


@pytest.mark.parametrize(
    ("tex", "numbers"),
    [
        ("a=b", []),
        (r"a=b\label{x}", ["(1)"]),
        (r"a=b\tag{*}", ["(*)"]),
        (r"a=b\tag*{A}", ["A"]),
        (r"a=b\tag1", ["(1)"]),
        (r"\begin{align}a&=b\\c&=d\notag\\e&=f\tag{B}\\g&=h\end{align}", ["(1)", "(B)", "(2)"]),
        (r"\begin{align*}a&=b\\c&=d\end{align*}", []),
        (r"\begin{align*}a&=b\tag{7}\\c&=d\end{align*}", ["(7)"]),
        (r"\begin{align}a&=b\end{align}", ["(1)"]),
        (r"\begin{align}a&=b\\ \end{align}", ["(1)"]),
        (r"\begin{gather}a\\b\end{gather}", ["(1)", "(2)"]),
        (r"\begin{multline}a\\b\end{multline}", ["(1)"]),
        (r"\begin{alignat}{2}a&=b&c&=d\\e&=f&g&=h\end{alignat}", ["(1)", "(2)"]),
        (r"\begin{eqnarray}a&=&b\\c&=&d\end{eqnarray}", ["(1)", "(2)"]),
        (r"\begin{equation}\begin{split}a&=b\\&=c\end{split}\end{equation}", ["(1)"]),
        (r"\begin{aligned}a&=b\tag{1}\\c&=d\tag{2}\end{aligned}", ["(1)", "(2)"]),
        (r"\begin{align}a&=b\end{align}\tag{5},", ["(5)"]),
        (r"a=b\tag{1}\\c=d\tag{2}", ["(1)", "(2)"]),
    ],
)
def test_numbers(tex: str, numbers: list[str]) -> None:
    rendered = display(tex)
    assert rendered.problems == []
    found = re.findall(r"<span>(.*?)</span>|eq-number\" id=\"[^\"]*\"><mtext>(.*?)</mtext>", rendered.html[0])
    assert [beside or within for beside, within in found] == numbers


def test_references_link_to_numbers_before_and_after() -> None:
    rendered = display(r"x=\eqref{b}", r"\begin{align}a&=b\label{a}\\c&=d\label{b}\end{align}", r"\ref{a}")
    assert '<a href="#eq-2">(2)</a>' in rendered.html[0]
    assert 'id="eq-2"' in rendered.html[1]
    assert '<a href="#eq-1">1</a>' in rendered.html[2]
    assert rendered.reference("a") == '<a href="#eq-1">(1)</a>'
    assert rendered.reference("a", parens=False) == '<a href="#eq-1">1</a>'
    assert rendered.reference("nobody") is None


def test_labels_that_are_wrong_are_problems() -> None:
    rendered = display(r"a\label{x}", r"b\label{x}", r"\eqref{y}")
    assert [line for line, _ in rendered.problems] == [2, 3]


def test_anchors_are_unique_and_prefixed() -> None:
    html = "".join(display(r"a\tag{1}", r"b\label{x}", r"c\tag{$\ast$}", prefix="c7-").html)
    assert re.findall(r'id="([^"]*)"', html) == ["c7-eq-1", "c7-eq-1-2", "c7-eq-tag"]


def test_labels_are_named_in_the_document_s_language() -> None:
    assert 'aria-label="公式 1"' in display(r"a\label{x}", language="zh-hans").html[0]
    many = display(r"\begin{align}a\\b\end{align}", language="en").html[0]
    assert 'aria-label="Equations 1–2"' in many


def test_macros_of_site_and_post() -> None:
    rendered = display(
        r"\newcommand{\half}[1][1]{\frac{#1}{2}}\DeclareMathOperator*{\best}{best}\def\pair#1#2{(#1,#2)}",
        r"\half+\half[3]+\best_x+\pair ab+\norm{v}\let\old\alpha\old",
        macros={"norm": r"\lVert #1\rVert", r"\unused": "x"},
    )
    assert rendered.problems == []
    assert rendered.html[0] == ""
    assert rendered.html[1].count("<mfrac>") == 2


def test_redefining_a_built_in_command() -> None:
    rendered = display(
        r"\newcommand{\R}{\mathbb R}\let\oldvec\vec\renewcommand{\vec}[1]{\oldvec{\mathbf #1}}",
        r"\vec x\in\R",
    )
    assert rendered.problems == []
    assert "𝐱" in rendered.html[1]


def test_definitions_can_be_forbidden() -> None:
    assert display(r"\def\a{x}\a", definitions=False).problems == [(1, ("not-allowed", r"\def", 0))]


def test_an_error_shows_source_and_message() -> None:
    rendered = display(r"\foo<b>")
    assert rendered.problems == [(1, ("command-unknown", r"\foo", 0))]
    assert r"\foo&lt;b&gt;</code>" in rendered.html[0]
    assert 'class="math-error" title="unknown command \\foo"' in rendered.html[0]
    assert r"未知命令 \foo</small>" in display(r"\foo<b>", language="zh-hans").html[0]


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\href{ data:text/html,x}{x}",
        r"\color{red;background:url(x)}x",
        r"\textcolor{nosuchcolour}{x}",
        "x" * 5001,
        r"\def\a{\a}\a",
        r"\def\a{\a\a}\a",
        "{" * 201 + "}" * 201,
        r"\verb|x",
        r"\text{a $b}",
        r"\tag",
        r"\begin",
        r"\newcommand",
    ],
)
def test_refused(tex: str) -> None:
    rendered = display(tex)
    assert len(rendered.problems) == 1
    assert "math-error" in rendered.html[0]


@pytest.mark.parametrize(
    "tex", [r"\text{<img src=x onerror=alert(1)>}", r"\label{\"><b>}x", r"\tag{<b>}x", "<b>\\foo"]
)
def test_markup_in_formulas_is_escaped(tex: str) -> None:
    html = display(tex).html[0]
    assert "<img" not in html
    assert "<b>" not in html


def test_a_known_formula_is_drawn_again_only_when_the_macros_before_it_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[str] = []

    def draw_anew(tex: str, *others: Any) -> drawing.Drawing:
        drawn.append(tex)
        return original(tex, *others)

    original = drawing.draw_anew
    monkeypatch.setattr(drawing, "draw_anew", draw_anew)
    known = r"\remembered+1"
    first, again = (display(r"\def\remembered{x}", known) for _ in range(2))
    assert drawn.count(known) == 1
    other = display(r"\def\remembered{y}", known)
    assert drawn.count(known) == 2
    assert first.html == again.html != other.html


def test_equal_tags_are_numbered_apart_in_linear_time() -> None:
    html = "".join(display(*[r"a\tag{a}"] * 3000).html)
    assert 'id="eq-a-3000"' in html


def test_no_django_is_imported() -> None:
    code = "import sys, blog.markdown.math; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_colour_is_known_by_its_name_once_pillow_has_drawn_with_it() -> None:
    Image.new("RGB", (1, 1), "teal")

    assert "math-error" not in inline(r"\textcolor{teal}{x}")
