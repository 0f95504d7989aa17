"""Tables: a box that scrolls, alignment by class, header cells, a bound on empty cells."""

import re
from collections.abc import Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as table_rule
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from .attributes import merge, take_tail
from .context import Context, context_of
from .reading import plain_inline
from .tokens import PARAGRAPH_TOKENS, element

CELL_TOKENS: Final = 3
HEAD_LINES: Final = 2
CAPTION: Final = re.compile(r"(?:table|表格?)\s*[:：]\s*", re.IGNORECASE)
ALIGNMENT: Final = {"text-align:right": "r", "text-align:center": "c"}


def table_syntax(md: MarkdownIt) -> None:
    """Count the cells of the tables that markdown-it reads."""
    md.block.ruler.at("table", counted_table, {"alt": ["paragraph", "reference"]})
    md.enable("table")


def counted_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a short row is filled up with empty cells, so few letters can make many."""
    context = context_of(state.env)
    before = len(state.tokens)
    found = table_rule(state, start, min(end, start + _rows_that_matter(state, start, context)), silent)
    if found and not silent:
        context.cells += (len(state.tokens) - before) // CELL_TOKENS
        if context.cells > context.profile.max_cells:
            raise context.limit("cells", most=context.profile.max_cells)
        _check_rows(state, start, context)
    return found


def _rows_that_matter(state: StateBlock, start: int, context: Context) -> int:
    """Return after how many lines a table has too many cells, so that nobody reads the rest of it."""
    if start + 1 >= state.lineMax:
        return HEAD_LINES
    columns = state.src.count("|", state.bMarks[start + 1], state.eMarks[start + 1]) - 1
    left = context.profile.max_cells - context.cells
    return HEAD_LINES + left // max(columns, 1) + 1


def _check_rows(state: StateBlock, start: int, context: Context) -> None:
    """Report rows with more cells than the head: nobody would see what is left out."""
    columns = len(_cells(state, start + 1))
    for line in range(start + HEAD_LINES, state.line):
        if len(_cells(state, line)) > columns:
            context.problems.add("table-cells", line + 1)


def _cells(state: StateBlock, line: int) -> list[str]:
    cells = escapedSplit(state.getLines(line, line + 1, state.blkIndent, False).strip())
    return cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])]


def caption_tables(tokens: Sequence[Token]) -> list[Token]:
    """Make a caption of the paragraph `Table: …` that stands right before a table."""
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        result.append(tokens[index])
        index += 1
        if tokens[index - 1].type != "paragraph_open" or not _is_caption(tokens[index - 1 : index + 3]):
            continue
        paragraph, (inline, _end, table) = result.pop(), tokens[index : index + PARAGRAPH_TOKENS]
        children = inline.children or []
        children[0].content = CAPTION.sub("", children[0].content, count=1)
        for attributes in (paragraph.attrs, take_tail(children)):
            merge(table, {key: str(value) for key, value in attributes.items()})
        opening, closing = element("caption", "caption")
        result += [table, opening, inline, closing]
        index += PARAGRAPH_TOKENS
    return result


def _is_caption(tokens: Sequence[Token]) -> bool:
    first = (tokens[1].children or [Token("", "", 0)])[0]
    has_mark = first.type == "text" and CAPTION.match(first.content) is not None
    return has_mark and len(tokens) > PARAGRAPH_TOKENS and tokens[-1].type == "table_open"


def frame_tables(tokens: Sequence[Token], context: Context) -> list[Token]:
    """Put each table in a box of its own that can be focused and scrolled."""
    result: list[Token] = []
    number = 0
    closing = Token("table_box_close", "div", -1, block=True)
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            number += 1
            classes = " ".join(filter(None, ("table", str(token.attrs.pop("class", "")))))
            name, words = str(token.attrs.pop("id", "")), context.label("table", n=number)
            if tokens[index + 1].type == "caption_open":
                words = plain_inline(tokens[index + 2].children or []).strip() or words
            opening, closing = element(
                "table_box", "div", id=name, class_=classes, tabindex="0", role="region", aria_label=words
            )
            result.append(opening)
        elif token.type in {"th_open", "td_open"}:
            _shape_cell(token)
        result.append(token)
        if token.type == "table_close":
            result.append(closing)
    return result


def _shape_cell(cell: Token) -> None:
    style = cell.attrs.pop("style", "")
    if cell.tag == "th":
        cell.attrSet("scope", "col")
    if style in ALIGNMENT:
        cell.attrSet("class", ALIGNMENT[str(style)])
