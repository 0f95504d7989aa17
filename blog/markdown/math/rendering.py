"""The formulas of a document, in order, from TeX to HTML with numbers and links between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack

from .drawing import Drawing, Formula, MacroSet, draw
from .html import WORDS, Writer
from .macros import read_macros
from .numbers import Equation, Numbering


class FormulaOptions(TypedDict, total=False):
    """What a profile and a document say about their formulas."""

    macros: Mapping[str, str]
    max_characters: int
    definitions: bool
    language: str
    prefix: str


@dataclass(frozen=True, slots=True)
class RenderedFormulas:
    """HTML in the order of the formulas, problems by line, and the equations by label."""

    html: list[str]
    problems: list[tuple[int, str]]
    labels: dict[str, Equation]

    def reference(self, label: str, *, parens: bool = True) -> str | None:
        """Return a link to a labelled equation, or None when there is none of this name."""
        equation = self.labels.get(label)
        return None if equation is None else equation.link(parens=parens)


def render_formulas(formulas: Sequence[Formula], **options: Unpack[FormulaOptions]) -> RenderedFormulas:
    """Render all formulas of one document; macros that one defines hold for those after it."""
    drawings = list(_draw_all(formulas, options))
    numbering = Numbering(options.get("prefix", ""))
    for formula, drawing in zip(formulas, drawings, strict=True):
        numbering.number(formula, drawing)
    writer = Writer(numbering.labels, WORDS.get(options.get("language", "en"), WORDS["en"]))
    html = [writer.write(*item) for item in zip(formulas, drawings, numbering.equations, strict=True)]
    return RenderedFormulas(html, sorted(numbering.problems + writer.problems), numbering.labels)


def _draw_all(formulas: Sequence[Formula], options: FormulaOptions) -> Iterator[Drawing]:
    known: MacroSet = frozenset(read_macros(options.get("macros", {})).items())
    definitions, limit = options.get("definitions", True), options.get("max_characters", 5000)
    for formula in formulas:
        drawing = draw(formula.tex, formula.display, known, definitions, limit)
        if drawing.defined:
            known = frozenset((dict(known) | dict(drawing.defined)).items())
        yield drawing
