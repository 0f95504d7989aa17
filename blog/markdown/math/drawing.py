"""One formula from TeX to MathML, before its numbers are known: pure, and so remembered."""

from dataclasses import dataclass, field, replace
from html import escape

from ..memory import Memory
from ..problems import Fault
from .definitions import Macros
from .engine import to_mathml
from .layout import Layout, Row, read_layout
from .limits import check_levels
from .macros import Expander
from .rewrites import Inset, Rewriter
from .scope import Scope
from .tokens import Effort, TexError, join, tokenise

MEMORY = 20_000_000
COST_OF_A_RECORD = 500
MAX_TAG = 100
"""Every reference to an equation writes its tag once more."""


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
    defined: Macros = field(default_factory=dict)
    is_empty: bool = False
    fault: Fault | None = None
    effort: int = 0


_known = Memory[Drawing](MEMORY)


def draw(tex: str, display: bool, scope: Scope, max_characters: int) -> Drawing:
    """Draw a formula, or find it drawn; one that cannot be drawn carries its fault."""
    key = (tex, display, scope.key, max_characters)
    drawing = _known.find(key)
    if drawing is None:
        drawing = draw_anew(tex, display, scope, max_characters)
        weight = 2 * len(tex) + len(drawing.mathml) + COST_OF_A_RECORD * (1 + len(drawing.rows))
        _known.keep(key, drawing, weight)
    return drawing


def draw_anew(tex: str, display: bool, scope: Scope, max_characters: int) -> Drawing:
    """Draw a formula."""
    effort = Effort()
    try:
        if len(tex) > max_characters:
            raise TexError("formula-long", f"{max_characters:,}")
        drawing = _draw(tex, display, scope, effort)
    except TexError as error:
        drawing = Drawing(fault=error.fault)
    return replace(drawing, effort=effort.spent)


def _draw(tex: str, display: bool, scope: Scope, effort: Effort) -> Drawing:
    tokens = tokenise(tex)
    check_levels(tokens)
    expander = Expander(scope.macros, effort, definitions=scope.may_define)
    tokens = expander.expand(tokens)
    check_levels(tokens)
    defined = expander.defined
    if defined and not join(tokens).strip():
        return Drawing(defined=defined, is_empty=True)
    layout = read_layout(tokens)
    rewriter = Rewriter(effort)
    mathml = to_mathml(_assemble(layout, rewriter), display)
    rows = tuple(_mark(row) for row in layout.rows)
    return Drawing(mathml, rows, layout.has_number_column, tuple(rewriter.insets), defined)


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
    if len(tokens) > MAX_TAG:
        raise TexError("tag-long", str(MAX_TAG))
    words = join(tokens).strip()
    if not any(mark in words for mark in "\\$"):
        return escape(words)
    drawn = to_mathml(Rewriter().rewrite([r"\text", "{", *tokens, "}"]), False)
    return f"<math>{drawn}</math>"
