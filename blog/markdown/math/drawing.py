"""One formula from TeX to MathML, before its numbers are known: pure, and so remembered."""

from dataclasses import dataclass, field, replace
from html import escape

from ..memory import Memory
from ..problems import Fault
from .definitions import Macros
from .engine import to_mathml
from .environments import check_ends
from .layout import Layout, Row, read_layout
from .limits import check_levels
from .macros import Expander
from .rewrites import Inset, Rewriter
from .scope import Scope
from .tokens import Effort, TexError, join, place_of, source_place, tokenise

MEMORY = 20_000_000
COST_OF_A_RECORD = 500
MAX_TAG = 100
"""Every reference to an equation writes its tag once more."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of the text; `block` is false for a display drawn inside a line.

    It begins at `line`, its TeX so many lines later as `lead` says.
    """

    tex: str
    display: bool
    line: int = 0
    block: bool = True
    lead: int = 0

    def line_at(self, place: int) -> int:
        """Return the line of an offset in the TeX, the first one for -1."""
        return self.line if place < 0 else self.line + self.lead + self.tex.count("\n", 0, place)


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
    check_ends(tokens)
    layout = read_layout(tokens)
    rewriter = Rewriter(effort)
    mathml = _to_mathml(_assemble(layout, rewriter), display)
    rows = tuple(_mark(row) for row in layout.rows)
    return Drawing(mathml, rows, layout.has_number_column, tuple(rewriter.insets), defined)


def _to_mathml(tokens: list[str], display: bool) -> str:
    try:
        return to_mathml(join(tokens), display)
    except TexError as error:
        if error.position >= 0:
            error.locate(source_place(tokens, error.position))
        raise


def _assemble(layout: Layout, rewriter: Rewriter) -> list[str]:
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


def _environment(name: str, rows: list[list[str]]) -> list[str]:
    tokens = [symbol for row in rows for symbol in (r"\\", *row)]
    return [r"\begin", f"{{{name}}}", *tokens[1:], r"\end", f"{{{name}}}"]


def _number_place(index: int, row: Row) -> list[str]:
    return [r"\tag", f"{{{index}}}", r"\label", f"{{row-{index}}}"] if row.is_numbered else [r"\notag"]


def _mark(row: Row) -> RowMark:
    tag = None if row.tag is None else _tag_html(list(row.tag))
    return RowMark(row.labels, tag, row.parens, row.is_numbered)


def _tag_html(tokens: list[str]) -> str:
    if len(tokens) > MAX_TAG:
        raise TexError("tag-long", str(MAX_TAG), place_of(tokens[0]))
    words = join(tokens).strip()
    if not any(mark in words for mark in "\\$"):
        return escape(words)
    drawn = _to_mathml(Rewriter(flat=True).rewrite([r"\text", "{", *tokens, "}"]), False)
    return f"<math>{drawn}</math>"
