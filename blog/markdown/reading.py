"""What a text says without its markup: for search, feeds, summaries and word counts."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import nh3
from markdown_it.token import Token

from .tokens import BREAKS

HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+(?:['’.\-][^\W_{HAN}]+)*")
FORMULAS = frozenset({"math_inline", "math_block"})
PROSE = frozenset({"text", "code_inline"})


@dataclass(frozen=True)
class Reading:
    """The plain text of a document and its counts."""

    text: str
    words: int
    formulas: int


def pieces(children: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """Yield the visible text of inline tokens and whether a piece is a formula, never to be cut."""
    for token, following in zip_longest(children, children[1:]):
        if token.type in PROSE:
            is_cited = following is not None and following.type == "citation"  # [1] isn't read, nor its space
            yield token.content.rstrip() if is_cited else token.content, False
        elif token.type in FORMULAS:
            yield token.content, True
        elif token.type == "image":
            caption = str(token.attrGet("title") or "")
            yield " ".join(filter(None, (plain_inline(token.children or []), caption))), False
        elif token.type == "eqref":
            yield f"({token.content})", True
        elif token.type in BREAKS:
            yield " ", False


def plain_inline(children: Sequence[Token]) -> str:
    """Return the visible text of inline tokens."""
    return "".join(text for text, _ in pieces(children))


def count_words(text: str) -> int:
    """Count Han characters and words of other scripts."""
    return sum(1 for _ in _WORD.finditer(text))


def read(tokens: Sequence[Token]) -> Reading:
    """Return the plain text and the counts of a whole document."""
    lines: list[str] = []
    words = formulas = 0
    for token in tokens:
        if token.type == "inline":
            children = token.children or []
            lines.append(plain_inline(children))
            words += count_words(" ".join(text for text, is_formula in pieces(children) if not is_formula))
            formulas += sum(child.type == "math_inline" for child in children)
        elif token.type in {"fence", "code_block", "math_block"}:
            lines.append(token.content.strip("\n"))
            formulas += token.type == "math_block"
        elif token.type == "html_block":
            lines.append(_without_tags(token.content))
    return Reading("\n".join(line for line in lines if line.strip()), words, formulas)


def _without_tags(raw: str) -> str:
    return html.unescape(nh3.clean(raw, tags=set(), attributes={})).strip()
