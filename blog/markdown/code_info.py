"""Read the info string of a fence in the dialects that authors bring from other tools.

The house form is ``python title="kv_cache.py" {3,7-9} ins={3,7} del={2} linenos start=10``. Pandoc's
``{.python .numberLines}``, Hugo's ``{linenos=true hl_lines=[1,3]}``, ``linenums="1"``, ``python:kv_cache.py``
and HackMD's ``python=10`` are understood too. What no dialect knows is ignored.
"""

import re
from dataclasses import dataclass

Problems = tuple[tuple[int, str], ...]

MAX_INFO = 1_000
MAX_LINES = 10_000

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

MISSING = {
    "en": ("line {} is marked, but the block has {} lines", "line {} is marked, but the block has 1 line"),
    "zh-hans": ("标记了第 {} 行，但代码块只有 {} 行",) * 2,
}


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
    problems: Problems = ()


class _Reader:
    """Gathers the parts of one info string."""

    def __init__(self) -> None:
        self.title = ""
        self.numbers = False
        self.start = 1
        self.marks: dict[str, set[int]] = {"highlighted": set(), "inserted": set(), "deleted": set()}

    def head(self, title: str, start: str | None) -> None:
        if title.lower() in KEYS:
            self.flag(title, start)
        elif title.lower().removeprefix("no-") not in KEYS:
            self.title = title
        if start is not None:
            self.number_from(start)

    def read(self, part: re.Match[str]) -> None:
        if part["marks"]:
            self.marks["highlighted"] |= read_lines(part["marks"])
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
            self.marks[meaning] |= read_lines(value)
        elif meaning == "numbers" and value.lower() not in OFF:
            self.number_from(value if NUMBER.fullmatch(value) else "")
        elif meaning == "start" and NUMBER.fullmatch(value):
            self.start = int(value)


def read_lines(ranges: str) -> set[int]:
    """Read the line numbers of ``1,3-5 8``; a range ends at the last line that can be marked."""
    lines: set[int] = set()
    for first, last in RANGE.findall(ranges):
        lines.add(int(first))
        lines.update(range(int(first), min(int(last or 0), MAX_LINES) + 1))
    return lines


def parse_info(info: str, *, lines: int | None = None, language: str = "en") -> CodeInfo:
    """Read an info string; with the number of lines in the block, marks beyond its end become problems."""
    info = info[:MAX_INFO]
    reader = _Reader()
    head = LANGUAGE.match(info)
    if head and head["language"].lower() in KEYS:
        head = None
    if head:
        reader.head(head["title"] or "", head["start"])
    for part in PART.finditer(info, head.end() if head else 0):
        reader.read(part)
    return CodeInfo(
        language=re.sub(r"^lang(uage)?-", "", head["language"].lower()) if head else "",
        title=reader.title,
        line_numbers=reader.numbers,
        first_line=reader.start,
        **{kind: frozenset(marked) for kind, marked in reader.marks.items()},
        problems=_missing_lines(reader.marks, lines, language),
    )


def _missing_lines(marks: dict[str, set[int]], lines: int | None, language: str) -> Problems:
    if lines is None:
        return ()
    many, one = MISSING.get(language, MISSING["en"])
    missing = sorted({n for marked in marks.values() for n in marked if not 1 <= n <= lines})
    return tuple((0, (one if lines == 1 else many).format(n, lines)) for n in missing[:3])
