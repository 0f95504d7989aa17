"""`{#id .class key=value}` on a line before a block, after a picture or at the end of a heading."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MAX_LENGTH: Final = 500
WIDTHS: Final = tuple(range(25, 101, 5))
CLASSES: Final = frozenset({"wide", "plain", "small", "center", *(f"w-{width}" for width in WIDTHS)})
_PART = re.compile(
    r"""\s*(?:\#(?P<id>[^\s"'<>&#{}.]{1,100}) | \.(?P<class>[\w-]{1,50})
    | (?P<key>id|class|width|height|lang|title|poster)\s*=\s*
      (?:"(?P<quoted>[^"{}]{0,300})" | (?P<bare>[\w%.:/-]{1,100}))
    )(?=\s|$)""",
    re.VERBOSE,
)
_BRACES = re.compile(r"\{([^{}\n]{1,500})\}")
_TAIL = re.compile(r"\s*\{([^{}\n]{1,500})\}\s*\Z")
_NUMBER = re.compile(r"\d{1,5}(?:px)?\Z")
_PERCENT = re.compile(r"(\d{1,3})(?:\.\d+)?%\Z")


def attribute_syntax(md: MarkdownIt) -> None:
    """Read attributes of blocks and pictures."""
    md.block.ruler.before("fence", "attributes", attribute_line, {"alt": ["paragraph"]})
    md.core.ruler.after("block", "attributes", give_to_blocks)
    md.core.ruler.after("text_join", "picture_attributes", give_to_pictures)


def parse(text: str) -> dict[str, str] | None:
    """Return what stands between the braces, or None when it is no list of known attributes."""
    found: dict[str, str] = {}
    end = 0
    while end < len(text.rstrip()):
        part = _PART.match(text, end)
        if part is None:
            return None
        end = part.end()
        key = "id" if part["id"] else part["key"] or "class"
        value = part["id"] or part["class"] or part["quoted"] or part["bare"] or ""
        found[key] = f"{found['class']} {value}" if key == "class" and "class" in found else value
    return _allowed(found) if found else None


def _allowed(found: Mapping[str, str]) -> dict[str, str]:
    """Keep known classes; a width in per cent becomes the nearest class."""
    kept = {key: value for key, value in found.items() if key in {"id", "lang", "title", "poster"}}
    classes = [name for name in found.get("class", "").split() if name in CLASSES]
    percent = _PERCENT.match(found.get("width", ""))
    if percent:
        classes.append(f"w-{min(WIDTHS, key=lambda width: abs(width - int(percent[1])))}")
    for side in ("width", "height"):
        if _NUMBER.match(found.get(side, "")):
            kept[side] = found[side].removesuffix("px")
    return kept | ({"class": " ".join(classes)} if classes else {})


def attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a line of nothing but attributes belongs to the block that follows."""
    first = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("{", first):
        return False
    line = state.src[first : min(state.eMarks[start], first + MAX_LENGTH)].rstrip()
    braces = _BRACES.fullmatch(line)
    found = parse(braces[1]) if braces else None
    if found is None:
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.meta = found
        token.hidden = True
        state.line = start + 1
    return True


def give_to_blocks(state: StateCore) -> None:
    """Core rule: hand each line of attributes to the next block beside it."""
    kept: list[Token] = []
    waiting: Token | None = None
    for token in state.tokens:
        if token.type == "attributes":
            waiting = token
            continue
        if waiting is not None and token.nesting >= 0 and token.level == waiting.level:
            merge(token, {key: str(value) for key, value in waiting.meta.items()})
        waiting = None
        kept.append(token)
    state.tokens = kept


def merge(token: Token, attributes: Mapping[str, str]) -> None:
    """Add attributes to a token; classes are joined."""
    for key, value in attributes.items():
        if key == "class":
            token.attrJoin("class", value)
        else:
            token.attrSet(key, value)


def take_braces(text: str) -> tuple[str, dict[str, str]]:
    """Cut `{…}` off the end of a line and return the rest and what it says."""
    tail = _TAIL.search(text, max(0, len(text) - MAX_LENGTH))
    found = parse(tail[1]) if tail else None
    return (text[: tail.start()], found) if tail and found is not None else (text, {})


def take_tail(children: Sequence[Token]) -> dict[str, str]:
    """Do the same to the last text of a heading."""
    if not children or children[-1].type != "text":
        return {}
    children[-1].content, found = take_braces(children[-1].content)
    return found


def give_to_pictures(state: StateCore) -> None:
    """Core rule: `![alt](src){…}`."""
    for token in state.tokens:
        children = token.children or []
        for picture, follower in pairwise(children):
            if picture.type == "image" and follower.type == "text":
                _give_to_picture(picture, follower)


def _give_to_picture(picture: Token, follower: Token) -> None:
    braces = _BRACES.match(follower.content)
    found = parse(braces[1]) if braces else None
    if braces and found is not None:
        merge(picture, found)
        follower.content = follower.content[braces.end() :]
