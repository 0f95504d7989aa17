"""Reading `[^label]` and `[^label]: text`."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from .context import Context
from .tokens import inline_tokens

_MARK = re.compile(r"\[\^([^\s\[\]]{1,100})\]")


def footnote_syntax(md: MarkdownIt) -> None:
    """Read `[^label]` and `[^label]: text`."""
    md.block.ruler.before("reference", "footnote", footnote_def, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.before("link", "footnote_mark", footnote_mark)


def footnote_mark(state: StateInline, silent: bool) -> bool:
    """Inline rule: the mark of a defined note."""
    mark = _MARK.match(state.src, state.pos, state.posMax)
    if mark is None:
        return False
    if f":{mark[1]}" not in state.env.get("footnotes", {}).get("refs", {}):
        state.env.setdefault("undefined_footnotes", set()).add(mark[1])
        return False
    if not silent:
        state.push("footnote_mark", "", 0).meta = {"label": mark[1]}
    state.pos = mark.end()
    return True


def report_undefined(tokens: Sequence[Token], labels: set[str], context: Context) -> None:
    """Report marks that have no note and so stay text."""
    for token, line in inline_tokens(tokens) if labels else ():
        for mark in _MARK.finditer(token.content) if token.type == "text" else ():
            if mark[1] in labels:
                context.problems.add("footnote-undefined", line, mark[1])
