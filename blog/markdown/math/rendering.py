"""The formulas of a document, in order, from TeX to HTML with numbers and links between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..problems import Fault, LimitError
from .drawing import Drawing, Formula, draw
from .html import Writer
from .numbers import Equation, Numbering
from .scope import Scope


@dataclass(frozen=True, slots=True)
class FormulaOptions:
    """What a profile and a document say about their formulas."""

    macros: Mapping[str, str] = field(default_factory=dict)
    max_characters: int = 5_000
    max_effort: int = 1_000_000
    max_html: int = 10_000_000
    definitions: bool = True
    language: str = "en"
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class RenderedFormulas:
    """HTML in the order of the formulas, problems by line, and the equations by label."""

    html: list[str]
    problems: list[tuple[int, Fault]]
    labels: dict[str, Equation]

    def reference(self, label: str, *, parens: bool = True) -> str | None:
        """Return a link to a labelled equation, or None when there is none of this name."""
        equation = self.labels.get(label)
        return None if equation is None else equation.link(parens=parens)


DEFAULT = FormulaOptions()


def render_formulas(formulas: Sequence[Formula], options: FormulaOptions = DEFAULT) -> RenderedFormulas:
    """Render all formulas of one document; macros that one defines hold for those after it.

    Raise LimitError as soon as they cost too much together.
    """
    drawings = list(_draw_all(formulas, options))
    numbering = Numbering(options.prefix)
    for formula, drawing in zip(formulas, drawings, strict=True):
        numbering.number(formula, drawing)
    writer = Writer(numbering.labels, options.language)
    html: list[str] = []
    length = 0
    for item in zip(formulas, drawings, numbering.equations, strict=True):
        html.append(writer.write(*item))
        length += len(html[-1])
        _check("html", length, options.max_html, options)
    return RenderedFormulas(html, sorted(numbering.problems + writer.problems), numbering.labels)


def _draw_all(formulas: Sequence[Formula], options: FormulaOptions) -> Iterator[Drawing]:
    scope = Scope(options.macros, may_define=options.definitions)
    effort = length = 0
    for formula in formulas:
        drawing = draw(formula.tex, formula.display, scope, options.max_characters)
        effort += drawing.effort
        length += len(drawing.mathml)
        _check("effort", effort, options.max_effort, options)
        _check("html", length, options.max_html, options)
        if drawing.defined:
            scope.take_in(formula.tex, drawing.defined)
        yield drawing


def _check(kind: str, spent: int, most: int, options: FormulaOptions) -> None:
    if spent > most:
        raise LimitError(kind, options.language, most=most)
