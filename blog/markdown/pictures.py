"""Pictures: their size, their description, the files that a browser chooses from, and when it loads them."""

import re
from collections.abc import Sequence
from typing import Final

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from .context import Context, Markup, StoredPicture
from .limits import check_caption
from .links import is_external
from .reading import plain_inline
from .tokens import BREAKS, inline_tokens

COLUMN: Final = 672  # CSS pixels: --measure of the style sheets
WHOLE: Final = 100  # per cent of the column
IN_A_ROW: Final = 49  # for a picture of a gallery
LARGE: Final = 2000
STORED: Final = "stored"
SIZES: Final = "sizes"
ZOOM: Final = "zoom"
LINE: Final = "line"
DECORATION: Final = "decoration"
"""Of a picture that stands beside words that say as much, in a small place."""
SMALL_PLACE: Final = "10rem"
_VIDEO: Final = re.compile(r"[^?#]+\.(?:mp4|m4v|webm|ogv)(?:[?#].*)?", re.IGNORECASE | re.DOTALL)


def finish_pictures(tokens: Sequence[Token], context: Context) -> None:
    """Give every picture what the site knows of it, and report those without a description."""
    pictures = [(token, line) for token, line in inline_tokens(tokens) if token.type == "image"]
    known = context.site.find_pictures({_source(token) for token, _ in pictures}) if pictures else {}
    for number, (token, line) in enumerate(pictures):
        check_caption(str(token.attrGet("title") or ""), context)
        source = _source(token)
        stored = known.get(source)
        description = plain_inline(token.children or []).strip() or (stored.alt if stored else "")
        token.children = [Token("text", "", 0, content=description)]
        if not description and DECORATION not in token.meta:
            context.problems.add("alt-missing", line, source)
        for address in (source, str(token.attrGet("poster") or "")):
            if is_external(address):
                context.problems.add("picture-external", line, address)
        if _VIDEO.fullmatch(source):
            _make_video(token, description)
            continue
        if stored is not None and stored.width and stored.height:
            _set_stored(token, stored, line)
        if number:
            token.attrSet("loading", "lazy")
        token.attrSet("decoding", "async")


def _source(picture: Token) -> str:
    return str(picture.attrGet("src") or "")


def _make_video(token: Token, description: str) -> None:
    """Nothing of a video is loaded before a reader asks for it."""
    token.tag = "video"
    del token.attrs["alt"]
    token.attrs |= {"preload": "none"} | ({"aria-label": description} if description else {})


def _set_stored(picture: Token, stored: StoredPicture, line: int) -> None:
    """The written width wins; the height keeps the proportion."""
    written = str(picture.attrGet("width") or "")
    width = int(written) if written else stored.width
    picture.attrSet("width", str(width))
    if written or not picture.attrGet("height"):
        picture.attrSet("height", str(max(1, round(width * stored.height / stored.width))))
    picture.meta |= {STORED: stored, LINE: line, SIZES: _sizes(width, WHOLE)}
    if DECORATION in picture.meta:
        picture.meta[SIZES] = SMALL_PLACE


def fit_picture(picture: Token, share: int) -> bool:
    """Fit a picture to its share of the column, in per cent; whether that shows it smaller than it is."""
    stored: StoredPicture | None = picture.meta.get(STORED)
    if stored is None:
        return False
    width = int(str(picture.attrGet("width")))
    picture.meta[SIZES] = _sizes(width, share)
    return stored.width > min(width, COLUMN * share // WHOLE)


def _sizes(width: int, share: int) -> str:
    """How wide the style sheets show it: a share of the column counts in windows from 34rem."""
    alone = f"min({min(width, COLUMN)}px, 100vw - 2rem)"
    return alone if share == WHOLE else f"(min-width: 34rem) {min(width, COLUMN * share // WHOLE)}px, {alone}"


def report_large(tokens: Sequence[Token], context: Context) -> None:
    """Report the large pictures that are shown small for good: not as a figure that leads to the whole."""
    for token, _ in inline_tokens(tokens):
        stored: StoredPicture | None = token.meta.get(STORED)
        if stored is None or stored.width <= LARGE:
            continue
        if not token.meta.get(ZOOM) or int(str(token.attrGet("width"))) < stored.width / 2:
            context.problems.add("picture-large", token.meta[LINE], _source(token), n=stored.width)


def lone_pictures(inline: Token) -> list[list[Token]]:
    """Return the pictures, each with the link around it; nothing when there is other content."""
    pictures: list[list[Token]] = []
    link: list[Token] = []
    for child in inline.children or []:
        if child.type == "link_open":
            link = [child]
        elif child.type == "link_close" and len(link) > 1:
            pictures.append([*link, child])
            link = []
        elif child.type == "image" and link:
            link.append(child)
        elif child.type == "image":
            pictures.append([child])
        elif child.type not in BREAKS and (child.type != "text" or child.content.strip()):
            return []
    return pictures


def picture_frame(picture: Token, context: Context) -> tuple[str, str]:
    """What stands around the image for a browser to choose from: our own, so it never sees the sanitiser."""
    stored: StoredPicture | None = picture.meta.get(STORED)
    if stored is None:
        return "", ""
    picture.attrSet("src", stored.address)
    if not stored.sources:
        return "", ""
    sizes = escapeHtml(picture.meta[SIZES])
    sources = "".join(
        f'<source type="{escapeHtml(kind)}" srcset="{escapeHtml(srcset)}" sizes="{sizes}">'
        for kind, srcset in stored.sources
    )
    place = context.slots.place
    return place(Markup(f"<picture>{sources}"), key=id(picture)), place(Markup("</picture>"), key=id(stored))
