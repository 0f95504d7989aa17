"""The engine that draws: TeX of its own commands to MathML, its complaints as faults with names."""

import re
from typing import Final

from math_core import LatexError, LatexToMathML

from .styles import without_styles
from .tokens import TexError

_ENGINE = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True, max_expansions=100)
_POSITION = re.compile(r"(\d+): ")
_MATH = re.compile(r"<math[^>]*>(.*)</math>", re.DOTALL)
_COMPLAINTS: Final = {
    "command-unknown": re.compile(r'Unknown command "(.*)"\.'),
    "environment-unknown": re.compile(r'Unknown environment "(.*)"\.'),
    "argument-missing": re.compile(r"Expected argument but (?:got closing|reached end).*()"),
    "never-closed": re.compile(r'Expected closing token "(.*)", but reached end of input\.'),
    "never-opened": re.compile(r'Unmatched closing token: "(.*)"\.'),
    "wrong-end": re.compile(r'Expected "(.*)", but found ".*"\.'),
    "two-scripts": re.compile(r"Duplicate subscript.*()|'\^' or '_' directly followed.*"),
    "only-in-tables": re.compile(r'Found "(.*)", which may only appear in a table-like environment\.'),
    "not-in-words": re.compile(r"Not valid in text mode\.()"),
    "length": re.compile(r'Expected length with units, found "(.*)"\.'),
    "columns": re.compile(r'Expected column specification, found "(.*)"\.'),
}


def to_mathml(tex: str, display: bool) -> str:
    """Let the engine draw TeX; return what stands inside `<math>`."""
    try:
        drawn = _ENGINE.convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        raise _fault(str(error)) from error
    found = _MATH.fullmatch(drawn)
    return without_styles(found[1]) if found else ""


def _fault(complaint: str) -> TexError:
    found = _POSITION.match(complaint)
    position = int(found[1]) if found else -1
    complaint = complaint[found.end() if found else 0 :].replace("\\\\", "\\")
    for kind, pattern in _COMPLAINTS.items():
        if found := pattern.fullmatch(complaint):
            # That a group never closes shows only at the end, which says nothing about its place.
            return TexError(kind, found[1] or "", position=-1 if kind == "never-closed" else position)
    return TexError("engine", complaint, position=position)
