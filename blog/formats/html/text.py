"""Plain text as Markdown that shows the same: a backslash only where a sign would be read as more."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SPACE: Final = re.compile(r"[ \t\r\n\f\u00a0]+")
# One alternative for each way in which this site's Markdown would read more than the text.
_SIGNS: Final = re.compile(
    r"""
    (?P<backslash> \\ (?= [!-/:-@\[-`{-~] | begin\b | eqref\b | ref\b | \Z ) )
  | (?P<always> [`$] )
  | (?P<star> \* )
  | (?P<low> _+ )
  | (?P<tilde> ~ (?= ~ | \Z ) | (?<=~) ~ | \A ~ )
  | (?P<open> < (?= [A-Za-z/!?] | \Z ) )
  | (?P<entity> & (?= \#?\w{1,32}; ) )
  | (?P<bracket> \[ )
  | (?P<brace> \{ (?= \s* [#.a-z] [^{}\n]* \} ) )
    """,
    re.VERBOSE,
)
_PLAIN_BRACKETS: Final = re.compile(
    r"\[ (?! [\^@!] | [\ xX]\] | toc\] ) [^\[\]]{0,300} \] (?! [(\[:] )", re.X | re.I
)
_BRACKET: Final = re.compile(r"([\[\]])")
_BRACKETS: Final = {"[": "[", "]": "]"}
_ENTITIES: Final = {"[": "&#91;", "]": "&#93;"}
_MEANING_BRACKETS: Final = re.compile(r"\[[\^@]|\][(\[]|\\")
_LINE_START: Final = re.compile(
    r"(?P<sign> \#{1,6}(?=\s|\Z) | > | [-+*](?=\s|\Z) | [:~](?=\s) | ::: | [-=]+\s*\Z"
    r" | (?=[|:\s]*-)[|:\s-]+\Z )"
    r" | (?P<number> \d{1,9} ) (?= [.)](?:\s|\Z) )",
    re.X,
)


@lru_cache(4096)
def is_wide(character: str) -> bool:
    """Whether this is Han, kana, full-width punctuation and the like."""
    return unicodedata.east_asian_width(character) in {"W", "F"}


@lru_cache(4096)
def is_punctuation(character: str) -> bool:
    """What CommonMark calls punctuation: signs of money and mathematics too."""
    return unicodedata.category(character)[0] in "PS"


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def collapse(text: str) -> str:
    """One space for each run of space, and none for a line end between two wide characters."""

    def space(run: re.Match[str]) -> str:
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        is_line_end = "\n" in run[0] and before and after
        return "" if is_line_end and is_wide(before) and is_wide(after) else " "

    return _SPACE.sub(space, text)


def escape(text: str, *, starts_line: bool = False, in_label: bool = False) -> str:
    """Escape collapsed text; what stands at either end of it may meet any neighbour."""
    if in_label:
        brackets = _BRACKETS if _pairs_off(text) else _ENTITIES
        parts = [brackets.get(part) or _SIGNS.sub(_escaped, part) for part in _BRACKET.split(text)]
        return "".join(parts)
    lead = ""
    if starts_line and text.startswith("[") and not _PLAIN_BRACKETS.match(text):
        lead, text = _ENTITIES["["], text[1:]  # a line that begins with \\[ may be a formula
    elif starts_line and (found := _LINE_START.match(text)):
        lead, text = _parted(text, found)
    return lead + _SIGNS.sub(_escaped, text)


def escape_start(text: str) -> str:
    """Escape the beginning of Markdown that was written for the middle of a line, if it isn't a block."""
    bare = text.lstrip(" ")
    found = _LINE_START.match(bare) if bare.strip() and not bare[0].isspace() else None
    return "".join(_parted(bare, found)) if found else text


def escape_label_start(text: str) -> str:
    """Escape the beginning of what was written for a link that leads nowhere."""
    if text.startswith("[") and not _PLAIN_BRACKETS.match(text):
        return _ENTITIES["["] + text[1:]
    return escape_start(text)


def _parted(text: str, found: re.Match[str]) -> tuple[str, str]:
    kept = found["number"] or ""
    return f"{kept}\\{text[len(kept)]}", text[len(kept) + 1 :]


def _pairs_off(text: str) -> bool:
    """Whether the brackets in a label are harmless: a backslash would not help, `\\[…\\]` is a formula."""
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket == "[" else -1
        if depth < 0:
            return False
    return not depth and not _MEANING_BRACKETS.search(text)


def _escaped(found: re.Match[str]) -> str:
    text, start, end = found.string, found.start(), found.end()
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    match found.lastgroup:
        case "star" if before == after == " " and start > 1 and end + 1 < len(text):
            return "*"
        case "low" if before.isalnum() and after.isalnum():
            return found[0]
        case "low":
            return found[0].replace("_", r"\_")
        case "bracket" if _PLAIN_BRACKETS.match(text, start):
            return "["
    return f"\\{found[0]}"
