"""Rich text from the clipboard (a web page, a document, cells of a spreadsheet) as this site's Markdown."""

import re
from collections import Counter
from typing import Any, Final

import nh3
from bs4 import BeautifulSoup, Tag

from .markdown import Converter
from .notes import shape_notes, shape_references
from .simple import simplify
from .tables import TOO_MUCH, drop_layout
from .text import words

MOST_BYTES: Final = 2_000_000
MOST_TAGS: Final = 30_000
MOST_NESTING: Final = 100
MOST_INDENTS: Final = 12
MOST_REOPENED: Final = 50_000_000  # characters that HTML's rules may make of a text at worst
MOST_INDENTED: Final = 200_000  # lines, each as often as it is indented

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,30})")
_BREAK_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_CONDITIONAL: Final = re.compile(r"<!\[(?:if|endif)[^<>]{0,200}>", re.IGNORECASE)
_INDENTING: Final = frozenset({"ul", "ol", "dd", "blockquote"})
# One of these that is left open is opened anew, with all its attributes, in every paragraph after it: HTML's
# rules can make gigabytes of a long text. Under another name it is an element like any other.
_FORMATTING: Final = words("a b big code em font i nobr s small strike strong tt u")
_FORMATTING_TAG: Final = re.compile(
    rf"<(/?)({'|'.join(sorted(_FORMATTING))})(?=[ \t\r\n\f/>])", re.IGNORECASE
)
_RENAMED: Final = "\x1f"
_OPEN_ENDED: Final = words(
    """p li dt dd tr td th thead tbody tfoot option colgroup rt rp br img hr input col wbr meta link area
    source track embed param base o:p"""
)
_TAGS: Final = words(
    """a article aside b blockquote br caption center cite code dd del details dfn div dl dt em figcaption
    figure font footer header h1 h2 h3 h4 h5 h6 hr i iframe img input ins kbd li main mark math nav ol p
    pre q s samp section small span strike strong sub summary sup table tbody td tfoot th thead tr tt u
    ul var video mjx-container mjx-assistive-mml semantics annotation mrow mi mn mo ms mtext mspace msup
    msub msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd mfenced mstyle mpadded
    mphantom menclose"""
)
_WITHOUT_CONTENT: Final = words(
    """script style title noscript template svg button select textarea object audio canvas head"""
)
_ATTRIBUTES: Final = {
    "*": {"class", "style", "id", "lang", "align", "data-tex", "data-lang", "data-language"},
    "a": {"href", "data-draft-node"},
    "img": {
        *("src", "alt", "title", "width", "height", "eeimg"),
        *("data-src", "data-original", "data-original-src", "data-actualsrc", "data-formula", "data-caption"),
    },
    "iframe": {"src"},
    "video": {"src"},
    "input": {"type", "checked"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "sup": {"data-text", "data-url", "data-numero", "data-draft-type"},
    "math": {"alttext", "display"},
    "mjx-container": {"display"},
    "annotation": {"encoding"},
    "mo": {"stretchy"},
    "mfenced": {"open", "close", "separators"},
}


def to_markdown(html: str, *, notes: int = 0) -> str:
    """Return the Markdown that shows the same; its footnotes count on from `notes`.

    Raises ValueError, with a message for people, beyond the limits.
    """
    if len(html.encode(errors="replace")) > MOST_BYTES:
        raise ValueError(TOO_MUCH)
    html = _CONDITIONAL.sub("", _BREAK_CONTROLS.sub("", html))
    _check_nesting(html)
    html = f"<div>{simplify(_sanitise(html))}</div>"
    soup = BeautifulSoup(html, "html.parser", element_classes={Tag: _Element})
    _check_depth(soup)
    shape_notes(soup, after=notes)
    shape_references(soup, after=notes)
    drop_layout(soup)
    return Converter().convert_soup(soup)


def _sanitise(html: str) -> str:
    """Whole and balanced HTML without what runs, hides or tracks. It goes on to the converter only."""
    if len(html) * len(_TAG.findall(html)) > MOST_REOPENED:
        html = _FORMATTING_TAG.sub(rf"<\1\2{_RENAMED}", html)
    cleaned = nh3.clean(
        html,
        tags=_TAGS | {f"{name}{_RENAMED}" for name in _TAGS & _FORMATTING},
        clean_content_tags=set(_WITHOUT_CONTENT),
        attributes=_ATTRIBUTES | {f"a{_RENAMED}": _ATTRIBUTES["a"]},
        url_schemes={"http", "https", "mailto", "data"},  # data: for a picture's place, never for a link
        link_rel=None,
        strip_comments=True,
    )
    if cleaned.count("<") > 3 * MOST_TAGS:
        raise ValueError(TOO_MUCH)
    return cleaned.replace(_RENAMED, "")


def _check_nesting(html: str) -> None:
    """Refuse, before anything is built, what would take too long to be parsed."""
    tags: Counter[str] = Counter()
    still_open: Counter[str] = Counter()
    depth = 0
    for closing, written in _TAG.findall(html):
        name = written.lower()
        tags[closing] += 1
        if name in _OPEN_ENDED or (closing and not still_open[name]):
            continue
        step = -1 if closing else 1
        still_open[name] += step
        depth += step
        if depth > 5 * MOST_NESTING:
            raise ValueError(TOO_MUCH)
    if max(tags.values(), default=0) > MOST_TAGS:
        raise ValueError(TOO_MUCH)


class _Element(Tag):
    """markdownify looks for a <pre> above each element, most of its time: but only text stands in one."""

    def find_parent(self, name: Any = None, *args: Any, **kwargs: Any) -> Any:
        return None if name == "pre" else super().find_parent(name, *args, **kwargs)


def _check_depth(soup: BeautifulSoup) -> None:
    """The converter goes down by calling itself; each list and quotation indents all that is in it."""
    level: list[tuple[Tag, int]] = [(soup, 0)]
    indented = 0
    for _ in range(MOST_NESTING):
        indented += sum(indents * _lines(tag) for tag, indents in level)
        if indented > MOST_INDENTED or any(indents > MOST_INDENTS for _tag, indents in level):
            break
        level = [
            (child, indents + (child.name in _INDENTING))
            for tag, indents in level
            for child in tag.children
            if isinstance(child, Tag)
        ]
        if not level:
            return
    raise ValueError(TOO_MUCH)


def _lines(tag: Tag) -> int:
    return tag.get_text().count("\n") + 1 if tag.name == "pre" else 1
