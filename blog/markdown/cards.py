"""Link cards: a paragraph of one link whose title is `card`, or `card: what is there`, stands in a box."""

import re
from collections.abc import Sequence
from typing import Final

from markdown_it.token import Token

from .pictures import DECORATION
from .tokens import BREAKS, inline_element

_TITLE: Final = re.compile(r"card(?:\s*[:：]\s*(.*))?", re.IGNORECASE | re.DOTALL)
_HOST: Final = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?(?:www\.)?([^/?#]+)", re.IGNORECASE)


def shape_cards(tokens: Sequence[Token]) -> None:
    """Turn each such link into a title, a description, the host where it leaves the site, and a picture."""
    for index, token in enumerate(tokens):
        if token.type != "paragraph_open" or token.hidden:
            continue
        link = [child for child in tokens[index + 1].children or [] if not _is_blank(child)]
        title = _TITLE.fullmatch(str(link[0].attrGet("title") or "")) if _is_one_link(link) else None
        if title:
            token.attrJoin("class", "linkcard")
            tokens[index + 1].children = _card(link, title[1] or "")


def _is_blank(token: Token) -> bool:
    return token.type in BREAKS or (token.type == "text" and not token.content.strip())


def _is_one_link(children: Sequence[Token]) -> bool:
    kinds = [child.type for child in children]
    return kinds[:1] == ["link_open"] and kinds.index("link_close") == len(kinds) - 1


def _card(link: list[Token], description: str) -> list[Token]:
    opening, *content, closing = link
    address = str(opening.attrs["href"])
    del opening.attrs["title"]
    host = _HOST.match(address)
    words = [token for token in content if token.type != "image"]
    pictures = [token for token in content if token.type == "image"][:1]
    for picture in pictures:
        picture.meta[DECORATION] = True
    if words and words[0].type == "text":
        words[0].content = words[0].content.lstrip()
    start, text, end = inline_element("card_title", "b", address)
    lines = [[start, *(words or [text]), end]]
    lines += [inline_element("card_text", "span", description)] if description else []
    lines += [inline_element("card_host", "small", host[1])] if host else []
    parts = [part for line in lines for part in (Token("hardbreak", "br", 0), *line)][1:]
    return [opening, *parts, *pictures, closing]
