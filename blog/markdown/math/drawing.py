"""One formula from TeX to MathML, before its numbers are known: pure, and so remembered."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from math_core import LatexError, LatexToMathML

from .aliases import ALIASES
from .definitions import Macro
from .layout import Layout, Row, read_layout
from .limits import check_levels
from .macros import Expander
from .rewrites import Inset, Rewriter
from .styles import without_styles
from .tokens import TexError, join, tokenise

MacroSet = frozenset[tuple[str, Macro]]

_ENGINE = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True, max_expansions=100)
_POSITION = re.compile(r"^\d+: ")
_MATH = re.compile(r"<math[^>]*>(.*)</math>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of the text; `block` is false for a display drawn inside a line."""

    tex: str
    display: bool
    line: int = 0
    block: bool = True


@dataclass(frozen=True, slots=True)
class RowMark:
    """What the numbering has to know of an equation; `tag` is HTML."""

    labels: tuple[str, ...] = ()
    tag: str | None = None
    parens: bool = True
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as MathML inside `<math>`, with the places of numbers and insets marked."""

    mathml: str = ""
    rows: tuple[RowMark, ...] = ()
    has_number_column: bool = False
    insets: tuple[Inset, ...] = ()
    defined: MacroSet = frozenset()
    is_empty: bool = False
    error: str = ""


@lru_cache(maxsize=2048)
def draw(tex: str, display: bool, macros: MacroSet, definitions: bool, max_characters: int) -> Drawing:
    """Draw a formula; one that cannot be drawn carries its error."""
    try:
        if len(tex) > max_characters:
            raise TexError(f"The formula has more than {max_characters:,} characters")
        return _draw(tex, display, macros, definitions)
    except TexError as error:
        return Drawing(error=str(error))


def _draw(tex: str, display: bool, macros: MacroSet, definitions: bool) -> Drawing:
    tokens = tokenise(tex)
    check_levels(tokens)
    expander = Expander(ALIASES | dict(macros), definitions=definitions)
    tokens = expander.expand(tokens)
    check_levels(tokens)
    defined = frozenset(expander.defined.items())
    if defined and not join(tokens).strip():
        return Drawing(defined=defined, is_empty=True)
    layout = read_layout(tokens)
    rewriter = Rewriter()
    mathml = to_mathml(_assemble(layout, rewriter), display)
    rows = tuple(_mark(row) for row in layout.rows)
    return Drawing(mathml, rows, layout.has_number_column, tuple(rewriter.insets), defined)


def to_mathml(tex: str, display: bool) -> str:
    """Let the engine draw TeX of its own commands; return what stands inside `<math>`."""
    try:
        drawn = _ENGINE.convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        raise TexError(_POSITION.sub("", str(error)).replace("\\\\", "\\")) from error
    found = _MATH.fullmatch(drawn)
    return without_styles(found[1]) if found else ""


def _assemble(layout: Layout, rewriter: Rewriter) -> str:
    bodies = [rewriter.rewrite(list(row.tokens)) for row in layout.rows]
    if layout.has_number_column:
        bodies = [
            body + _number_place(index, row)
            for index, (body, row) in enumerate(zip(bodies, layout.rows, strict=True))
        ]
        return _environment(layout.kind, bodies)
    if layout.kind == "single":
        return bodies[0]
    return _environment("multline*" if layout.kind == "multline" else f"{layout.kind}ed", bodies)


def _environment(name: str, rows: list[str]) -> str:
    return rf"\begin{{{name}}}" + r"\\".join(rows) + rf"\end{{{name}}}"


def _number_place(index: int, row: Row) -> str:
    return rf"\tag{{{index}}}\label{{row-{index}}}" if row.is_numbered else r"\notag"


def _mark(row: Row) -> RowMark:
    tag = None if row.tag is None else _tag_html(list(row.tag))
    return RowMark(row.labels, tag, row.parens, row.is_numbered)


def _tag_html(tokens: list[str]) -> str:
    words = join(tokens).strip()
    if not any(mark in words for mark in "\\$"):
        return escape(words)
    drawn = to_mathml(Rewriter().rewrite([r"\text", "{", *tokens, "}"]), False)
    return f"<math>{drawn}</math>"
