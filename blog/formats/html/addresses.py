"""Where links and pictures of a pasted page lead."""

import re
from typing import Final
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from bs4 import Tag

_REDIRECTS: Final = {
    ("link.zhihu.com", "/"): "target",
    ("www.google.com", "/url"): "q",
    ("link.juejin.cn", "/"): "target",
    ("link.csdn.net", "/"): "target",
}
_SOURCES: Final = ("data-original", "data-original-src", "data-actualsrc", "data-src", "src")
_LINK: Final = re.compile(r"(?:https?://|mailto:|//|/)[^\s]", re.IGNORECASE)
_PICTURE: Final = re.compile(r"(?:https?:)?//[^\s]|/[^\s]", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?=#?\w{1,32};)")
SPECK: Final = 3


def split(address: str) -> SplitResult:
    """The parts of an address; they are empty where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def address_of_link(href: str) -> str:
    """Return the address itself where a page counts its clicks; nothing for one that leads nowhere."""
    address = href.strip()
    parts = split(address)
    if not any(parts):
        return ""
    key = _REDIRECTS.get((parts.netloc, parts.path or "/"), "")
    target = parse_qs(parts.query).get(key, [""])[0] if key else ""
    address = target if target.startswith(("http://", "https://")) else address
    return address if _LINK.match(address) else ""


def address_of_picture(picture: Tag) -> str:
    """The picture itself, where the page loads it late; nothing for one whose bytes are in the page."""
    found = [str(picture.get(name) or "").strip() for name in _SOURCES]
    found = [address for address in found if _PICTURE.match(address)]
    moving = [address for address in found if split(address).path.endswith(".gif")]
    return next(iter([*moving, *found]), "")


def is_speck(picture: Tag) -> bool:
    """Whether it only counts readers."""
    sizes = [str(picture.get(side) or "") for side in ("width", "height")]
    return all(re.fullmatch(r"\d{1,2}", size) and int(size) < SPECK for size in sizes)


def written(address: str) -> str:
    """An address as it stands between the parentheses, where `&copy;` would be a sign."""
    address = re.sub(r"[\s<>\\\"|`^{}]", lambda sign: quote(sign[0]), address)
    address = _ENTITY.sub("&amp;", address)
    is_plain = address.count("(") == address.count(")") == 0
    return address if is_plain else address.replace("(", "%28").replace(")", "%29")


def in_angles(address: str) -> str:
    """An address that is its own text: nothing in it is escaped there, and nothing but these ends it."""
    return "<" + re.sub(r"[\s<>]", lambda sign: quote(sign[0]), address) + ">"
