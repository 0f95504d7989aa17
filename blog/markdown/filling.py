"""What comes in after the sanitiser: math, coloured code, and other HTML of our own making."""

from collections.abc import Iterator, Mapping
from zlib import crc32

from markdown_it.common.utils import escapeHtml

from .code_info import parse_info
from .code_languages import is_known
from .context import Code, Context, EquationReference, Markup, Slot
from .highlight import highlight_code, line_count
from .math import Formula, FormulaOptions, RenderedFormulas, render_formulas


def fill(html: str, text: str, macros: Mapping[str, str], context: Context) -> str:
    """Put the finished math and code into the slots of sanitised HTML."""
    rendered = _rendered(text, macros, context)
    formulas = iter(rendered.html)
    contents: list[str] = []
    length = 0
    for index, slot in enumerate(context.slots.contents):
        contents.append(_content(slot, formulas, rendered, context))
        length += len(contents[-1]) * context.slots.uses[index]
        if length > context.profile.max_html:
            raise context.limit("html", most=context.profile.max_html)
    return context.slots.fill(html, contents)


def _rendered(text: str, macros: Mapping[str, str], context: Context) -> RenderedFormulas:
    """Render all formulas in their order: numbers and definitions go from one to the next.

    Short texts stand beside others in a page, so their equation ids carry a mark of the text.
    """
    profile = context.profile
    rendered = render_formulas(
        [slot for slot in context.slots.contents if isinstance(slot, Formula)],
        FormulaOptions(
            macros=macros,
            max_characters=profile.max_formula_characters,
            max_effort=profile.max_effort,
            max_html=profile.max_html,
            definitions=profile.math_definitions,
            language=context.language,
            prefix="" if profile.navigation else f"t{crc32(text.encode('utf-8', 'replace')):08x}-",
        ),
    )
    for line, fault in rendered.problems:
        context.problems.add("math", line, fault)
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
    lines = line_count(code.source)
    asked = parse_info(code.info, lines=lines)
    if not is_known(asked.language):
        context.problems.add("code-language", code.line, asked.language)
    for number in asked.missing:
        context.problems.add("code", code.line, n=number, lines=lines)
    return highlight_code(code.source, code.info, language=context.language)


def _referred(reference: EquationReference, rendered: RenderedFormulas, context: Context) -> str:
    html = rendered.reference(reference.label, parens=reference.parens)
    if html is None:
        context.problems.add("equation-unknown", reference.line, reference.label)
        return f"<code>{escapeHtml(reference.label)}</code>"
    return html
