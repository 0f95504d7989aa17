import pytest

from blog.markdown import POST, render

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
]


@pytest.mark.parametrize(("text", "line", "kind", "level"), FOUND)
def test_problem_is_found_with_its_line(text: str, line: int, kind: str, level: str) -> None:
    problem = next(problem for problem in render(text).problems if problem.kind == kind)
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
    "<!-- <img src=//other.example/a.png> a <blink> -->\n\n$$x$$",
]


@pytest.mark.parametrize("text", CLEAN)
def test_good_text_has_no_problems(text: str) -> None:
    assert render(text).problems == ()


def test_messages_are_in_both_languages() -> None:
    [problem] = render("![](/x.png)").problems
    assert problem.message.startswith("The picture /x.png has no description")
    assert problem.in_language("zh-hans").startswith("图片 /x.png 没有文字说明")


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


def test_problems_come_in_the_order_of_the_text() -> None:
    lines = [problem.line for problem in render("$\\foo$\n\n![](/x)\n\n[^x]\n\n<blink>").problems]
    assert lines == sorted(lines)
    assert len(lines) == 4


def test_a_flood_of_problems_is_cut() -> None:
    assert len(render("![](/x)\n" * 500, profile=POST).problems) == 200
