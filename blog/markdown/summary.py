"""The first sentences of a text, cut where a reader would."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it.token import Token

from .cjk import is_wide
from .reading import pieces

BUDGET: Final = 480
WIDE_COST: Final = 4
NARROW_COST: Final = 3
ENOUGH: Final = BUDGET * 2 // 5
PARAGRAPH_END: Final = "\n"
WIDE_ENDS: Final = frozenset("。！？")
_SENTENCE_END = re.compile(r"[!?.…][”’)\"']*\Z")
_SPACES = re.compile(r" {2,}")
_UNIT = re.compile(r"\s+|[^\W\u2e80-\U0003ffff]+(?:[.'’\-][^\W\u2e80-\U0003ffff]+)*|.", re.DOTALL)


def summarise(tokens: Sequence[Token]) -> str:
    """Return about 160 Latin or 120 Han characters of the first paragraphs."""
    kept: list[str] = []
    spent = sentences = 0
    for unit in _units(tokens):
        if unit == PARAGRAPH_END and spent >= ENOUGH:
            break
        if spent + _cost(unit) > BUDGET:
            return _joined(kept[:sentences] or [*_without_tail(kept), "…"])
        if unit.isspace() and _SENTENCE_END.search("".join(kept[-2:])) and spent >= ENOUGH:
            sentences = len(kept)
        kept.append(" " if unit == PARAGRAPH_END else unit)
        spent += _cost(unit)
        if unit in WIDE_ENDS and spent >= ENOUGH:
            sentences = len(kept)
    return _joined(kept)


def _joined(units: Sequence[str]) -> str:
    return _SPACES.sub(" ", "".join(units)).strip()


def _cost(unit: str) -> int:
    return sum(WIDE_COST if is_wide(char) else NARROW_COST for char in unit)


def _without_tail(kept: Sequence[str]) -> list[str]:
    """Drop spaces and commas that would stand before the dots."""
    end = len(kept)
    while end and (kept[end - 1].isspace() or kept[end - 1] in ",;:，；：、（(“‘"):
        end -= 1
    return list(kept[:end])


def _units(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield words, single characters and whole formulas, with a mark between paragraphs."""
    first = True
    for index, token in enumerate(tokens):
        if token.type != "paragraph_open" or token.level:
            continue
        children = tokens[index + 1].children or []
        if any(child.type != "image" and child.content.strip() for child in children):
            yield from _paragraph_units(children) if first else (PARAGRAPH_END, *_paragraph_units(children))
            first = False


def _paragraph_units(children: Sequence[Token]) -> Iterator[str]:
    for text, is_formula in pieces(children):
        if is_formula:
            yield text
        else:
            for unit in _UNIT.finditer(text):
                yield " " if unit[0].isspace() else unit[0]
