"""A formula and the punctuation after it stay on one line."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from .tokens import element

_AFTER = re.compile(r"[，。、；：？！）」』】》”’…,.;:?!)\]]{1,3}")


def keep_punctuation(tokens: Sequence[Token]) -> None:
    """Wrap each inline formula that punctuation follows, so that no line starts with a comma."""
    for token in tokens:
        if token.children:
            token.children = _wrapped(token.children)


def _wrapped(children: list[Token]) -> list[Token]:
    result: list[Token] = []
    for before, child in zip([None, *children], children, strict=False):
        follows = before is not None and before.type == "math_inline" and not before.meta["display"]
        mark = _AFTER.match(child.content) if follows and child.type == "text" else None
        if mark:
            opening, closing = element("nb", "span", class_="nb")
            opening.block = closing.block = False
            formula = result.pop()
            result += [opening, formula, Token("text", "", 0, content=mark[0]), closing]
            child.content = child.content[mark.end() :]
        result.append(child)
    return result
