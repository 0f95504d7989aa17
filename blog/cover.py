"""A cover drawn from a title: rows of bars, one a character, wide by its code and toned by its kind."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

ROW = 30
BAR = 17
SPACE = 7
EASY_TO_SEE = 24
HAN_START = "\u2e80"
VOWELS = frozenset("aeiouy")
TONES = ("grey", "tint", "half", "full")


@dataclass(frozen=True)
class Bar:
    tone: str
    start: int
    width: int


@dataclass(frozen=True)
class Trace:
    """The drawing: its size, the thickness of a bar, and one SVG path per tone."""

    width: int
    height: int
    thickness: int
    paths: dict[str, str]


def draw_trace(title: str, *, width: int, height: int) -> Trace:
    """The trace of `title`, the same for the same text, as strokes that the style sheet colours."""
    rows = [list(row_of_bars(title, row, width)) for row in range(height // ROW)]
    accent = full_bar(title, rows)
    paths = {tone: "" for tone in TONES}
    top = (height - len(rows) * ROW) // 2 + ROW // 2
    for number, bars in enumerate(rows):
        for bar in bars:
            tone = "full" if (number, bar) == accent else bar.tone
            paths[tone] += f"M{bar.start} {top + number * ROW}h{bar.width}"
    return Trace(width, height, BAR, {tone: path for tone, path in paths.items() if path})


def row_of_bars(title: str, row: int, width: int) -> Iterator[Bar]:
    """The title over and over from edge to edge; every row starts at another place of it."""
    text = " ".join(title.split()) or "·"
    start = row * 7 % len(text)
    position = -(row * 23 % 40)
    for character in cycle(f"{text[start:]} {text[:start]} "):
        span = bar_width(character)
        left, right = max(position, 0), min(position + span, width)
        if right - left > SPACE // 2 and character != " ":
            yield Bar(bar_tone(character), left, right - left)
        position += span + SPACE
        if position >= width:
            return


def bar_width(character: str) -> int:
    """Wide characters take wide bars; which of four widths, the code decides."""
    if not character.isalnum():
        return 12
    step = ord(character) % 4
    return 52 + 15 * step if character >= HAN_START else 15 + 9 * step


def bar_tone(character: str) -> str:
    """Han in tints of the accent; Latin grey, with its vowels tinted and its capitals and digits stronger."""
    if character >= HAN_START:
        return "half" if ord(character) % 3 == 0 else "tint"
    if character.isupper() or character.isdigit():
        return "half"
    return "tint" if character in VOWELS else "grey"


def full_bar(title: str, rows: list[list[Bar]]) -> tuple[int, Bar] | None:
    """The one bar in the full accent: in the lower half, among those wide enough to be seen."""
    half = len(rows) // 2
    lower = [(number, bar) for number, bars in enumerate(rows) if number >= half for bar in bars]
    wide = [place for place in lower if place[1].width >= EASY_TO_SEE and place[1].start > 0]
    return wide[zlib.crc32(title.encode()) % len(wide)] if wide else None
