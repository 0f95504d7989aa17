from collections.abc import Collection

import pytest

from blog.markdown import POST, TEXT, Site, StoredPicture, render

FOUND = [
    ("a\n\n$\\foo$", 3, "math", "error"),
    ("a\n\n$$\nx", 3, "math-unclosed", "error"),
    ("a \\eqref{none}", 1, "equation-unknown", "error"),
    ("a\n\n```python\nx", 3, "fence-unclosed", "warning"),
    ("> ```\n> x\n\nb", 1, "fence-unclosed", "warning"),
    ("::: note\nx", 1, "container-unclosed", "warning"),
    ("::: strange\nx\n:::", 1, "container-unknown", "warning"),
    ("a\nb[^x]", 2, "footnote-undefined", "error"),
    ("a\n\n[^x]: b", 3, "footnote-unused", "warning"),
    ("a[^x]\n\n[^x]: b\n\n[^x]: c", 5, "footnote-duplicate", "warning"),
    ("a\n![](/x.png)", 2, "alt-missing", "warning"),
    ("中文\n中文\n中文[^x]", 3, "footnote-undefined", "error"),
    ("a `b\nc` $\\foo$", 2, "math", "error"),
    ("a $b\nc$ ![](/x.png)", 2, "alt-missing", "warning"),
    ("<div>\n<!--\n<blink>\n-->\n<blink>\n</div>", 5, "html-dropped", "warning"),
    ("<div>\n<p\nstyle=x>\n</div>", 3, "html-dropped", "warning"),
    ("a\n\n| a |\n|---|\n| b |\n| $|c|$ |", 6, "table-cells", "warning"),
    ("a\n![b](https://other.example/a.png)", 2, "picture-external", "error"),
    ('a\n\n![b](//other.example/a.png "c")', 3, "picture-external", "error"),
    ("[![b](http://other.example/a.png)](/c)", 1, "picture-external", "error"),
    ("a <img alt=b src='https://other.example/a.png'>", 1, "picture-external", "error"),
    ('<video controls poster="//other.example/a.png"></video>', 1, "picture-external", "error"),
    ("## a {#x}\n## b {#x}", 2, "id-duplicate", "warning"),
    ("## a {#main}", 1, "id-duplicate", "warning"),
    ("a\nb [c](javascript:d)", 2, "link-refused", "error"),
    ("[a]()", 1, "link-empty", "warning"),
    ("## a\n#### b", 2, "heading-jump", "warning"),
    ("a <blink>b</blink>", 1, "html-dropped", "warning"),
    ('\n<p style="color: red">a</p>', 2, "html-dropped", "warning"),
    ("```python {9}\na\n```", 1, "code", "warning"),
    ("a\n[b](#nope)", 2, "anchor-missing", "warning"),
    ("[b](#fn-1)", 1, "anchor-missing", "warning"),
    ("a\n[b](/gone/)", 2, "link-broken", "warning"),
    ("a\n\n```pyhton\na\n```", 3, "code-language", "warning"),
]


@pytest.mark.parametrize(("text", "line", "kind", "level"), FOUND)
def test_problem_is_found_with_its_line(text: str, line: int, kind: str, level: str) -> None:
    problem = next(found for found in render(text, site=Site(find_broken=set)).problems if found.kind == kind)
    assert (problem.line, problem.level) == (line, level)
    assert problem.message
    assert problem.in_language("en") == problem.message


CLEAN = [
    "```\nx\n```",
    "> ```\n> x\n> ```",
    "````\n```\n````  ",
    "- ~~~ \n  x\n  ~~~",
    "::: note\na\n:::",
    "a[^x]\n\n[^x]: b",
    "`[^x]` and [a](/b)",
    "# a\n## b\n### c\n## d",
    "![a](/b.png) <kbd>x</kbd> $5 and $10",
    '![a](b.png) <img alt=a src=/a.png> <video src="/a.mp4"></video> [a](https://other.example/a.png)',
    "> | a | b |\n> |:-:|--|\n> | `\\|` | $\\|x\\|$ |\n> c | d\n> | e |\n> ||f|",
    "a|b\n-|-\nc|d\n|e|f",
    "[a](#x) [b](#fn-1) [c](#eq-1) [d](#中) [e](#t) [f](#) [g](#top) [h](#main)[^1]\n\n## x\n\n## 中"
    "\n\n$$x\\tag{1}$$\n\n::: theorem {#t}\ny\n:::\n\n[^1]: z",
    "[a](#x) [b](#y)\n\n![c](/d.png){#x}\n\n<p id=y>z</p>",
    "```text\na\n```\n\n```none\na\n```\n\n```plain\na\n```\n\n```\na\n```\n\n    a\n\n```{.python}\na\n```",
    "<!-- <img src=//other.example/a.png> a <blink> -->\n\n$$x$$",
]


@pytest.mark.parametrize("text", CLEAN)
def test_good_text_has_no_problems(text: str) -> None:
    assert render(text).problems == ()


def find_large(addresses: Collection[str]) -> dict[str, StoredPicture]:
    return {address: StoredPicture(4000, 3000, address, "From the library") for address in addresses}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("![](/a.png)", 0),
        ("![a](/a.png){width=50%}", 0),
        ("![a](/a.png) ![b](/b.png)", 0),
        ("a\n\nb\n![](/a.png)", 4),
        ("![a](/a.png){width=1999}", 1),
        ("![a](/a.png){width=2000}", 0),
        ("[![a](/a.png)](/elsewhere)", 1),
        ("- ![a](/a.png)", 1),
    ],
)
def test_a_large_picture_that_is_shown_small_for_good_is_reported(text: str, line: int) -> None:
    found = [
        (problem.line, problem.kind) for problem in render(text, site=Site(find_pictures=find_large)).problems
    ]
    assert found == ([(line, "picture-large")] if line else [])


def test_no_more_than_a_thousand_links_are_looked_up() -> None:
    asked: list[int] = []

    def find(paths: Collection[str]) -> Collection[str]:
        asked.append(len(paths))
        return ()

    render("".join(f"[a](/{number}/) " for number in range(1500)), site=Site(find_broken=find))
    assert asked == [1000]


def test_a_picture_of_2000_pixels_is_not_large() -> None:
    def find(addresses: Collection[str]) -> dict[str, StoredPicture]:
        return {address: StoredPicture(2000, 3000, address) for address in addresses}

    assert render("a ![b](/a.png)", site=Site(find_pictures=find)).problems == ()


def test_messages_are_in_both_languages() -> None:
    [problem] = render("![](/x.png)").problems
    assert problem.message.startswith("The picture has no description")
    assert problem.in_language("zh-hans").startswith("图片没有文字说明")


FAULTS = [
    (r"$\foo$", r"Formula: unknown command \foo", r"公式：未知命令 \foo"),
    (r"$\frac1$", "Formula: an argument is missing", "公式：缺少参数"),
    ("$a & b$", r"only; write \& for the sign", r"请用 \&"),
    (r"$\eqref{a}$", "no equation has the label “a”", "没有标签为“a”的公式"),
    (
        "```c {9}\na\nb\n```",
        "Line 9 is marked, but the block ends at line 2",
        "标记了第 9 行，但代码块只有 2 行",
    ),
    ("a $$x", "The formula that $$ opens is never closed", "$$ 开始的公式没有结束"),
]


@pytest.mark.parametrize(("text", "english", "chinese"), FAULTS)
def test_every_problem_is_worded_in_both_languages(text: str, english: str, chinese: str) -> None:
    problem = render(text).problems[0]
    assert english in problem.message
    assert chinese in problem.chinese


LINES = [
    ("a\n\n$$\n\\begin{aligned}\na &= b \\\\\n\\text{中文} &= c \\\\\n\\oops &= 1\n\\end{aligned}\n$$", 7),
    ("\\begin{align}\na &= b \\\\\nc &= d \\\\[2pt]\n\\frac{\\oops}{x}\n\\end{align}", 4),
    ("$$\n\n\\oops\n$$", 3),
    ("a\n$$\nx\n\\oops$$", 4),
    ("> $$\n> x\n> \\oops\n> $$", 3),
    ("$$\n\\begin{foo}\nx\n\\end{foo}\n$$", 2),
    ("$$\n\\def\\x{\\oops}\na + % b\n\\x\n$$", 4),
    ("$$\n\\def\\y{\\oops}\n$$\n\n$$\na\n\\y\n$$", 7),
    ("$$\nx\n\\textcolor{nocolour}{y}\n$$", 3),
    ("$$\nx\n\\tag{$\\oops$}\n$$", 3),
    ("$$\nx\n\\href{http://a.example}{\\oops}\n$$", 3),
    ("$$\nx\n\\eqref{nobody}\n$$", 3),
    ("\\begin{align}\na\\label{b}\\\\\nc\\label{b}\n\\end{align}", 3),
    ("$$\n\\begin{align}\na \\\\\n\\intertext{\\oops}\nb\n\\end{align}\n$$", 4),
    ("$$\n\\begin{align}\na\n\\end{aligned}\n$$", 4),
    ("$$\n\\begin{matrix}\n\\begin{aligned}\na\n\\end{align}\\end{matrix}\n$$", 5),
    ("$$\nx\n{y\nz\n$$", 1),
    ("$$\nx\n\\frac1\n\n$$", 3),
]


@pytest.mark.parametrize(("text", "line"), LINES)
def test_a_fault_in_a_display_names_its_own_line(text: str, line: int) -> None:
    assert [(problem.kind, problem.line) for problem in render(text).problems] == [("math", line)]


def test_an_environment_that_ends_with_another_name_is_not_drawn() -> None:
    document = render("$$\\begin{align}a\\end{aligned}$$")
    assert "math-error" in document.html
    assert document.problems[0].message == r"Formula: another end was expected: \end{align}"


def test_the_words_of_an_intertext_that_cannot_be_drawn_are_a_problem() -> None:
    document = render(r"$$\begin{align}a\\\intertext{\oops}b\end{align}$$")
    assert "<mtext>?</mtext>" in document.html
    assert document.problems[0].message == r"Formula: unknown command \oops"


def test_anchors_of_short_texts_may_be_elsewhere_in_the_page() -> None:
    assert render("[a](#nope)", profile=TEXT).problems == ()


def test_problems_come_in_the_order_of_the_text() -> None:
    lines = [problem.line for problem in render("$\\foo$\n\n![](/x)\n\n[^x]\n\n<blink>").problems]
    assert lines == sorted(lines)
    assert len(lines) == 4


def test_a_flood_of_problems_is_cut() -> None:
    assert len(render("![](/x)\n" * 500, profile=POST).problems) == 200


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{align} \href{https://a.b}{x} \tag{$\ref{a}\ref{b}$}\label{q} \\ y \end{align}",
        r"x \tag{$\eqref{a}$}",
        r"\href{https://a.b}{\href{https://c.d}{x}}",
        r"\href{https://a.b}{\ref{a}}",
        r"\begin{align} x \intertext{where \alpha is} y \end{align}",
    ],
)
def test_a_fault_in_the_words_of_a_formula_is_a_problem_and_not_a_refusal(tex: str) -> None:
    document = render(f"$${tex}$$")

    assert [problem.kind for problem in document.problems] == ["math"]
    assert "inset" not in document.html


@pytest.mark.parametrize(
    "tex", [r"\text{by \eqref{a}}", r"\begin{align}x\\\intertext{by \eqref{a}}y\end{align}"]
)
def test_the_words_of_a_formula_may_name_an_equation(tex: str) -> None:
    document = render(f"$$x\\label{{a}}$$\n\n$${tex}$$")

    assert document.problems == ()
    assert '<a href="#eq-1">(1)</a>' in document.html


def test_a_poster_on_another_site_is_told_like_a_picture() -> None:
    document = render("![A clip](/a.mp4){poster=//example.org/a.png}")

    assert [problem.kind for problem in document.problems] == ["picture-external"]
