"""Read the info string of a fence in the dialects that authors bring from other tools.

The house form is ``python title="kv_cache.py" {3,7-9} ins={3,7} del={2} linenos start=10``. Pandoc's
``{.python .numberLines}``, Hugo's ``{linenos=true hl_lines=[1,3]}``, ``linenums="1"``, ``python:kv_cache.py``
and HackMD's ``python=10`` are understood too. What no dialect knows is ignored.
"""

import re
from dataclasses import dataclass

Ranges = list[tuple[int, int]]

MAX_INFO = 1_000
MAX_LINES = 10_000
MISSING_SHOWN = 3

LANGUAGE = re.compile(
    r"""\s* \{? \s* (?: \#\S++ \s+ )? \.?
        (?P<language> (?=[^\W\d]) [^\s{}=,:"'`<>]++ )
        (?: : (?P<title> [^\s{}"'=]++ ) (?!=) | = (?P<start> \d{0,6} ) (?=\s|$) )?
        (?!=)""",
    re.X,
)
PART = re.compile(
    r"""(?P<key> [A-Za-z][\w-]*+ ) \s* [=:] \s*
        (?P<value> "[^"]*" | '[^']*' | \{[^{}]*\} | \[[^\[\]]*\] | [^\s,{}\[\]"']+ (?: ,[\d-]+ )* )
      | \{ (?P<marks> [\d\s,.-]+ ) \}
      | (?P<flag> [A-Za-z][\w-]*+ ) (?: \{ (?P<from> \d+ ) \} )?""",
    re.X,
)
RANGE = re.compile(r"(\d{1,6})(?:\s*(?:-|\.\.)\s*(\d{1,6}))?")
NUMBER = re.compile(r"\d{1,6}")

KEYS = {
    key: meaning
    for meaning, keys in {
        "title": "title filename file caption",
        "highlighted": "hl_lines hl highlight mark emphasize-lines",
        "inserted": "ins add insert inserted",
        "deleted": "del rm remove removed deleted",
        "numbers": "linenos linenums line_numbers line_number linenumbers numberlines number-lines"
        " line-numbers showlinenumbers lineno",
        "start": "start startfrom start-from linenostart lineno-start firstline first_line firstnumber"
        " startlinenumber",
    }.items()
    for key in keys.split()
}
OFF = frozenset({"false", "off", "no", "none"})


@dataclass(frozen=True)
class CodeInfo:
    """What a fence asks for; marked lines count from 1 at the top of the block."""

    language: str = ""
    title: str = ""
    line_numbers: bool = False
    first_line: int = 1
    highlighted: frozenset[int] = frozenset()
    inserted: frozenset[int] = frozenset()
    deleted: frozenset[int] = frozenset()
    missing: tuple[int, ...] = ()
    """The first of the marked lines that the block does not have."""


class _Reader:
    """Gathers the parts of one info string."""

    def __init__(self) -> None:
        self.title = ""
        self.numbers = False
        self.start = 1
        self.marks: dict[str, Ranges] = {"highlighted": [], "inserted": [], "deleted": []}

    def head(self, title: str, start: str | None) -> None:
        if title.lower() in KEYS:
            self.flag(title, start)
        elif title.lower().removeprefix("no-") not in KEYS:
            self.title = title
        if start is not None:
            self.number_from(start)

    def read(self, part: re.Match[str]) -> None:
        if part["marks"]:
            self.marks["highlighted"] += read_ranges(part["marks"])
        elif part["flag"]:
            self.flag(part["flag"], part["from"])
        elif part["key"]:
            self.option(KEYS.get(part["key"].lower(), ""), part["value"].strip("\"'{}[] "))

    def flag(self, word: str, start: str | None) -> None:
        if KEYS.get(word.lower()) == "numbers":
            self.number_from(start or "")

    def number_from(self, start: str) -> None:
        self.numbers = True
        if start:
            self.start = int(start)

    def option(self, meaning: str, value: str) -> None:
        if meaning == "title":
            self.title = value
        elif meaning in self.marks:
            self.marks[meaning] += read_ranges(value)
        elif meaning == "numbers" and value.lower() not in OFF:
            self.number_from(value if NUMBER.fullmatch(value) else "")
        elif meaning == "start" and NUMBER.fullmatch(value):
            self.start = int(value)


def read_ranges(written: str) -> Ranges:
    """Read the ranges of ``1,3-5 8``."""
    return [(int(first), int(last or first)) for first, last in RANGE.findall(written)]


def lines_of(ranges: Ranges, most: int) -> frozenset[int]:
    """Return the line numbers of ranges, each counted once; a range ends at the last line that matters."""
    lines: set[int] = set()
    done = -1
    for first, last in sorted(ranges):
        lines.add(first)
        lines.update(range(max(first, done + 1), min(last, most) + 1))
        done = max(done, min(last, most))
    return frozenset(lines)


def parse_info(info: str, *, lines: int = MAX_LINES) -> CodeInfo:
    """Read an info string for a block of so many lines."""
    info = info[:MAX_INFO]
    reader = _Reader()
    head = LANGUAGE.match(info)
    if head and head["language"].lower() in KEYS:
        head = None
    if head:
        reader.head(head["title"] or "", head["start"])
    for part in PART.finditer(info, head.end() if head else 0):
        reader.read(part)
    marked = {kind: lines_of(ranges, lines + MISSING_SHOWN) for kind, ranges in reader.marks.items()}
    missing = sorted(n for n in frozenset().union(*marked.values()) if not 1 <= n <= lines)
    return CodeInfo(
        language=re.sub(r"^lang(uage)?-", "", head["language"].lower()) if head else "",
        title=reader.title,
        line_numbers=reader.numbers,
        first_line=reader.start,
        **marked,
        missing=tuple(missing[:MISSING_SHOWN]),
    )
