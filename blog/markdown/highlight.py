"""HTML of code blocks: Pygments' tokens in a small vocabulary of classes, one element per line.

The newline of a line stands inside its element, so the text of ``<code>`` is the source, exactly: numbers and
the marks of changed lines are drawn by the style sheet and are neither selected nor copied.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from html import escape
from itertools import groupby

from pygments.lexers import get_lexer_by_name
from pygments.token import Token, _TokenType

from blog.markdown.code_info import CodeInfo, parse_info
from blog.markdown.code_languages import Language, find_language
from blog.markdown.labels import label
from blog.markdown.memory import Memory

MEMORY = 20_000_000
MAX_IN_LINES = 100_000
# Many lexers look ahead to the end of the line, or of white space, at each of its characters: their time
# grows with the square of the longest line and of the longest blank.
MAX_LINE = 1_000
LONG_BLANK = re.compile(r"\s{1000}")
FOLDED = 40  # lines; code.css shows the first 25 of a longer block

CLASSES = {
    Token: "",
    Token.Comment: "c",
    Token.Comment.Preproc: "d",
    Token.Comment.PreprocFile: "st",
    Token.Generic.Heading: "f",
    Token.Generic.Output: "go",
    Token.Generic.Prompt: "p",
    Token.Generic.Subheading: "d",
    Token.Generic.Traceback: "go",
    Token.Keyword: "k",
    Token.Keyword.Constant: "m",
    Token.Keyword.Type: "b",
    Token.Literal: "m",
    Token.Literal.String: "st",
    Token.Name.Attribute: "b",
    Token.Name.Builtin: "b",
    Token.Name.Builtin.Pseudo: "",
    Token.Name.Class: "f",
    Token.Name.Constant: "m",
    Token.Name.Decorator: "d",
    Token.Name.Entity: "m",
    Token.Name.Exception: "b",
    Token.Name.Function: "f",
    Token.Name.Label: "d",
    Token.Name.Tag: "f",
    Token.Name.Variable: "b",
    Token.Operator.Word: "k",
}
_known = Memory[str](MEMORY)
DIFF_SIGNS = {"+": "add", "-": "del"}
DIFF_HEADER = re.compile(r"(\+\+\+|---)(\s|$)")


def line_count(source: str) -> int:
    """Return the number of lines that a block shows."""
    return source.removesuffix("\n").count("\n") + 1


def highlight_code(source: str, info: str, *, language: str = "en") -> str:
    """Make the HTML of one code block from its source and the info string of its fence."""
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").removesuffix("\n")
    key = (source, info, language)
    html = _known.find(key)
    if html is None:
        html = _block_html(source, info, language)
        _known.keep(key, html, len(source) + len(html))
    return html


def _block_html(source: str, info: str, language: str) -> str:
    asked = parse_info(info, lines=line_count(source))
    spoken = find_language(asked.language)
    if len(source) > MAX_IN_LINES:  # an element per line can be fifty times as long as the line
        whole = f'<span class="line">{escape(source, quote=False)}</span>'
        return _frame(whole, replace(asked, line_numbers=False), spoken, [()] * line_count(source), language)
    if _is_tame(source, spoken):
        # Markdown's lexer would hand the fences inside it to any lexer they name.
        lexer = get_lexer_by_name(spoken.lexer, stripnl=False, handlecodeblocks=False)
        lines = list(_lines_html(lexer.get_tokens(source + "\n")))[:-1]
    else:
        lines = [escape(line, quote=False) for line in source.split("\n")]
    is_diff = spoken.lexer == "diff"
    marks = [_marks(asked, number, line, is_diff) for number, line in enumerate(source.split("\n"), 1)]
    body = _join_lines(lines, marks, asked)
    return _frame(body, asked, spoken, marks, language)


def _is_tame(source: str, spoken: Language) -> bool:
    """Tell whether a lexer exists and can read this text in linear time."""
    return (
        spoken.lexer != ""
        and len(source) <= spoken.limit
        and not LONG_BLANK.search(source)
        and max(map(len, source.split("\n"))) <= MAX_LINE
    )


def _lines_html(tokens: Iterable[tuple[_TokenType, str]]) -> Iterator[str]:
    """Cut tokens at line ends, so that the elements of every line are closed within it."""
    line: list[str] = []
    for css_class, text in _merge(tokens):
        first, *others = text.split("\n")
        line.append(_span(css_class, first))
        for part in others:
            yield "".join(line)
            line = [_span(css_class, part)]
    yield "".join(line)


def _merge(tokens: Iterable[tuple[_TokenType, str]]) -> Iterator[tuple[str, str]]:
    """Join neighbours of one class, which halves the number of elements."""
    for css_class, run in groupby(tokens, lambda token: _class_of(token[0])):
        yield css_class, "".join(text for _, text in run)


@cache
def _class_of(token: _TokenType) -> str:
    """Find the class of a token or of the nearest of its ancestors."""
    return next(CLASSES[kind] for kind in reversed(token.split()) if kind in CLASSES)


def _span(css_class: str, text: str) -> str:
    escaped = escape(text, quote=False)
    return f'<span class="{css_class}">{escaped}</span>' if css_class and text else escaped


def _marks(asked: CodeInfo, number: int, line: str, is_diff: bool) -> tuple[str, ...]:
    """Name the classes of one line; a diff marks its lines by their own signs."""
    marks = []
    if number in asked.highlighted:
        marks.append("hl")
    if number in asked.inserted:
        marks.append("add")
    if number in asked.deleted:
        marks.append("del")
    if is_diff and line[:1] in DIFF_SIGNS and not DIFF_HEADER.match(line):
        marks.append(DIFF_SIGNS[line[0]])
    return tuple(marks)


def _join_lines(lines: list[str], marks: list[tuple[str, ...]], asked: CodeInfo) -> str:
    width = len(str(asked.first_line + len(lines) - 1))
    parts = []
    for index, (line, names) in enumerate(zip(lines, marks, strict=True)):
        number = f' data-n="{asked.first_line + index:>{width}}"' if asked.line_numbers else ""
        parts.append(f'<span class="{" ".join(("line", *names))}"{number}>{line}')
    return "\n</span>".join(parts) + "</span>"


def _frame(body: str, asked: CodeInfo, spoken: Language, marks: list[tuple[str, ...]], language: str) -> str:
    """Put lines into their box, with a header where there is something to say."""
    is_diff = spoken.lexer == "diff"
    has_changes = not is_diff and any("add" in names or "del" in names for names in marks)
    kinds = {"numbered": asked.line_numbers, "marked": has_changes, "diff": is_diff}
    classes = " ".join(("code", *(kind for kind, holds in kinds.items() if holds)))
    title = f"<b>{escape(asked.title)}</b>" if asked.title else ""
    name = f"<span>{escape(spoken.name)}</span>" if spoken.name else ""
    header = f"<header>{title}{name}</header>" if title or name else ""
    key = "code_named" if spoken.name else "code"
    words = escape(asked.title or label(key, language, name=spoken.name))
    return (
        f'<div class="{classes}">{header}<pre tabindex="0" role="group" aria-label="{words}">'
        f"<code>{body}</code></pre>{_fold(len(marks), language)}</div>"
    )


def _fold(lines: int, language: str) -> str:
    """The switch that shows a long block whole: the style sheet cuts what stands before it."""
    if lines <= FOLDED:
        return ""
    more, less = label("code_more", language, n=lines), label("code_less", language)
    return f'<details class="fold"><summary><span>{more}</span><span>{less}</span></summary></details>'
