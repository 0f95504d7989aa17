"""What is refused, so that every text that is not takes seconds at the worst."""

import re
from collections.abc import Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .context import Context, context_of
from .math import Formula

_MARKS = re.compile(r"[*_`$<>&~!\\\]:@]")
_ADDRESSES = re.compile(r"://|www\.|@")
TOKENS_OF_A_BLOCK: Final = 5
LINKING: Final = frozenset({"link_open", "image"})


def limit_syntax(md: MarkdownIt) -> None:
    """Count while markdown-it reads, before the costly parts."""
    md.block.ruler.before("code", "limits", check_blocks)
    md.core.ruler.before("inline", "limits", check_marks)


def _most(kind: str, count: int, most: int, context: Context) -> None:
    if count > most:
        raise context.limit(kind, n=count, most=most)


def check_size(text: str, context: Context) -> None:
    """Refuse a text that is too long, together with those that were counted before."""
    context.characters += len(text)
    _most("characters", context.characters, context.profile.max_characters, context)
    context.lines += text.count("\n")
    _most("lines", context.lines, context.profile.max_lines, context)


def check_blocks(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule that matches nothing: markdown-it would drop what is nested too deeply."""
    context = context_of(state.env)
    if state.level > context.profile.max_depth:
        raise context.limit("depth", n=start + 1, most=context.profile.max_depth)
    if len(state.tokens) > context.profile.max_blocks * TOKENS_OF_A_BLOCK:
        raise context.limit("blocks", most=context.profile.max_blocks)
    return False


def check_marks(state: StateCore) -> None:
    """Core rule: each mark costs a look at its neighbours, each bracket a search for its partner."""
    context = context_of(state.env)
    profile = context.profile
    prose = [token.content for token in state.tokens if token.type == "inline"]
    _count_marks(prose, context)
    _most(
        "headings", sum(token.type == "heading_open" for token in state.tokens), profile.max_headings, context
    )
    _most("addresses", sum(len(_ADDRESSES.findall(text)) for text in prose), profile.max_brackets, context)


def check_caption(text: str, context: Context) -> None:
    """Count a caption with the prose, before any is read: pictures may share one by a definition."""
    check_size(text, context)
    _count_marks([text], context)


def _count_marks(texts: Sequence[str], context: Context) -> None:
    context.brackets += sum(text.count("[") for text in texts)
    _most("brackets", context.brackets, context.profile.max_brackets, context)
    context.marks += sum(len(_MARKS.findall(text)) for text in texts)
    _most("marks", context.marks, context.profile.max_marks, context)


def check_formulas(context: Context) -> None:
    """Refuse a text with too many formulas, those of captions too."""
    count = sum(isinstance(slot, Formula) for slot in context.slots.contents)
    _most("formulas", count, context.profile.max_formulas, context)


def check_attributes(tokens: Sequence[Token], context: Context) -> None:
    """Refuse a text whose link definitions would be written out too often."""
    children = (child for token in tokens for child in token.children or () if child.type in LINKING)
    written = sum(len(str(value)) for child in children for value in child.attrs.values())
    _most("references", written, context.profile.max_html, context)
