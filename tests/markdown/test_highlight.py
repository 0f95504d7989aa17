"""Code blocks: what a fence may ask for, the HTML of its lines, and limits that keep lexers quick."""

import re
from html import unescape
from itertools import product
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.markdown.code_info import CodeInfo, parse_info
from blog.markdown.code_languages import LANGUAGES, Language, find_language
from blog.markdown.highlight import CLASSES, highlight_code

STATIC = Path(__file__).parents[2] / "blog" / "static" / "blog"


def text_of(html: str) -> str:
    code = re.search(r"<code>(.*)</code>", html, re.S)
    assert code
    return unescape(re.sub(r"<[^>]*>", "", code[1]))


def line_classes(html: str) -> list[str]:
    return re.findall(r'<span class="(line[^"]*)"', html)


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("", CodeInfo()),
        ("C++", CodeInfo("c++")),
        ("language-rust", CodeInfo("rust")),
        (
            'python title="kv cache.py" {3,7-9} ins={3,7} del={2} linenos start=10',
            CodeInfo(
                "python", "kv cache.py", True, 10, frozenset({3, 7, 8, 9}), frozenset({3, 7}), frozenset({2})
            ),
        ),
        ('title="x" linenos', CodeInfo("", "x", True)),
        ("{2}", CodeInfo(highlighted=frozenset({2}))),
        ("python:src/kv_cache.py", CodeInfo("python", "src/kv_cache.py")),
        ("{.python .numberLines startFrom=10}", CodeInfo("python", "", True, 10)),
        ("{#setup .bash}", CodeInfo("bash")),
        ("{r, echo=FALSE}", CodeInfo("r")),
        ("js{1,3-4} showLineNumbers{5}", CodeInfo("js", "", True, 5, frozenset({1, 3, 4}))),
        (
            'go {linenos=table,hl_lines=[1,"3-4"],linenostart=199}',
            CodeInfo("go", "", True, 199, frozenset({1, 3, 4})),
        ),
        ('py linenums="1" hl_lines="2 3"', CodeInfo("py", "", True, 1, frozenset({2, 3}))),
        ("python=10", CodeInfo("python", "", True, 10)),
        ("ts:line-numbers {1}", CodeInfo("ts", "", True, 1, frozenset({1}))),
        ("ts:no-line-numbers", CodeInfo("ts")),
        ("js mark:1,3-4 first_line:10", CodeInfo("js", "", False, 10, frozenset({1, 3, 4}))),
        ("python linenos=false copy wrap theme=dark", CodeInfo("python")),
        ('rust title="unclosed {1', CodeInfo("rust")),
    ],
)
def test_info_strings_of_many_dialects_are_read(info: str, expected: CodeInfo) -> None:
    assert parse_info(info) == expected


def test_marked_lines_that_are_missing_are_told() -> None:
    assert parse_info("python {3-4}", lines=3).missing == (4,)
    assert parse_info("python {0,2-99999999,1-99999999}", lines=3).missing == (0, 4, 5)


def test_block_has_title_name_numbers_and_marks() -> None:
    html = highlight_code("x = 1\ny < 2\n", 'python title="a & b.py" {1} ins={2} linenos start=9')
    assert html == (
        '<div class="code numbered marked"><header><b>a &amp; b.py</b><span>Python</span></header>'
        '<pre tabindex="0" role="group" aria-label="a &amp; b.py"><code>'
        '<span class="line hl" data-n=" 9">x = <span class="m">1</span>\n</span>'
        '<span class="line add" data-n="10">y &lt; <span class="m">2</span></span></code></pre></div>'
    )


@pytest.mark.parametrize(
    ("info", "language", "label"),
    [
        ("cpp", "en", "C++ code"),
        ("cpp", "zh-hans", "C++ 代码"),
        ("", "zh-hans", "代码"),
        ("text", "en", "Code"),
    ],
)
def test_region_without_title_is_named_by_its_language(info: str, language: str, label: str) -> None:
    assert f'aria-label="{label}"' in highlight_code("x", info, language=language)


@pytest.mark.parametrize("info", ["", "text", "plaintext"])
def test_plain_block_has_no_header(info: str) -> None:
    assert "<header>" not in highlight_code("x", info)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("triton", "Triton"),
        ("cu", "CUDA"),
        ("sv", "SystemVerilog"),
        ("shell-session", "Console"),
        ("mlir", "MLIR"),
        ("sass", "SASS"),
        ("metal", "Metal"),
        ("dockerfile", "Dockerfile"),
        ("Halide", "halide"),
    ],
)
def test_language_is_shown_by_its_proper_name(word: str, name: str) -> None:
    assert f"<span>{name}</span>" in highlight_code("x", word)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_every_language_keeps_the_source(language: Language) -> None:
    source = '\n\n\tif (a < b) { return "x\\n"; } # $HOME \'y\n/* 注释\n   two */ $ ls\n@a: [1, 2]\n-- z\n\n'
    assert text_of(highlight_code(source, language.words.split()[0])) == source[:-1]


def test_tokens_of_several_lines_close_on_every_line() -> None:
    html = highlight_code('x = """a\n\nb"""', "python")
    assert [line.count("<span") - line.count("</span") for line in html.split('<span class="line">')[1:]] == [
        -1
    ] * 3


def test_diff_marks_its_own_lines() -> None:
    html = highlight_code("--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n z\n", "diff")
    assert line_classes(html) == ["line", "line", "line", "line del", "line add", "line"]
    assert html.startswith('<div class="code diff">')


@given(source=st.text(max_size=200), info=st.text(max_size=60))
@settings(max_examples=30, deadline=None, database=None)
def test_no_text_leaves_its_block(source: str, info: str) -> None:
    html = highlight_code(source, info)
    tags = re.sub(r'"[^"]*"', '""', html)
    assert set(re.findall(r"<[^>]*>?", tags)) <= {
        '<div class="">',
        "</div>",
        "<header>",
        "</header>",
        "<b>",
        "</b>",
        "<span>",
        "</span>",
        '<span class="">',
        '<span class="" data-n="">',
        '<pre tabindex="" role="" aria-label="">',
        "</pre>",
        "<code>",
        "</code>",
    }
    assert text_of(html) == re.sub("\r\n?", "\n", source).replace("\0", "\ufffd").removesuffix("\n")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("python", "x" * 100_001),
        ("python", "x = 1\n" + "x" * 1_001),
        ("python", "x = 1\n" * 10 + "\n" * 1_000),
        ("csharp", "int x;\n" * 400),
    ],
    ids=["long block", "long line", "long blank", "slow lexer"],
)
def test_text_that_may_take_long_is_shown_plain(word: str, text: str) -> None:
    html = highlight_code(text, word)
    assert text_of(html) == text.removesuffix("\n")
    assert '<span class="m">' not in html


def test_fence_inside_markdown_is_left_to_markdown() -> None:
    assert '<span class="m">' not in highlight_code("```csharp\nint x = 1;\n```\n", "markdown")


def test_long_block_is_not_multiplied() -> None:
    assert len(highlight_code("\n" * 1_000_000, "python linenos")) < 1_001_000


@pytest.mark.parametrize(
    ("word", "unit"),
    [
        ("python", "("),
        ("python", " \n"),
        ("python", '"\\'),
        ("cpp", "/*"),
        ("cpp", 'R"('),
        ("html", "<!--"),
        ("powershell", "\n#"),
        ("java", "a "),
        ("csharp", "a\n"),
        ("make", "_"),
        ("latex", "\\"),
        ("console", "a:"),
    ],
)
def test_hostile_text_costs_not_much_more_than_usual_code(word: str, unit: str) -> None:
    size = min(find_language(word).limit, 40_000)
    line = (unit * 1_000)[:999] + "\n"
    usual = cost(f"# {word} {unit!r}\n" + "value = function(1, 'text')  # comment\n" * 1_000, "python")
    assert cost((line * size)[:size], word) < 40 * usual


def cost(source: str, word: str) -> float:
    """Return the seconds of processor time that highlighting takes."""
    started = process_time()
    highlight_code(source, word)
    return process_time() - started


def colours(name: str) -> tuple[str, str]:
    """Find the light and the dark value of a custom property."""
    css = (STATIC / "tokens.css").read_text() + (STATIC / "code.css").read_text()
    found = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", css)
    assert found, name
    return found[1], found[2]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_code_is_legible_on_every_ground() -> None:
    inks = ["ink", "ink-3", *re.findall(r"--(code-\w+): light-dark", (STATIC / "code.css").read_text())]
    grounds = ["sunk", "accent-wash", "good-wash", "bad-wash"]
    pairs = [*product(inks, grounds), ("good", "good-wash"), ("bad", "bad-wash")]
    assert [
        pair
        for pair in pairs
        for ink, ground in zip(*map(colours, pair), strict=True)
        if contrast(ink, ground) < 4.5
    ] == []


def test_every_token_class_has_a_colour() -> None:
    css = (STATIC / "code.css").read_text()
    assert [name for name in set(CLASSES.values()) - {""} if not re.search(rf"\.code \.{name}\b", css)] == []


@pytest.mark.parametrize(("lines", "folds"), [(40, False), (41, True)])
def test_a_long_block_has_a_switch_that_names_its_lines(lines: int, folds: bool) -> None:
    html = highlight_code("x\n" * lines, "text", language="zh-hans")

    assert ("展开全部 41 行" in html) is folds
    assert text_of(html) == ("x\n" * lines).removesuffix("\n")


def test_a_block_too_long_for_colours_folds_too() -> None:
    assert "Show all 60001 lines" in highlight_code("x\n" * 60_001, "python")
