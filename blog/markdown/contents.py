"""Headings: levels, ids that stay when the text around them changes, anchors, the table of contents."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from .attributes import merge, take_tail
from .context import Context
from .document import Heading
from .reading import plain_inline
from .tokens import PARAGRAPH_TOKENS, first_line, inline_element

MAX_SLUG: Final = 80
LISTED_LEVELS: Final = range(2, 5)
LOWEST: Final = 6
RESERVED: Final = frozenset(
    {
        "main",
        "toc",
        "share",
        "cite",
        "browse",
        "site-name",
        "h-contents",
        "discussion",
        "comments",
        "search",
        "header",
        "footer",
        "nav",
        "preview",
    }
    | {"cite-text", "cite-text-h", "cite-bibtex", "cite-bibtex-h"}
    | {"h-fn", "h-ref", "h-dis", "h-rel", "c-text", "c-name", "c-mail"}
)
RESERVED_START = re.compile(r"(?:fn|fnref|eq|ref)-|id_|t[0-9a-f]{8}-eq-")
_APART = re.compile(r"\W+")


def is_reserved(name: str) -> bool:
    """Whether an id belongs to the page, its forms, its footnotes or its equations."""
    return name in RESERVED or RESERVED_START.match(name) is not None


def slug(title: str) -> str:
    """Return a readable id: letters of every script and digits, the rest as hyphens."""
    words = _APART.sub("-", unicodedata.normalize("NFKC", title).lower())
    if len(words) > MAX_SLUG:
        words = words[:MAX_SLUG].rpartition("-")[0] or words[:MAX_SLUG]
    return words.strip("-_") or "section"


class Ids:
    """Unique ids in linear time: each base remembers the number it has reached."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._reached: defaultdict[str, int] = defaultdict(int)

    def take(self, name: str) -> bool:
        """Take an id as written; False when it is taken or belongs to the page."""
        if name in self._taken or is_reserved(name):
            return False
        self._taken.add(name)
        return True

    def make(self, title: str) -> str:
        """Take a free id made of a title."""
        base = slug(title)
        base = f"s-{base}" if is_reserved(base) else base
        name = base
        while not self.take(name):
            self._reached[base] += 1
            name = f"{base}-{self._reached[base]}"
        return name


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token, Token]]:
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            yield token, tokens[index + 1], tokens[index + 2]


def prepare_headings(tokens: Sequence[Token]) -> None:
    """Read the attributes of headings; a text that uses h1 moves down one level as a whole.

    The post's title is the page's only h1.
    """
    headings = list(_headings(tokens))
    for opening, inline, _ in headings:
        merge(opening, take_tail(inline.children or []))
    if any(opening.tag == "h1" for opening, _, _ in headings):
        for opening, _, closing in headings:
            opening.tag = closing.tag = f"h{min(int(opening.tag[1]) + 1, LOWEST)}"


def name_headings(tokens: Sequence[Token], context: Context) -> tuple[Heading, ...]:
    """Give every heading its id and return the table of contents."""
    ids, found = Ids(), list(_headings(tokens))
    written = [_written_id(opening, ids, context) for opening, _, _ in found]
    flat: list[Heading] = []
    for (opening, inline, _), given in zip(found, written, strict=True):
        title = plain_inline(inline.children or []).strip()
        name = given or ids.make(title)
        opening.attrSet("id", context.own_id(name))
        opening.meta = {"id": name}
        context.names[name] = title
        if opening.level == 0:
            flat.append(Heading(name, title, int(opening.tag[1]), line=first_line(opening)))
            _check_level(flat, context)
    return _nested([heading for heading in flat if heading.level in LISTED_LEVELS])


def add_anchors(tokens: Sequence[Token], context: Context) -> None:
    """End every named heading with a link to itself."""
    words = context.label("anchor")
    for opening, inline, _ in _headings(tokens):
        if "id" in opening.meta:
            href = f"#{opening.meta['id']}"
            anchor = inline_element("anchor", "a", "#", class_="anchor", href=href, aria_label=words)
            inline.children = [*(inline.children or []), *anchor]


def _written_id(opening: Token, ids: Ids, context: Context) -> str:
    name = str(opening.attrs.pop("id", ""))
    if name and not ids.take(name):
        context.problems.add("id-duplicate", first_line(opening), name)
        return ""
    return name


def _check_level(flat: Sequence[Heading], context: Context) -> None:
    before = flat[-2].level if len(flat) > 1 else 1
    if flat[-1].level > before + 1:
        context.problems.add("heading-jump", flat[-1].line, flat[-1].title)


def _nested(flat: Sequence[Heading]) -> tuple[Heading, ...]:
    groups: list[list[Heading]] = []
    for heading in flat:
        if groups and heading.level > groups[-1][0].level:
            groups[-1].append(heading)
        else:
            groups.append([heading])
    return tuple(replace(head, children=_nested(rest)) for head, *rest in groups)


def place_contents(tokens: Sequence[Token]) -> list[Token]:
    """Put a token for the list in the place of the first paragraph that is `[TOC]`; others go."""
    result: list[Token] = []
    index = 0
    placed = False
    while index < len(tokens):
        if tokens[index].type == "paragraph_open" and _is_mark(tokens[index + 1]):
            result += [] if placed else [Token("contents", "", 0, block=True)]
            placed = True
            index += PARAGRAPH_TOKENS
        else:
            result.append(tokens[index])
            index += 1
    return result


def _is_mark(inline: Token) -> bool:
    """What is written counts, so that an escaped mark, or one in code, is text."""
    return inline.content.strip().lower() in {"[toc]", "[[toc]]"}


def contents_html(context: Context) -> str:
    """Return the list of contents as it stands in the text."""
    if not context.contents:
        return ""
    words = escapeHtml(context.label("contents"))
    return f'<nav class="contents" aria-label="{words}">\n{_entries(context.contents)}</nav>\n'


def _entries(headings: Sequence[Heading]) -> str:
    if not headings:
        return ""
    items = "".join(f"<li>{_link(heading)}{_entries(heading.children)}</li>\n" for heading in headings)
    return f"<ol>\n{items}</ol>\n"


def _link(heading: Heading) -> str:
    return f'<a href="#{escapeHtml(heading.id)}">{escapeHtml(heading.title)}</a>'
