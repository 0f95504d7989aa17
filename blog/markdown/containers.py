"""`::: name title` blocks and GitHub's `> [!NOTE]` alerts: notes, folds, theorems and proofs."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from .attributes import take_braces
from .context import Closings, context_of

NOTES: Final = {
    "note": "note",
    "info": "note",
    "tip": "tip",
    "important": "important",
    "warning": "warning",
    "warn": "warning",
    "caution": "caution",
    "danger": "caution",
}
NOTE_CLASSES: Final = {
    "note": "note",
    "tip": "note tip",
    "important": "note important",
    "warning": "note warn",
    "caution": "note warn caution",
}
THEOREMS: Final = ("theorem", "lemma", "proposition", "corollary", "definition", "example", "remark", "proof")
_OPENING = re.compile(r":{3,}[ \t]*([A-Za-z]{1,20})(?:[ \t]+(.{0,300}))?")
_FENCE = re.compile(r"(`{3,}|~{3,})")
MAX_LINE: Final = 400


def container_syntax(md: MarkdownIt) -> None:
    """Add `:::` blocks and give alerts the same look."""
    md.block.ruler.before(
        "fence", "container", container, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.core.ruler.before("inline", "alerts", shape_alerts)


def _line(state: StateBlock, line: int) -> str:
    first = state.bMarks[line] + state.tShift[line]
    return state.src[first : min(state.eMarks[line], first + MAX_LINE)].rstrip()


def container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: everything up to the matching `:::` is the content."""
    opening = _OPENING.fullmatch(_line(state, start))
    if opening is None or state.is_code_block(start):
        return False
    if silent:
        return True
    name = opening[1].lower()
    close, closed = _closing_line(state, start, end)
    problems = context_of(state.env).problems
    if not closed:
        problems.add("container-unclosed", start + 1, name)
    if name not in NOTES and name not in THEOREMS and name != "details":
        problems.add("container-unknown", start + 1, name)
    _write(state, name, opening[2] or "", (start, close))
    state.line = close + closed
    return True


def _closing_line(state: StateBlock, start: int, end: int) -> tuple[int, bool]:
    """Find the `:::` that ends the block; one pass finds those of the blocks within it too."""
    closings = context_of(state.env).closings
    key = _place(state, start)
    if key not in closings:
        closings |= _closing_lines(state, start, end)
    line, closed = closings[key]
    return min(line, end), closed and line < end


def _place(state: StateBlock, line: int) -> tuple[int, int, int]:
    """Name a line as it is seen from here: a list or a quotation shifts its start."""
    return line, state.bMarks[line] + state.tShift[line], state.blkIndent


def _closing_lines(state: StateBlock, start: int, end: int) -> Closings:
    """Return the closing line of a block and of all within it; code is skipped."""
    found: Closings = {}
    open_blocks, fence = [_place(state, start)], ""
    line = end
    for line in range(start + 1, end):
        text = _line(state, line)
        if text and state.sCount[line] < state.blkIndent:
            break
        if not text or state.is_code_block(line):
            continue
        if fence:
            fence = "" if text.startswith(fence) and not text.strip(fence[0]) else fence
        elif marker := _FENCE.match(text):
            fence = marker[1]
        elif _OPENING.fullmatch(text):
            open_blocks.append(_place(state, line))
        elif text.startswith(":::") and not text.strip(":"):
            found[open_blocks.pop()] = line, True
            if not open_blocks:
                return found
    else:
        line = end
    return found | dict.fromkeys(open_blocks, (line, False))


def _write(state: StateBlock, name: str, title: str, lines: tuple[int, int]) -> None:
    title, attributes = take_braces(title)
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", lines[1]
    tag = "details" if name == "details" else "div"
    opening = state.push("container_open", tag, 1)
    opening.map = [lines[0], lines[1]]
    opening.meta = {"name": name}
    opening.attrs = dict(attributes)
    if name in NOTES:
        opening.attrs |= {"class": NOTE_CLASSES[NOTES[name]], "role": "note"}
    elif name in THEOREMS:
        opening.attrs |= {"class": "proof" if name == "proof" else "thm"}
    _write_title(state, name, title, lines[0])
    state.md.block.tokenize(state, lines[0] + 1, lines[1])
    state.push("container_close", tag, -1)
    state.parentType, state.lineMax = parent, line_max


def _write_title(state: StateBlock, name: str, title: str, line: int) -> None:
    context = context_of(state.env)
    if name in THEOREMS:
        kind, tag, text = "theorem_title", "p", title
    elif name in NOTES:
        kind, tag, text = "note_title", "b", title or context.label(NOTES[name])
    elif name == "details":
        kind, tag, text = "summary", "summary", title or context.label("details")
    else:
        return
    state.push(f"{kind}_open", tag, 1).meta = {"name": name}
    inline = state.push("inline", "", 0)
    inline.content, inline.children, inline.map = text, [], [line, line + 1]
    state.push(f"{kind}_close", tag, -1)


def shape_alerts(state: StateCore) -> None:
    """Core rule: an alert looks like the note of its name, titled in the text's language."""
    for index, token in enumerate(state.tokens):
        if token.type != "alert_open":
            continue
        kind = token.info.lower()
        token.attrs = {"class": NOTE_CLASSES[kind], "role": "note"}
        opening, title, closing = state.tokens[index + 1 : index + 4]
        opening.tag = closing.tag = "b"
        opening.attrs = {}
        title.content = context_of(state.env).label(kind)
