"""Pictures: their size, their description, the files that a browser chooses from, and when it loads them."""

from collections.abc import Sequence
from typing import Final

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from .context import Context, Markup, StoredPicture
from .limits import check_caption
from .links import is_external
from .reading import plain_inline
from .tokens import inline_tokens

COLUMN: Final = 672  # CSS pixels: --measure of the style sheets
WHOLE: Final = 100  # per cent of the column
IN_A_ROW: Final = 49  # for a picture of a gallery
LARGE: Final = 2000
STORED: Final = "stored"
SIZES: Final = "sizes"
ZOOM: Final = "zoom"
LINE: Final = "line"


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
        if not description:
            context.problems.add("alt-missing", line, source)
        if is_external(source):
            context.problems.add("picture-external", line, source)
        if stored is not None and stored.width and stored.height:
            _set_stored(token, stored, line)
        if number:
            token.attrSet("loading", "lazy")
        token.attrSet("decoding", "async")


def _source(picture: Token) -> str:
    return str(picture.attrGet("src") or "")


def _set_stored(picture: Token, stored: StoredPicture, line: int) -> None:
    """The written width wins; the height keeps the proportion."""
    written = str(picture.attrGet("width") or "")
    width = int(written) if written else stored.width
    picture.attrSet("width", str(width))
    if written or not picture.attrGet("height"):
        picture.attrSet("height", str(max(1, round(width * stored.height / stored.width))))
    picture.meta |= {STORED: stored, LINE: line, SIZES: _sizes(width, WHOLE)}


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
