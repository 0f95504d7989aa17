"""The one door: an allow-list for all HTML that came from a text. Math and code come in after it."""

import re
from collections.abc import Callable, Mapping
from typing import Final

import nh3

from .attributes import CLASSES
from .contents import is_reserved
from .context import Context
from .links import SCHEMES, is_allowed
from .slots import ATTRIBUTE


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAGS: Final = _words(
    """p br hr wbr div span blockquote pre code samp var kbd sub sup small strong b em i u s del ins mark q
    cite dfn abbr time ruby rt rp bdi bdo ul ol li dl dt dd table caption thead tbody tfoot tr th td figure
    figcaption details summary img a video audio source section nav h2 h3 h4 h5 h6"""
)
COMMENT_TAGS: Final = _words("p br hr div span blockquote code strong em s ul ol li a")
OWN_CLASSES: Final = _words(
    """note tip important warn caution thm proof gallery table r c fn fn-pop endnotes minor notes back anchor
    contents tasks task nb zoom"""
)
ATTRIBUTES: Final[Mapping[str, set[str]]] = {
    "*": {"id", "class", "lang", "dir", "title"},
    "a": {"href", "rel", "aria-label"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "div": {ATTRIBUTE, "role", "tabindex", "aria-label"},
    "span": {ATTRIBUTE, "role"},
    "section": {"aria-labelledby"},
    "nav": {"aria-label"},
    "details": {"open"},
    "video": {"src", "poster", "width", "height", "preload"},
    "audio": {"src", "preload"},
    "source": {"src", "type"},
    "time": {"datetime"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
}
COMMENT_ATTRIBUTES: Final[Mapping[str, set[str]]] = {
    "a": {"href", "title"},
    "p": {"lang"},
    "li": {"lang"},
    "ol": {"start"},
    "div": {ATTRIBUTE},
    "span": {ATTRIBUTE, "class"},
}
VALUES: Final[Mapping[str, re.Pattern[str]]] = {
    "role": re.compile(r"region|note|group"),
    "tabindex": re.compile(r"0"),
    "width": re.compile(r"[0-9]{1,5}%?"),
    "height": re.compile(r"[0-9]{1,5}"),
    "colspan": re.compile(r"[0-9]{1,3}"),
    "rowspan": re.compile(r"[0-9]{1,3}"),
    "aria-labelledby": re.compile(r"h-fn"),
    "preload": re.compile(r"none|metadata"),
    "loading": re.compile(r"lazy|eager"),
    "decoding": re.compile(r"async|sync|auto"),
    "scope": re.compile(r"col|row|colgroup|rowgroup"),
}
_ID = re.compile(r"[^\s\"'<>&#{}]{1,200}")
ADDRESSES: Final = frozenset({"href", "src", "poster", "cite"})


class _Filter:
    """Judges one attribute after the other in the order of the document."""

    def __init__(self, context: Context) -> None:
        self._token = context.slots.token
        self._own_ids = context.own_ids
        self._rel = context.profile.link_rel
        self._is_alone = context.profile.navigation
        self._seen: set[str] = set()
        self._judges: Mapping[str, Callable[[str], str | None]] = {
            "class": self._classes,
            "id": self._id,
            "rel": self._relation,
            ATTRIBUTE: self._slot,
            **dict.fromkeys(ADDRESSES, self._address),
        }

    def __call__(self, tag: str, name: str, value: str) -> str | None:
        if judge := self._judges.get(name):
            return judge(value)
        pattern = VALUES.get(name)
        return value if pattern is None or pattern.fullmatch(value) else None

    def _classes(self, value: str) -> str | None:
        kept = [word for word in value.split() if word in OWN_CLASSES or word in CLASSES]
        return " ".join(kept) or None

    def _relation(self, value: str) -> str | None:
        return self._rel or ("noopener" if "noopener" in value else None)

    def _slot(self, value: str) -> str | None:
        return value if value.startswith(self._token) else None

    def _address(self, value: str) -> str | None:
        return value if is_allowed(value) else None

    def _id(self, value: str) -> str | None:
        """Our ids carry the token; a writer's must not hide one of ours and stands once in the page.

        A text among others in a page has none: another text or the page may have the same.
        """
        if value.startswith(self._token):
            return value.removeprefix(self._token)
        if (
            not self._is_alone
            or value in self._own_ids
            or value in self._seen
            or is_reserved(value)
            or not _ID.fullmatch(value)
        ):
            return None
        self._seen.add(value)
        return value


def sanitise(html: str, context: Context) -> str:
    """Return balanced HTML with nothing in it that runs, styles or imitates the page."""
    comment = not context.profile.raw_html
    return nh3.clean(
        html,
        tags=set(COMMENT_TAGS if comment else TAGS),
        clean_content_tags={"script", "style"},
        attributes=dict(COMMENT_ATTRIBUTES if comment else ATTRIBUTES),
        attribute_filter=_Filter(context),
        link_rel=context.profile.link_rel,
        url_schemes=set(SCHEMES),
        set_tag_attribute_values={} if comment else {"video": {"controls": ""}, "audio": {"controls": ""}},
    )
