"""What stays on one line: a formula and what is set close to it, a number and what it counts, ZeRO-3."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from markdown_it.token import Token

from .tokens import element

SHORT: Final = 24
NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
_UNIT: Final = (
    r"(?:(?:[kKMGTPE]i?B|[kMGTP]?(?:[Bb]|bit)/s|[kMGTP]b|[kMGTPE]?FLOP(?:S|s|/\w+)?"
    r"|dB|[kMGT]?Hz|[kMG]?W|[nµμm]?s|[nµμmck]m|(?:byte|bit|token|layer|head|GPU|card|rank)s?)(?![A-Za-z0-9_/])"
    r"|字节|比特|[万亿位层个张块台倍项步组种次篇字头年月日])"
)
_PUNCTUATION: Final = r"[，。、；：？！）」』】》”’…,.;:?!)\]]"
_AFTER: Final = re.compile(rf"{_PUNCTUATION}{{1,3}}")
_AFTER_SHORT: Final = re.compile(rf" {_UNIT}{_PUNCTUATION}{{0,3}}|{_AFTER.pattern}", re.ASCII)
_BEFORE_UNIT: Final = re.compile(rf"(?<=\d) (?={_UNIT})", re.ASCII)
_NAME_AND_NUMBER: Final = re.compile(r"(?<![\w/.-])([A-Za-z]{1,12}-\d{1,3})(?![\w/-])", re.ASCII)


def keep_together(tokens: Sequence[Token]) -> None:
    """Let no line start with a comma, a footnote's mark, a unit or the 3 of ZeRO-3."""
    for token in tokens:
        if token.children:
            token.children = [part for child in _with_formulas(token.children) for part in _kept(child)]


def _with_formulas(children: Sequence[Token]) -> list[Token]:
    """Wrap each inline formula together with the unit, the punctuation or the footnote's mark after it."""
    result: list[Token] = []
    for before, child in zip([None, *children], children, strict=False):
        if before is not None and before.type == "math_inline" and not before.meta["display"]:
            close = _close_to(before, child)
            if close:
                result += _together([result.pop(), close])
                if close is child:
                    continue
        result.append(child)
    return result


def _close_to(formula: Token, following: Token) -> Token | None:
    """Take from the token after a formula what may not leave it; a long one keeps no room for a unit."""
    if following.type == "footnote_mark":
        return following
    pattern = _AFTER_SHORT if len(formula.content) <= SHORT else _AFTER
    close = pattern.match(following.content) if following.type == "text" else None
    if not close:
        return None
    following.content = following.content[close.end() :]
    return Token("text", "", 0, content=close[0].replace(" ", NO_BREAK_SPACE))


def _kept(child: Token) -> Iterator[Token]:
    if child.type != "text":
        yield child
        return
    text = _BEFORE_UNIT.sub(NO_BREAK_SPACE, child.content)
    for place, part in enumerate(_NAME_AND_NUMBER.split(text)):
        words = Token("text", "", 0, content=part)
        yield from _together([words]) if place % 2 else [words]


def _together(tokens: Iterable[Token]) -> list[Token]:
    opening, closing = element("nb", "span", class_="nb")
    opening.block = closing.block = False
    return [opening, *tokens, closing]
