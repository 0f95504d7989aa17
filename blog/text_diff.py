"""What changed from one text to another, line by line and, within a changed line, word by word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

SAME: Final = "same"
GONE: Final = "gone"
NEW: Final = "new"
SKIPPED: Final = "skipped"
# A Han character is compared by itself; Latin words whole, with the space after them.
_WORD: Final = re.compile(r"[\u3400-\u9fff]|(?:(?![\u3400-\u9fff])\w)+\s*|\s+|.", re.DOTALL)
_MOST_PAIRS: Final = 200_000  # of equal words in two lines, in one comparison: they take the time


@dataclass(frozen=True)
class Piece:
    """A part of a line; `kind` is "same", or that of the line where it differs."""

    text: str
    kind: str


@dataclass(frozen=True)
class Line:
    """A line of the comparison, its number in the text that has it; "skipped" stands for equal lines."""

    kind: str
    number: int
    pieces: tuple[Piece, ...]


def compare(before: str, after: str, *, around: int = 2) -> list[Line]:
    """The lines that went and came, each group with `around` equal lines on both sides; empty when equal."""
    old, new = before.splitlines(), after.splitlines()
    words = _Words()
    lines: list[Line] = []
    end = 0
    for group in SequenceMatcher(None, old, new).get_grouped_opcodes(around):
        if group[0][1] > end:
            lines.append(Line(SKIPPED, group[0][1] - end, ()))
        for operation, *places in group:
            lines += _lines(words, operation, old, new, *places)
        end = group[-1][2]
    if lines and end < len(old):
        lines.append(Line(SKIPPED, len(old) - end, ()))
    return lines


def _lines(
    words: "_Words", operation: str, old: Sequence[str], new: Sequence[str], *places: int
) -> Iterator[Line]:
    start, stop, new_start, new_stop = places
    if operation == "equal":
        for number in range(start, stop):
            yield Line(SAME, number + 1, (Piece(old[number], SAME),))
        return
    pairs = [words.compare(a, b) for a, b in zip_longest(old[start:stop], new[new_start:new_stop])]
    for number, (gone, _) in enumerate(pairs[: stop - start], start=start + 1):
        yield Line(GONE, number, gone)
    for number, (_, came) in enumerate(pairs[: new_stop - new_start], start=new_start + 1):
        yield Line(NEW, number, came)


class _Words:
    """Compares lines word by word until that would take long; from then on whole."""

    def __init__(self) -> None:
        self._left = _MOST_PAIRS

    def compare(self, before: str | None, after: str | None) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Both lines in pieces; each whole where the other is missing."""
        old, new = _WORD.findall(before or ""), _WORD.findall(after or "")
        if before is None or after is None or not self._may_take(old, new):
            return (Piece(before or "", GONE),), (Piece(after or "", NEW),)
        gone: list[Piece] = []
        came: list[Piece] = []
        for operation, start, stop, new_start, new_stop in SequenceMatcher(None, old, new).get_opcodes():
            is_same = operation == "equal"
            gone.append(Piece("".join(old[start:stop]), SAME if is_same else GONE))
            came.append(Piece("".join(new[new_start:new_stop]), SAME if is_same else NEW))
        return tuple(filter(_has_text, gone)), tuple(filter(_has_text, came))

    def _may_take(self, old: Sequence[str], new: Sequence[str]) -> bool:
        counts = Counter(new)
        self._left -= sum(count * counts[word] for word, count in Counter(old).items())
        return self._left >= 0


def _has_text(piece: Piece) -> bool:
    return bool(piece.text)
