"""Drawings, numbers and links put together as HTML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from ..labels import fault_message, label
from ..problems import Fault
from .drawing import Drawing, Formula
from .engine import to_mathml
from .numbers import TAGS, Equation
from .rewrites import Inset, Interlude, Link, Reference
from .tokens import TexError

LONG = 24
"""Characters of an inline formula, which can't be broken, that a phone's line may be too short for."""
_NUMBER_CELL = re.compile(r'<mtd class="([^"]*)" id="row-(\d+)"><mtext>\(\d+\)</mtext></mtd>')
_INSET = re.compile(r'<mtext><a href="#inset-(\d+)">\(\?\?\)</a></mtext>')
_INTERLUDE_ROW = re.compile(r'<mtr>(?:<mtd[^>]*></mtd>)?<mtd[^>]*><mtext><a href="#inset-(\d+)">.*?</mtr>')

Equations = Sequence[Equation | None]


@dataclass(slots=True)
class Writer:
    """Put drawings, numbers and links together as HTML."""

    labels: Mapping[str, Equation]
    language: str
    problems: list[tuple[int, Fault]] = field(default_factory=list)

    def write(self, formula: Formula, drawing: Drawing, equations: Equations) -> str:
        """Write one formula."""
        if drawing.is_empty:
            return ""
        block = formula.display and formula.block
        if drawing.fault:
            self.problems.append((formula.line_at(drawing.fault.place), drawing.fault))
            failed = _error(
                formula.tex, fault_message(drawing.fault.kind, self.language, drawing.fault.detail)
            )
            return self._display(failed, [], False) if block else failed
        inner = self._fill(formula, drawing, equations)
        source = escape(formula.tex.strip(), quote=False)
        annotation = f'<annotation encoding="application/x-tex">{source}</annotation>'
        attribute = ' display="block"' if block else ' class="tex-display"' if formula.display else ""
        body = f"<math{attribute}><semantics><mrow>{inner}</mrow>{annotation}</semantics></math>"
        if block:
            return self._display(body, equations, drawing.has_number_column)
        return self._scrolling(body) if len(TAGS.sub("", inner)) > LONG else body

    def _scrolling(self, body: str) -> str:
        name = label("formula", self.language)
        return f'<span class="long-formula" tabindex="0" role="group" aria-label="{name}">{body}</span>'

    def _fill(self, formula: Formula, drawing: Drawing, equations: Equations) -> str:
        def interlude(found: re.Match[str]) -> str:
            inset = drawing.insets[int(found[1])]
            if not isinstance(inset, Interlude):
                return found[0]
            return f'<mtr><mtd columnspan="12" class="tex-words">{self._drawn(inset, formula)}</mtd></mtr>'

        def number_cell(found: re.Match[str]) -> str:
            equation = equations[int(found[2])] if equations else None
            if equation is None:
                return f'<mtd class="{found[1]}"></mtd>'
            cell = f'<mtd class="{found[1]} eq-number" id="{equation.anchor}">'
            return f"{cell}<mtext>{equation.shown}</mtext></mtd>"

        inner = drawing.mathml
        if drawing.has_number_column:
            inner = _NUMBER_CELL.sub(number_cell, inner)
        if drawing.insets:
            inner = _INTERLUDE_ROW.sub(interlude, inner)
            inner = _INSET.sub(lambda found: self._inset(drawing.insets[int(found[1])], formula), inner)
        return inner

    def _inset(self, inset: Inset, formula: Formula) -> str:
        if isinstance(inset, Reference):
            equation = self.labels.get(inset.label)
            if equation is None:
                line = formula.line_at(inset.place)
                self.problems.append((line, Fault("label-unknown", inset.label)))
                return "<mtext>(?)</mtext>"
            return f"<mtext>{equation.link(parens=inset.parens)}</mtext>"
        drawn = self._drawn(inset, formula)
        if isinstance(inset, Link):
            return f'<mtext><a href="{escape(inset.address)}"><math>{drawn}</math></a></mtext>'
        return drawn

    def _drawn(self, inset: Link | Interlude, formula: Formula) -> str:
        try:
            return to_mathml(inset.tex, False)
        except TexError as error:
            self.problems.append((formula.line_at(inset.place), error.fault))
            return "<mtext>?</mtext>"

    def _display(self, body: str, equations: Equations, has_number_column: bool) -> str:
        numbered = [equation for equation in equations if equation]
        if not numbered:
            name = label("formula", self.language)
            return f'<div class="eq"><div tabindex="0" role="group" aria-label="{name}">{body}</div></div>'
        ends = [TAGS.sub("", equation.number) for equation in (numbered[0], numbered[-1])]
        name = label(
            "equation" if len(numbered) == 1 else "equations", self.language, n=ends[0], last=ends[1]
        )
        inner = f'<div tabindex="0" role="region" aria-label="{escape(name)}">{body}</div>'
        if has_number_column:
            return f'<div class="eq rows">{inner}</div>'
        return f'<div class="eq" id="{numbered[0].anchor}">{inner}<span>{numbered[0].shown}</span></div>'


def _error(tex: str, message: str) -> str:
    source, message = escape(tex.strip()), escape(message)
    return (
        f'<code class="math-error" title="{message}">{source}</code><small class="math-why">{message}</small>'
    )
