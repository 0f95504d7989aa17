"""Tables as Markdown has them: one head, rows of the same length, one line in each cell."""

import re
from collections.abc import Sequence
from typing import Final

from bs4 import BeautifulSoup, Tag

MOST_CELLS: Final = 50_000
MOST_SPAN: Final = 100
TOO_MUCH: Final = "What was pasted is too large, or nested too deeply, to become Markdown."
# Between the parts of a table on their way through the converter: such characters are in no text.
ROW, CELL, PART = "\x1e", "\x1f", "\x1d"
_PARTS: Final = ["caption", "thead", "tbody", "tfoot", "tr", "td", "th"]
_BLOCKS: Final = ["table", "pre", "blockquote", "h2", "h3", "h4", "h5", "h6"]
_ALIGNMENT: Final = {
    "right": re.compile(r"\bright\b|text-align:\s*end"),
    "center": re.compile(r"\b(?:-webkit-)?center\b"),
}
_RULES: Final = {"right": "---:", "center": ":---:"}


def drop_layout(soup: BeautifulSoup) -> None:
    """Make blocks of tables that only lay out a page: those with blocks in them or with a single cell."""
    parts: dict[int, list[Tag]] = {}
    for part in soup.find_all(_PARTS):
        parts.setdefault(id(_table_of(part)), []).append(part)
    for table in soup.find_all("table"):
        is_one_cell = len(table.find_all(["td", "th"], limit=2)) <= 1
        if is_one_cell or table.find(_BLOCKS):
            for part in (table, *parts.get(id(table), [])):
                part.name = "div"


def _table_of(part: Tag) -> Tag | None:
    return next((parent for parent in part.parents if parent.name == "table"), None)


def write_cell(cell: Tag, text: str) -> str:
    """A cell for `write_table`, with the empty ones that it spans."""
    columns, rows = (min(_number(cell.get(name)), MOST_SPAN) for name in ("colspan", "rowspan"))
    style = f"{cell.get('align') or ''} {cell.get('style') or ''}"
    alignment = next((name for name, pattern in _ALIGNMENT.items() if pattern.search(style)), "")
    line = "<br>".join(filter(None, map(str.strip, text.split("\n"))))
    spanned = PART.join(["", str(rows), ""]) + CELL
    return PART.join([line, str(rows), alignment]) + CELL + spanned * (columns - 1)


def _number(value: object) -> int:
    text = str(value)
    return max(1, int(text)) if re.fullmatch(r"\d{1,4}", text) else 1


def write_table(text: str) -> str:
    """Return the rows as Markdown; the first one is the head."""
    if text.count(CELL) > MOST_CELLS:
        raise ValueError(TOO_MUCH)
    rows = _grid([_cells(row) for row in text.split(ROW)[:-1]])
    rows = [row for row in rows if any(line for line, _alignment in row)]
    width = max((index + 1 for row in rows for index, (line, _) in enumerate(row) if line), default=0)
    if not width:
        return ""
    if width * len(rows) > MOST_CELLS:
        raise ValueError(TOO_MUCH)
    rows = [(row + [("", "")] * width)[:width] for row in rows]
    rules = [_RULES.get(alignment, "---") for _line, alignment in rows[min(1, len(rows) - 1)]]
    lines = [[line.replace("|", r"\|") for line, _alignment in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [lines[0], rules, *lines[1:]])


def _cells(row: str) -> list[tuple[str, int, str]]:
    parts = [cell.strip("\n ").split(PART) for cell in row.split(CELL)[:-1]]
    return [(line, int(rows), alignment) for line, rows, alignment in parts]


def _grid(rows: Sequence[Sequence[tuple[str, int, str]]]) -> list[list[tuple[str, str]]]:
    """Put an empty cell wherever one of a row above reaches down."""
    grid: list[list[tuple[str, str]]] = []
    below: dict[int, int] = {}
    cells = 0
    for row in rows:
        line: list[tuple[str, str]] = []
        for text, height, alignment in row:
            while below.get(len(line), 0) > 0:
                below[len(line)] -= 1
                line.append(("", ""))
            if height > 1:
                below[len(line)] = height - 1
            line.append((text, alignment))
        while below.get(len(line), 0) > 0:
            below[len(line)] -= 1
            line.append(("", ""))
        grid.append(line)
        cells += len(line)
        if cells > MOST_CELLS:
            raise ValueError(TOO_MUCH)
    return grid
