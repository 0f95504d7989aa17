"""The caption of a single picture is its title, for this site shows it below."""

import re
from typing import Final

from bs4 import Tag

from .text import collapse, escape

CAPTION: Final = "\x1a"  # around a caption on its way: such a character is in no text
_PICTURE: Final = re.compile(r"!\[[^\[\]]*\]\([^\s()]*\)")
_ENTITY: Final = re.compile(r"&(?=#?\w{1,32};)")
_HOLDERS: Final = frozenset({"figure", "figcaption", "li", "dd", "blockquote", "td", "th"})


def is_of_figure(caption: Tag) -> bool:
    """Whether nothing that is written apart stands between a caption and its figure."""
    holder = next((parent for parent in caption.parents if parent.name in _HOLDERS), None)
    return holder is not None and holder.name == "figure"


def write_figure(figure: Tag, text: str) -> str:
    picture, _, caption = text.strip().partition(CAPTION)
    picture, caption = picture.strip(), caption.removesuffix(CAPTION)
    if not caption or CAPTION in caption or not _PICTURE.fullmatch(picture):
        return "\n\n".join(filter(None, (part.strip("\n") for part in text.split(CAPTION))))
    picture = picture.replace("![](", f"![{_label(figure, caption)}](", 1)
    return f'{picture[:-1]} "{_in_quotes(caption)}")'


def _in_quotes(markdown: str) -> str:
    """Markdown as a title, of which one layer of backslashes and entities is read away."""
    markdown = markdown.replace("\\", r"\\").replace('"', r"\"")
    return _ENTITY.sub("&amp;", markdown)


def _label(figure: Tag, caption: str) -> str:
    """The caption as the picture's description: as plain text where its brackets could end it early."""
    element = figure.find("figcaption")
    if element is None or not re.search(r"[\[\]]", caption):
        return caption
    return escape(collapse(element.get_text()).strip(), in_label=True)
