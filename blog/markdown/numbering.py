"""Numbers of figures and tables, and links that take their words from what they lead to.

A figure is numbered when its id begins with `fig-`, a table when it begins with `tbl-`; `[](#fig-x)` then
says “Figure 1”. An empty link to a theorem says its name and number, one to a heading its title.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final
from urllib.parse import unquote

from markdown_it.token import Token

from .context import Context
from .nobreak import NO_BREAK_SPACE
from .pictures import lone_pictures
from .tokens import element, inline_element

NUMBER: Final = "number"
_FIGURE: Final = re.compile(r"fig[-:].")
_TABLE: Final = re.compile(r"(?:tbl|tab)[-:].")
LONGEST: Final = 200  # of the words that a link takes: thousands of links may take the same


def number_blocks(tokens: Sequence[Token], context: Context) -> list[Token]:
    """Number the figures and tables whose ids ask for it; a table says its number in its caption."""
    result: list[Token] = []
    figures = tables = 0
    for index, token in enumerate(tokens):
        result.append(token)
        if token.type == "paragraph_open" and not token.hidden:
            for picture in _pictures(token, tokens[index + 1]):
                if _FIGURE.match(str(picture.attrs.get("id", ""))):
                    figures += 1
                    picture.meta[NUMBER] = context.label("figure", n=figures)
                    _name(picture, picture.meta[NUMBER], context)
        elif token.type == "table_open" and _TABLE.match(str(token.attrs.get("id", ""))):
            tables += 1
            words = context.label("table", n=tables)
            _name(token, words, context)
            if tokens[index + 1].type == "caption_open":
                caption = tokens[index + 2]
                caption.children = [*numbered(words), *(caption.children or [])]
            else:
                opening, closing = element("caption", "caption")
                result += [opening, Token("inline", "", 0, children=numbered(words)), closing]
    return result


def _pictures(paragraph: Token, inline: Token) -> list[Token]:
    """The pictures that will be figures; the only one of a paragraph takes the id written before it."""
    found = [token for parts in lone_pictures(inline) for token in parts if token.type == "image"]
    if len(found) == 1 and "id" in paragraph.attrs and "id" not in found[0].attrs:
        found[0].attrs["id"] = paragraph.attrs.pop("id")
    return found


def _name(token: Token, words: str, context: Context) -> None:
    context.names.setdefault(str(token.attrs["id"]), words.replace(" ", NO_BREAK_SPACE))


def numbered(words: str) -> list[Token]:
    """The head of a caption."""
    return [*inline_element("label", "b", words), Token("text", "", 0, content=" ")] if words else []


def name_links(children: Sequence[Token], context: Context) -> list[Token]:
    """Give the empty links to places of the text their words."""
    result: list[Token] = []
    for token, follower in pairwise([*children, Token("end", "", 0)]):
        result.append(token)
        href = str(token.attrGet("href") or "")
        if token.type == "link_open" and follower.type == "link_close" and href[:1] == "#":
            words = context.names.get(unquote(href[1:]), href)
            result.append(Token("text", "", 0, content=words[:LONGEST]))
    return result
