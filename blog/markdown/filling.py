"""What comes in after the sanitiser: math, coloured code, and other HTML of our own making."""

from collections.abc import Iterator, Mapping
from zlib import crc32

from markdown_it.common.utils import escapeHtml

from .code_info import parse_info
from .context import Code, Context, EquationReference, Markup, Slot
from .highlight import highlight_code
from .labels import CHINESE, ENGLISH
from .math import Formula, RenderedFormulas, render_formulas


def fill(html: str, text: str, macros: Mapping[str, str], context: Context) -> str:
    """Put the finished math and code into the slots of sanitised HTML."""
    rendered = _rendered(text, macros, context)
    formulas = iter(rendered.html)
    slots = context.slots
    return slots.fill(html, [_content(slot, formulas, rendered, context) for slot in slots.contents])


def _rendered(text: str, macros: Mapping[str, str], context: Context) -> RenderedFormulas:
    """Render all formulas in their order: numbers and definitions go from one to the next.

    Short texts stand beside others in a page, so their equation ids carry a mark of the text.
    """
    profile = context.profile
    rendered = render_formulas(
        [slot for slot in context.slots.contents if isinstance(slot, Formula)],
        macros=macros,
        max_characters=profile.max_formula_characters,
        definitions=profile.math_definitions,
        language=context.language,
        prefix="" if profile.navigation else f"t{crc32(text.encode('utf-8', 'replace')):08x}-",
    )
    for line, detail in rendered.problems:
        context.problems.add("math", line, detail)
    return rendered


def _content(slot: Slot, formulas: Iterator[str], rendered: RenderedFormulas, context: Context) -> str:
    match slot:
        case Formula():
            return next(formulas)
        case Code():
            return _coloured(slot, context)
        case EquationReference():
            return _referred(slot, rendered, context)
        case Markup():
            return slot.html


def _coloured(code: Code, context: Context) -> str:
    lines = len(code.source.splitlines())
    messages = (parse_info(code.info, lines=lines, language=name).problems for name in (ENGLISH, CHINESE))
    for (offset, english), (_, chinese) in zip(*messages, strict=True):
        context.problems.add("code", code.line + offset, english, chinese)
    return highlight_code(code.source, code.info, language=context.language)


def _referred(reference: EquationReference, rendered: RenderedFormulas, context: Context) -> str:
    html = rendered.reference(reference.label, parens=reference.parens)
    if html is None:
        context.problems.add("equation-unknown", reference.line, reference.label)
        return f"<code>{escapeHtml(reference.label)}</code>"
    return html
