"""Figures: pictures that stand alone, with captions, in galleries, leading to the whole picture."""

import re
from collections.abc import Sequence
from typing import Final

from markdown_it.token import Token

from .context import Context
from .numbering import NUMBER, name_links, numbered
from .pictures import IN_A_ROW, WHOLE, ZOOM, fit_picture, lone_pictures
from .tokens import PARAGRAPH_TOKENS, element, first_line

_WIDTH: Final = re.compile(r"\bw-(\d+)")


def frame_pictures(tokens: Sequence[Token], context: Context) -> list[Token]:
    """Make figures of the pictures that stand alone in their paragraph, a gallery of several."""
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        pictures = (
            lone_pictures(tokens[index + 1]) if token.type == "paragraph_open" and not token.hidden else []
        )
        if not pictures:
            result.append(token)
            index += 1
            continue
        share = IN_A_ROW if len(pictures) > 1 else WHOLE
        figures = [part for found in pictures for part in _figure(found, share, first_line(token), context)]
        if len(pictures) > 1:
            opening, closing = element("gallery", "div", class_="gallery")
            figures = [opening, *figures, closing]
        figures[0].attrs |= {key: value for key, value in token.attrs.items() if key not in figures[0].attrs}
        result += figures
        index += PARAGRAPH_TOKENS
    return result


def _figure(content: list[Token], share: int, line: int, context: Context) -> list[Token]:
    picture = next(token for token in content if token.type == "image")
    classes = str(picture.attrs.pop("class", ""))
    caption = str(picture.attrs.pop("title", ""))
    name = str(picture.attrs.pop("id", ""))
    if share == WHOLE and (width := _WIDTH.search(classes)):
        share = int(width[1])
    if fit_picture(picture, share) and content == [picture]:
        content = _zoomable(picture, context)
    opening, closing = element("figure", "figure", id=name, class_=classes)
    opening.map = [line - 1, line]
    inside = [Token("inline", "", 0, children=content)]
    head = numbered(picture.meta.get(NUMBER, ""))
    if head or caption:
        start, end = element("figcaption", "figcaption")
        children = [*head, *name_links(context.read_inline(caption, line), context)]
        inside += [start, Token("inline", "", 0, children=children), end]
    return [opening, *inside, closing]


def _zoomable(picture: Token, context: Context) -> list[Token]:
    """Put a link to the whole picture around it, named by its description."""
    picture.meta[ZOOM] = True
    description = "".join(token.content for token in picture.children or [])
    label = "" if description else context.label("whole_picture")
    opening, closing = element("link", "a", href=str(picture.attrs["src"]), class_="zoom", aria_label=label)
    opening.block = closing.block = False
    return [opening, picture, closing]
