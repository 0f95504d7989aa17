"""From text to document: parse, shape, render, sanitise, then fill in math and code."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from markdown_it.token import Token

from .characters import without_controls
from .contents import add_anchors, name_headings, place_contents, prepare_headings
from .context import Context, Site
from .document import Document
from .figures import frame_pictures
from .filling import fill
from .footnote_syntax import report_undefined
from .footnotes import Footnotes
from .labels import ENGLISH
from .limits import check_attributes, check_formulas, check_size
from .links import check_anchors, check_links, check_paths
from .nobreak import keep_together
from .parser import parser_for
from .passages import name_languages
from .pictures import finish_pictures, report_large
from .profiles import POST, Profile
from .raw_html import check_html, check_ids
from .reading import read
from .sanitise import sanitise
from .summary import summarise
from .tables import frame_tables
from .theorems import name_theorems

VERSION: Final = 5
"""Raise it whenever the same text gives another document than before, or rows keep more of it."""
BYTE_ORDER_MARK: Final = "\ufeff"
NO_MACROS: Final[Mapping[str, str]] = MappingProxyType({})
NOWHERE: Final = Site()


def render(
    text: str,
    *,
    profile: Profile = POST,
    language: str = ENGLISH,
    macros: Mapping[str, str] = NO_MACROS,
    site: Site = NOWHERE,
) -> Document:
    """Render Markdown with TeX; raise ValueError, with a message for people, beyond the limits."""
    md = parser_for(profile)
    context = Context(md, profile, language, site)
    check_size(text, context)
    text = without_controls(text.removeprefix(BYTE_ORDER_MARK))
    env = {"context": context}
    tokens = _parse(text, env, context)
    reading, summary = read(tokens), summarise(tokens)
    tokens = _shape(tokens, context)
    html = md.renderer.render(tokens, md.options, env)
    check_formulas(context)
    html = fill(sanitise(_bounded(html, context, 2), context), text, macros, context)
    html = without_controls(_bounded(html, context))
    check_anchors(html, context)
    check_paths(context)
    return Document(
        html=html,
        contents=context.contents,
        plain_text=without_controls(reading.text),
        summary=without_controls(summary),
        words=reading.words,
        formulas=reading.formulas,
        problems=context.problems.sorted(),
    )


def _bounded(html: str, context: Context, factor: int = 1) -> str:
    if len(html) > context.profile.max_html * factor:
        raise context.limit("html", most=context.profile.max_html)
    return html


def _parse(text: str, env: dict[str, Any], context: Context) -> list[Token]:
    tokens = name_theorems(context.parser.parse(text, env), context)
    check_html(tokens, context)
    check_links(tokens, context)
    report_undefined(tokens, env.get("undefined_footnotes", set()), context)
    for line, opening in env.get("unclosed_displays", ()):
        context.problems.add("math-unclosed", line, opening)
    _check_fences(tokens, text, context)
    check_attributes(tokens, context)
    prepare_headings(tokens)
    if context.profile.navigation:
        context.contents = name_headings(tokens, context)
        tokens = place_contents(tokens)
    else:
        check_ids(tokens, context)
    return tokens


def _check_fences(tokens: Sequence[Token], text: str, context: Context) -> None:
    fences = [token for token in tokens if token.type == "fence" and token.map]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if fences else []
    for fence in fences:
        start, end = fence.map or (0, 0)
        last = lines[min(end, len(lines)) - 1].strip(" \t>")
        if end == start + 1 or not last.endswith(fence.markup) or last.strip(fence.markup[0]):
            context.problems.add("fence-unclosed", start + 1, fence.markup)


def _shape(tokens: Sequence[Token], context: Context) -> list[Token]:
    """Turn the plain token stream into the page's structure."""
    add_anchors(tokens, context)
    finish_pictures(tokens, context)
    tokens = frame_pictures(tokens, context)
    report_large(tokens, context)
    tokens = frame_tables(tokens, context)
    keep_together(tokens)
    tokens = Footnotes(context).place(tokens)
    name_languages(tokens, context)
    return tokens
