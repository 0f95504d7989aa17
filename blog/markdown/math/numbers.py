"""The numbers of equations, their anchors and their labels."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape

from ..problems import Fault
from .drawing import Drawing, Formula, RowMark
from .tokens import place_of

TAGS = re.compile(r"<[^>]*>")

_NOT_SLUG = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Equation:
    """A numbered equation: its number or tag as HTML, and the id to link to."""

    number: str
    anchor: str
    parens: bool = True

    @property
    def shown(self) -> str:
        """Return the number as it stands beside the equation."""
        return f"({self.number})" if self.parens else self.number

    def link(self, *, parens: bool = True) -> str:
        """Return a link to the equation by its number."""
        return f'<a href="#{escape(self.anchor)}">{self.shown if parens else self.number}</a>'


@dataclass(slots=True)
class Numbering:
    """Count the equations of a document and remember what they are called."""

    prefix: str
    labels: dict[str, Equation] = field(default_factory=dict)
    equations: list[list[Equation | None]] = field(default_factory=list)
    problems: list[tuple[int, Fault]] = field(default_factory=list)
    _last: int = 0
    _anchors: set[str] = field(default_factory=set)
    _copies: Counter[str] = field(default_factory=Counter)

    def number(self, formula: Formula, drawing: Drawing) -> None:
        """Number the rows of the next formula."""
        may_number = formula.display and formula.block
        rows = drawing.rows if may_number else ()
        self.equations.append([self._equation(row, formula) for row in rows])

    def _equation(self, row: RowMark, formula: Formula) -> Equation | None:
        if not row.is_numbered:
            return None
        number = row.tag
        if number is None:
            self._last += 1
            number = str(self._last)
        equation = Equation(number, self._anchor(number), row.parens)
        for label in row.labels:
            if label in self.labels:
                self.problems.append((formula.line_at(place_of(label)), Fault("label-twice", label)))
            self.labels.setdefault(label, equation)
        return equation

    def _anchor(self, number: str) -> str:
        name = _NOT_SLUG.sub("-", TAGS.sub("", number)).strip("-") or "tag"
        base = anchor = f"{self.prefix}eq-{name}"
        while anchor in self._anchors:
            self._copies[base] += 1
            anchor = f"{base}-{self._copies[base] + 1}"
        self._anchors.add(anchor)
        return anchor
