"""Where mathematics may begin and end in a line of Markdown: found once for each text, in linear time."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

_AMS = r"(?:equation|align|alignat|flalign|gather|multline|eqnarray)\*?"

_MARK = re.compile(
    rf"\\(?:(?P<end>end\{{{_AMS}\}})|.)|(?P<ticks>`+)|(?P<dollar>\$)|(?P<brace>[{{}}])", re.DOTALL
)
OPENING_ENVIRONMENT = re.compile(rf"\\begin\{{({_AMS})\}}")
# In `$a$$b$` two formulas meet; in `a$$b$$` a display begins.
_TWO_FORMULAS = re.compile(r"\$\$(?:\\.|[^$\\])+\$(?!\$)", re.DOTALL)
_MAX_TRIES = 8
_MEANINGFUL = re.compile(r"[^\s\\]")


@dataclass(frozen=True, slots=True)
class Span:
    """Mathematics found at a place: its TeX, whether it is a display, and where it ends."""

    tex: str
    display: bool
    end: int


@dataclass(slots=True)
class Marks:
    """The positions in one text at which mathematics can close."""

    text: str
    closers: dict[str, list[int]] = field(default_factory=dict)
    dollars: list[int] = field(default_factory=list)
    depths: dict[int, int] = field(default_factory=dict)
    closing: set[int] = field(default_factory=set)
    code: list[int] = field(default_factory=list)

    def next(self, closer: str, start: int) -> int:
        """Return the next place of a closer from `start` on, or -1."""
        places = self.closers.get(closer, [])
        index = bisect_left(places, start)
        return places[index] if index < len(places) else -1

    def code_within(self, start: int, end: int) -> bool:
        """Tell whether a code span begins between two places."""
        index = bisect_right(self.code, start)
        return index < len(self.code) and self.code[index] < end


def find_span(text: str, start: int, limit: int) -> Span | None:
    """Return the mathematics that begins at `start` and ends before `limit`, if there is any."""
    if text.startswith("$$", start):
        return None if text.startswith("$$$", start) else _between(text, start, "$$", limit)
    if text[start] == "$":
        return _between_dollars(text, start, limit)
    if text.startswith("\\(", start):
        return _between(text, start, "\\)", limit)
    if text.startswith("\\[", start):
        return _between(text, start, "\\]", limit)
    return _environment(text, start, limit)


def _between(text: str, start: int, closer: str, limit: int) -> Span | None:
    marks = read_marks(text)
    end = marks.next(closer, start + 2)
    if end < 0 or end + 2 > limit or marks.code_within(start, end):
        return None
    tex = text[start + 2 : end]
    if not _MEANINGFUL.search(tex):
        return None
    return Span(tex, closer != "\\)", end + 2)


def _between_dollars(text: str, start: int, limit: int) -> Span | None:
    if not _may_open(text, start):
        return None
    marks = read_marks(text)
    end = _closing_dollar(marks, start)
    if end < 0 or end >= limit or marks.code_within(start, end):
        return None
    return Span(text[start + 1 : end], False, end + 1)


def _closing_dollar(marks: Marks, start: int) -> int:
    """Return the next dollar of this brace depth if it can close: TeX has no other dollar in between."""
    first = bisect_right(marks.dollars, start)
    following = marks.dollars[first : first + _MAX_TRIES]
    depth = marks.depths.get(start, 0)
    place = next(
        (place for place in following if marks.depths[place] == depth), following[0] if following else -1
    )
    return place if place in marks.closing else -1


def _may_open(text: str, start: int) -> bool:
    before, after = text[start - 1 : start], text[start + 1 : start + 2]
    if not after or after.isspace() or (before.isascii() and before.isdigit()):
        return False
    return not (before.isascii() and before.isalpha() and after.isdigit())


def _may_close(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not before or before.isspace() or (after.isascii() and after.isdigit()):
        return False
    return after != "$" or _TWO_FORMULAS.match(text, place) is not None


def _environment(text: str, start: int, limit: int) -> Span | None:
    found = OPENING_ENVIRONMENT.match(text, start)
    if not found:
        return None
    marks = read_marks(text)
    closer = rf"\end{{{found[1]}}}"
    end = marks.next(closer, found.end())
    if end < 0 or end + len(closer) > limit or marks.code_within(start, end):
        return None
    return Span(text[start : end + len(closer)], True, end + len(closer))


@lru_cache(maxsize=4)
def read_marks(text: str) -> Marks:
    """Find every closer, code span and brace depth of a text in one pass."""
    marks = Marks(text)
    ticks = _tick_runs(text)
    depth, position = 0, 0
    while found := _MARK.search(text, position):
        place, position = found.start(), found.end()
        if found["ticks"]:
            position = _code_end(ticks, len(found["ticks"]), place) or position
            if position > found.end():
                marks.code.append(place)
        elif found["dollar"]:
            marks.depths[place] = depth
            _mark_dollar(marks, place)
        elif found["brace"]:
            depth += 1 if found["brace"] == "{" else -1
        elif found["end"] or found[0] in {"\\)", "\\]"}:
            marks.closers.setdefault(found[0], []).append(place)
    return marks


def _mark_dollar(marks: Marks, place: int) -> None:
    marks.dollars.append(place)
    if _may_close(marks.text, place):
        marks.closing.add(place)
    doubles = marks.closers.setdefault("$$", [])
    if marks.text.startswith("$$", place) and doubles[-1:] != [place - 1]:
        doubles.append(place)


def _tick_runs(text: str) -> dict[int, list[int]]:
    runs: dict[int, list[int]] = {}
    for found in re.finditer("`+", text):
        runs.setdefault(len(found[0]), []).append(found.start())
    return runs


def _code_end(runs: dict[int, list[int]], length: int, place: int) -> int:
    """Return where the code span that opens at `place` ends, or 0."""
    places = runs.get(length, [])
    index = bisect_right(places, place)
    return places[index] + length if index < len(places) else 0
