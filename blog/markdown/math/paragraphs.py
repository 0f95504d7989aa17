"""Displays in the middle of a paragraph cut it in two, and every formula learns its line."""

from collections.abc import Iterator
from copy import copy

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..tokens import BREAKS, line_ends

_PUNCTUATION = frozenset(".,;:!?，。；：、！？")
_WITH_LINE = frozenset({"math_inline", "eqref"})


def place_mathematics(state: StateCore) -> None:
    """Set the line of each formula and reference, and lift displays out of their paragraphs."""
    result: list[Token] = []
    for token in state.tokens:
        if token.type == "inline":
            _set_lines(token, state.env.setdefault("unclosed_displays", []))
        if token.type == "paragraph_close" and _has_display(result[-1]):
            inline, opening = result.pop(), result.pop()
            result.extend(_cut(opening, inline, token))
        else:
            result.append(token)
    state.tokens = result


def _set_lines(inline: Token, unclosed: list[tuple[int, str]]) -> None:
    line = inline.map[0] + 1 if inline.map else 0
    previous = ""
    for child in inline.children or []:
        if child.type in _WITH_LINE:
            child.meta["line"] = line
        if opening := _unclosed(child, previous):
            unclosed.append((line, opening))
        line += line_ends(child)
        previous = child.type


def _unclosed(child: Token, previous: str) -> str:
    if child.type == "text_special" and child.markup == "\\[" and previous in {"", *BREAKS}:
        return child.markup
    return child.markup if child.info == "unclosed" else ""


def _has_display(inline: Token) -> bool:
    return any(_is_display(child) for child in inline.children or [])


def _is_display(child: Token) -> bool:
    return child.type == "math_inline" and child.level == 0 and bool(child.meta["display"])


def _cut(opening: Token, inline: Token, closing: Token) -> Iterator[Token]:
    """Yield the paragraphs and displays that a paragraph with displays in it consists of."""
    pieces: list[list[Token]] = [[]]
    for child in inline.children or []:
        if _is_display(child):
            pieces += [[child], []]
        else:
            pieces[-1].append(child)
    for index, piece in enumerate(pieces):
        if index % 2:
            following = pieces[index + 1]
            yield _block(piece[0], inline.level, _take_punctuation(following))
        elif words := _trimmed(piece):
            yield from _paragraph(opening, inline, closing, words)


def _take_punctuation(following: list[Token]) -> str:
    """Take the punctuation that closes the sentence of a display, if nothing else follows it."""
    words = _trimmed(following)
    if len(words) == 1 and words[0].type == "text" and words[0].content.strip() in _PUNCTUATION:
        following.clear()
        return words[0].content.strip()
    return ""


def _trimmed(children: list[Token]) -> list[Token]:
    start, end = 0, len(children)
    while start < end and _is_blank(children[start]):
        start += 1
    while end > start and _is_blank(children[end - 1]):
        end -= 1
    children = children[start:end]
    if children and children[0].type == "text":
        children[0].content = children[0].content.lstrip()
    if children and children[-1].type == "text":
        children[-1].content = children[-1].content.rstrip()
    return children


def _is_blank(child: Token) -> bool:
    return child.type in BREAKS or (child.type == "text" and not child.content.strip())


def _block(child: Token, level: int, punctuation: str) -> Token:
    line = child.meta["line"]
    lines = child.content.count("\n") + 1
    content = child.content.strip() + punctuation
    return Token(
        type="math_block",
        tag="math",
        nesting=0,
        level=level - 1,
        block=True,
        content=content,
        map=[line - 1, line - 1 + lines],
        meta={"display": True, "line": line, "lead": line_ends_before(child.content)},
    )


def line_ends_before(content: str) -> int:
    """Return how many lines end before the text in this content."""
    return content.count("\n") - content.lstrip().count("\n")


def _paragraph(opening: Token, inline: Token, closing: Token, words: list[Token]) -> Iterator[Token]:
    yield copy(opening)
    part = copy(inline)
    part.children = words
    part.content = "".join(child.content for child in words)
    yield part
    yield copy(closing)
