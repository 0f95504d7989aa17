r"""Mathematics in Markdown: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and bare AMS environments as tokens."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from .paragraphs import line_ends_before, place_mathematics
from .spans import OPENING_ENVIRONMENT, find_span

_REFERENCE = re.compile(r"\\(eqref|ref)\{([^{}\n]{1,100})\}")
_DOLLARS = re.compile(r"\$+")
_BLOCK_OPENING = re.compile(rf"(\$\$|\\\[|{OPENING_ENVIRONMENT.pattern})")
_OTHER_BLOCK = re.compile(r"#{1,6}\s|```|~~~|:::")
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_MEANINGFUL = re.compile(r"[^\s\\$]")


def math_syntax(md: MarkdownIt) -> None:
    """Add the rules that produce `math_block`, `math_inline` and `eqref` tokens."""
    md.block.ruler.before("fence", "math_block", _block_rule, _INTERRUPTS)
    md.inline.ruler.before("escape", "math_inline", _inline_rule)
    md.core.ruler.after("inline", "math_paragraphs", place_mathematics)


def _inline_rule(state: StateInline, silent: bool) -> bool:
    character = state.src[state.pos]
    if character not in "$\\":
        return False
    span = find_span(state.src, state.pos, state.posMax)
    if span is None:
        return _text_or_reference(state, character, silent)
    if not silent:
        token = state.push("math_inline", "", 0)
        token.content = span.tex
        token.meta = {"display": span.display}
    state.pos = span.end
    return True


def _text_or_reference(state: StateInline, character: str, silent: bool) -> bool:
    if character == "$":
        return _as_text(state, _DOLLARS.match(state.src, state.pos, state.posMax), silent)
    if unclosed := OPENING_ENVIRONMENT.match(state.src, state.pos, state.posMax):
        return _as_text(state, unclosed, silent)
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("eqref", "", 0)
        token.content = found[2].strip()
        token.meta = {"parens": found[1] == "eqref"}
    state.pos = found.end()
    return True


def _as_text(state: StateInline, found: re.Match[str] | None, silent: bool) -> bool:
    """Pass over a delimiter that opens nothing; a display's is marked for the list of problems."""
    if not found:
        return False
    if not silent and len(found[0]) == 1:
        state.append_pending(found[0])
    elif not silent:
        token = state.push("text_special", "", 0)
        token.content = token.markup = found[0]
        token.info = "" if found[0].startswith("$$$") else "unclosed"
    state.pos = found.end()
    return True


@dataclass(frozen=True, slots=True)
class _Opening:
    text: str
    closer: str
    keeps_delimiters: bool
    stands_alone: bool


def _block_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line):
        return False
    opening = _read_opening(state, start_line)
    if opening is None:
        return False
    last = _closing_line(state, opening, start_line, end_line)
    if last is None:
        return False
    text = _content(state, opening, start_line, last)
    lead = line_ends_before(text)
    text = text.strip()
    if not _MEANINGFUL.search(text):
        return False
    if not silent:
        token = state.push("math_block", "math", 0)
        token.block = True
        token.content = text
        token.map = [start_line, last + 1]
        token.meta = {"display": True, "line": start_line + 1, "lead": lead}
        state.line = last + 1
    return True


def _read_opening(state: StateBlock, line: int) -> _Opening | None:
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    found = _BLOCK_OPENING.match(state.src, start, end)
    if not found or state.src.startswith("$$$", start):
        return None
    alone = found[2] is None and not state.src[found.end() : end].strip()
    closer = rf"\end{{{found[2]}}}" if found[2] else {"$$": "$$", "\\[": "\\]"}[found[0]]
    return _Opening(found[0], closer, found[2] is not None, alone)


def _closing_line(state: StateBlock, opening: _Opening, first: int, end_line: int) -> int | None:
    """Return the line that ends with the closer; remember how far a search in vain has looked."""
    failures: dict[tuple[object, ...], int] = state.env.setdefault("math_failures", {})
    key = (state.src, opening.closer, opening.stands_alone, state.blkIndent, state.level, state.lineMax)
    if first < failures.get(key, -1):
        return None
    line = first
    for line in range(first, end_line):
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
        if line == first:
            text = text[len(opening.text) :]
        elif _leaves(state, line, text, opening):
            break
        place = text.find(opening.closer)
        if place >= 0:
            if place + len(opening.closer) == len(text):
                return line
            break
    failures[key] = max(failures.get(key, -1), line)
    return None


def _leaves(state: StateBlock, line: int, text: str, opening: _Opening) -> bool:
    """Tell whether a line cannot belong to the display that was opened before."""
    if not text:
        return not opening.stands_alone
    return state.sCount[line] < state.blkIndent or (opening.stands_alone and bool(_OTHER_BLOCK.match(text)))


def _content(state: StateBlock, opening: _Opening, first: int, last: int) -> str:
    text = state.getLines(first, last + 1, state.sCount[first], False).strip()
    return text if opening.keeps_delimiters else text[len(opening.text) : -len(opening.closer)]
