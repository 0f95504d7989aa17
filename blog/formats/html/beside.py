"""What stands beside an element, on which it depends how the element is written."""

from typing import Any, Final

from bs4 import Tag

from .math import is_display, tex_of_mathml
from .simple import BLOCKS
from .text import is_punctuation, is_wide

MARKS: Final = {"strong": "**", "em": "*", "del": "~~"}


def ends_line(sibling: Any) -> bool:
    if not isinstance(sibling, Tag):
        return False
    if sibling.name in {"tex", "math"}:
        return is_display(source_of(sibling), sibling)
    return sibling.name in BLOCKS or sibling.name == "br"


def source_of(formula: Tag) -> str:
    return str(formula.get("data-tex") or "") if formula.name == "tex" else tex_of_mathml(formula)


def neighbour(sibling: Any, place: int) -> str:
    """The nearest character of what stands beside an element; a mark of emphasis counts as a letter."""
    if isinstance(sibling, Tag):
        if sibling.name in MARKS:
            return "x"
        return " " if sibling.name in BLOCKS or sibling.name == "br" else "("
    return str(sibling)[place] if sibling else " "


def may_flank(inner: str, sibling: Any, place: int) -> bool:
    """CommonMark's rule for emphasis, with this site's mildness towards wide characters."""
    outer = neighbour(sibling, place)
    if isinstance(sibling, Tag) and sibling.name in MARKS:
        return False
    if is_wide(inner) or not is_punctuation(inner):
        return True
    return outer.isspace() or is_punctuation(outer) or is_wide(outer)
