"""Pictures: figures with captions, galleries, sizes, and when the browser loads them."""

from collections.abc import Sequence

from markdown_it.token import Token

from .context import Context
from .limits import check_caption
from .links import is_external
from .reading import plain_inline
from .tokens import BREAKS, PARAGRAPH_TOKENS, element, first_line, inline_tokens


def finish_pictures(tokens: Sequence[Token], context: Context) -> None:
    """Give every picture its size and loading hints and report those without a description."""
    sizes: dict[str, tuple[int, int] | None] = {}
    first = True
    for token, line in inline_tokens(tokens):
        if token.type != "image":
            continue
        check_caption(str(token.attrGet("title") or ""), context)
        source = str(token.attrGet("src") or "")
        if source not in sizes:
            sizes[source] = context.picture_size(source)
        _set_size(token, sizes[source])
        if not first:
            token.attrSet("loading", "lazy")
        token.attrSet("decoding", "async")
        first = False
        description = plain_inline(token.children or []).strip()
        token.children = [Token("text", "", 0, content=description)]
        if not description:
            context.problems.add("alt-missing", line, source)
        if is_external(source):
            context.problems.add("picture-external", line, source)


def _set_size(picture: Token, size: tuple[int, int] | None) -> None:
    """The written width wins; the height keeps the proportion."""
    if size is None or not all(size):
        return
    written = str(picture.attrGet("width") or "")
    width = int(written) if written else size[0]
    picture.attrSet("width", str(width))
    if written or not picture.attrGet("height"):
        picture.attrSet("height", str(max(1, round(width * size[1] / size[0]))))


def frame_pictures(tokens: Sequence[Token], context: Context) -> list[Token]:
    """Make figures of the pictures that stand alone in their paragraph, a gallery of several."""
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        pictures = (
            _lone_pictures(tokens[index + 1]) if token.type == "paragraph_open" and not token.hidden else []
        )
        if not pictures:
            result.append(token)
            index += 1
            continue
        figures = [part for picture in pictures for part in _figure(picture, first_line(token), context)]
        if len(pictures) > 1:
            opening, closing = element("gallery", "div", class_="gallery")
            figures = [opening, *figures, closing]
        figures[0].attrs |= {key: value for key, value in token.attrs.items() if key not in figures[0].attrs}
        result += figures
        index += PARAGRAPH_TOKENS
    return result


def _lone_pictures(inline: Token) -> list[list[Token]]:
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


def _figure(content: list[Token], line: int, context: Context) -> list[Token]:
    picture = next(token for token in content if token.type == "image")
    classes = str(picture.attrs.pop("class", ""))
    caption = str(picture.attrs.pop("title", ""))
    name = str(picture.attrs.pop("id", ""))
    opening, closing = element("figure", "figure", id=name, class_=classes)
    opening.map = [line - 1, line]
    inside = [Token("inline", "", 0, children=content)]
    if caption:
        start, end = element("figcaption", "figcaption")
        inside += [start, Token("inline", "", 0, children=context.read_inline(caption, line)), end]
    return [opening, *inside, closing]
