"""TeX: found in Markdown by `math_syntax`, made into MathML and numbered by `render_formulas`."""

from .drawing import Formula
from .rendering import FormulaOptions, RenderedFormulas, render_formulas
from .syntax import math_syntax

__all__ = ["Formula", "FormulaOptions", "RenderedFormulas", "math_syntax", "render_formulas"]
