"""Walking over markdown-it's tokens."""

from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it.token import Token

BREAKS: Final = frozenset({"softbreak", "hardbreak"})
PARAGRAPH_TOKENS: Final = 3
LINE_ENDS: Final = "line_ends"


def line_ends(token: Token) -> int:
    """Return how many line ends of the text an inline token stands for."""
    return int(token.meta.get(LINE_ENDS, 0)) or (token.type in BREAKS) or token.content.count("\n")


def inline_tokens(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Yield every inline token with the line it stands on, counted from 1."""
    for token in tokens:
        if token.type == "inline" and token.children:
            line = first_line(token)
            for child in token.children:
                yield child, line
                line += line_ends(child)


def first_line(token: Token) -> int:
    """Return the line a block begins on, counted from 1; 0 when it is not known."""
    return token.map[0] + 1 if token.map else 0


def element(kind: str, tag: str, **attributes: str) -> tuple[Token, Token]:
    """Return the opening and closing token of a block element of our own."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value}
    opening = Token(f"{kind}_open", tag, 1, attrs=dict(named), block=True)
    return opening, Token(f"{kind}_close", tag, -1, block=True)


def inline_element(kind: str, tag: str, text: str = "", **attributes: str) -> list[Token]:
    """Return the tokens of an inline element of our own around a text."""
    opening, closing = element(kind, tag, **attributes)
    opening.block = closing.block = False
    return [opening, Token("text", "", 0, content=text), closing]
