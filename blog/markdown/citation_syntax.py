"""Reading `[@key]`, `[@key, p. 3]` and `[@key; @other]`."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from .context import Context, context_of

MOST_KEYS: Final = 2000  # of a text that are looked up
_KEY: Final = r"[^\W_][\w:./+-]{0,99}"
# Where a text could have Markdown, nothing is taken: an unknown key leaves the text as it was.
_PLACE: Final = r",[ ]{0,9}([^\s\[\]@;*_`$<>\\&~!][^\[\]@;*_`$<>\\&~!\n]{0,99})"
_ITEM: Final = re.compile(rf"@({_KEY})(?:{_PLACE})?")
_GROUP: Final = re.compile(rf"\[@{_KEY}(?:{_PLACE})?(?:;\s{{0,9}}@{_KEY}(?:{_PLACE})?){{0,99}}\]")
_WRITTEN: Final = re.compile(rf"[\[;]\s{{0,9}}@({_KEY})")


def citation_syntax(md: MarkdownIt) -> None:
    """Read citations, where the text has no link."""
    md.inline.ruler.after("link", "citation", citation)


def cited_keys(text: str) -> set[str]:
    """Return what a text may cite, in its code too."""
    return set(_WRITTEN.findall(text))


def find_references(text: str, context: Context) -> None:
    """Ask the site once for all that the text may cite."""
    keys = list(dict.fromkeys(_WRITTEN.findall(text)))[:MOST_KEYS]
    if keys and context.profile.navigation:
        context.references = context.site.find_references(keys)


def citation(state: StateInline, silent: bool) -> bool:
    """Inline rule: a group of known keys; with an unknown one it stays text.

    It is silent while markdown-it looks for the end of a link's label, which may hold no other link.
    """
    if silent or state.linkLevel > 0 or not (group := _GROUP.match(state.src, state.pos, state.posMax)):
        return False
    context = context_of(state.env)
    cited = [(item[1], (item[2] or "").strip()) for item in _ITEM.finditer(group[0])]
    unknown = [key for key, _place in cited if key not in context.references]
    if unknown:
        context.unknown_keys.update(unknown)
        return False
    token = state.push("citation", "", 0)
    token.content, token.meta = group[0], {"cited": cited}
    state.pos = group.end()
    return True


def report_unknown(text: str, context: Context) -> None:
    """Report keys that nothing has, where they stand."""
    line, seen = 1, 0
    for found in _WRITTEN.finditer(text) if context.unknown_keys else ():
        line, seen = line + text.count("\n", seen, found.start(1)), found.start(1)
        if found[1] in context.unknown_keys:
            context.problems.add("citation-unknown", line, found[1])
