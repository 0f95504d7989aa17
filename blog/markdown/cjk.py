"""Chinese as a first language: emphasis beside full-width characters, line ends without spaces."""

import unicodedata
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, backtick
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from .tokens import LINE_ENDS

SHARED_PUNCTUATION = frozenset("“”‘’…—·")
TILDE_PAIR = 2


def cjk_syntax(md: MarkdownIt) -> None:
    """Replace how emphasis and strikethrough see their neighbours, and join Han lines."""
    md.inline.ruler.at("emphasis", emphasis)
    md.inline.ruler.at("strikethrough", strikethrough)
    md.inline.ruler.at("backticks", code_span)
    md.core.ruler.push("han_lines", join_han_lines)


@lru_cache(4096)
def is_wide(char: str) -> bool:
    """Han, kana, Hangul, full-width punctuation and the like."""
    return unicodedata.east_asian_width(char) in {"W", "F"}


def _is_hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3" or "\u1100" <= char <= "\u115f"


@lru_cache(4096)
def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _is_wide_punctuation(char: str) -> bool:
    return is_wide(char) and _is_punctuation(char)


def _flanks(inner: str, outer: str) -> bool:
    """Whether a run between `outer` and `inner` may belong to the text on the inner side.

    CommonMark's rule, except that a wide character is neither space nor punctuation on the inner
    side, and frees the run like punctuation does on the outer side.
    """
    if isWhiteSpace(ord(inner)):
        return False
    if is_wide(inner) or not _is_punctuation(inner):
        return True
    return isWhiteSpace(ord(outer)) or _is_punctuation(outer) or is_wide(outer)


def _underscore_may(inner: str, outer: str, *, both: bool) -> bool:
    """Underscores within a word are letters of a name, unless Chinese punctuation stands beside them."""
    if not both or _is_punctuation(outer):
        return True
    return _is_punctuation(inner) and (is_wide(inner) or is_wide(outer))


def scan_run(state: StateInline) -> tuple[int, bool, bool]:
    """Return length, can open, can close of the run of markers at the current place."""
    source, start = state.src, state.pos
    marker, end = source[start], start
    while end < state.posMax and source[end] == marker:
        end += 1
    before = source[start - 1] if start > 0 else " "
    after = source[end] if end < state.posMax else " "
    opens, closes = _flanks(after, before), _flanks(before, after)
    if marker == "_":
        both = opens and closes
        opens = opens and _underscore_may(after, before, both=both)
        closes = closes and _underscore_may(before, after, both=both)
    return end - start, opens, closes


def _push_delimiter(state: StateInline, text: str, length: int, opens: bool, closes: bool) -> None:
    token = state.push("text", "", 0)
    token.content = text
    place = len(state.tokens) - 1
    delimiter = Delimiter(ord(text[0]), length=length, token=place, end=-1, open=opens, close=closes)
    state.delimiters.append(delimiter)


def emphasis(state: StateInline, silent: bool) -> bool:
    """Inline rule: a run of `*` or `_`, one delimiter for each marker."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    length, opens, closes = scan_run(state)
    for _ in range(length):
        _push_delimiter(state, marker, length, opens, closes)
    state.pos += length
    return True


def strikethrough(state: StateInline, silent: bool) -> bool:
    """Inline rule: `~~`; a single `~` stays text, for it means “about” and “to” in Chinese."""
    if silent or state.src[state.pos] != "~":
        return False
    length, opens, closes = scan_run(state)
    if length == TILDE_PAIR:
        _push_delimiter(state, "~~", 0, opens, closes)
    else:
        state.push("text", "", 0).content = "~" * length
    state.pos += length
    return True


def code_span(state: StateInline, silent: bool) -> bool:
    """Inline rule: markdown-it's own, which forgets how many lines a code span goes over."""
    start, before = state.pos, len(state.tokens)
    found = backtick(state, silent)
    if found and not silent and len(state.tokens) > before and state.tokens[-1].type == "code_inline":
        state.tokens[-1].meta = {LINE_ENDS: state.src.count("\n", start, state.pos)}
    return found


def join_han_lines(state: StateCore) -> None:
    """Core rule: a line end between two wide characters or beside full-width punctuation is no space.

    Korean has spaces between its words.
    """
    for token in state.tokens:
        if token.type == "inline" and token.children:
            _join_lines(token.children)


def _join_lines(children: list[Token]) -> None:
    before = ""
    waiting: Token | None = None
    for child in children:
        if child.type == "softbreak":
            waiting = child
            continue
        visible = child.content if child.type == "text" else _stand_in(child)
        if not visible:
            continue
        if waiting is not None and _no_space_between(before[-1:], visible[0]):
            waiting.type, waiting.tag, waiting.meta = "text", "", {LINE_ENDS: 1}
        waiting, before = None, visible


def _stand_in(child: Token) -> str:
    """Return what a token that is no text counts as: nothing for tags, a Latin letter for the rest."""
    return "" if child.nesting or child.type == "html_inline" else "x"


def _no_space_between(before: str, after: str) -> bool:
    if not before:
        return False
    wide = [is_wide(char) and not _is_hangul(char) for char in (before, after)]
    if all(wide) or any(_is_wide_punctuation(char) for char in (before, after)):
        return True
    return (wide[0] and after in SHARED_PUNCTUATION) or (wide[1] and before in SHARED_PUNCTUATION)
