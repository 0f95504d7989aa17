"""The engine's style attributes as classes of math.css: the site's policy allows no inline style."""

import re
from functools import lru_cache

from .colours import nearest

MAX_LENGTH = 20.0

_STYLE = re.compile(r'(?: class="([^"]*)")? style="([^"]*)"')
_LENGTH = re.compile(
    r' (width|height|depth|lspace|rspace|voffset|minsize|maxsize|linethickness)="(-?[\d.]+)(\w+)"'
)
_BOX = re.compile(r'<menclose notation="([^"]*)">')
_STRIKE = re.compile(r'<mrow class="menclose-\w+"></mrow>')
_MENDED = {
    # Chromium sets combining marks to the left, or wider than what they cover.
    '<mo stretchy="false">\u20d7</mo>': '<mo class="tex-vec" stretchy="false">→</mo>',
    '<mo stretchy="true">\u0332</mo>': '<mo stretchy="true">‾</mo>',
    "</menclose>": "</mrow>",
    "math-core-": "tex-",
}
_ONLY_WORDS = re.compile(
    r"(<mtd[^>]*><mo[^>]*>[^<]*</mo>(?:<mtext>(?:</?a\b[^>]*>|[^<])*</mtext>)+)(?=</mtd>)"
)
_SIDES = ("top", "left", "right", "bottom")
_FIXED = {
    "width:100%": "tex-wide",
    "width:50%": "tex-half",
    "width:7.5%": "tex-margin",
    "text-align:left": "tex-l",
    "text-align:right": "tex-r",
    "math-shift:compact": "tex-cramped",
    "font-variant-caps:small-caps": "tex-caps",
    **{f"border-{side}:0.05em solid currentcolor": f"tex-b{side[0]}" for side in _SIDES},
    **{f"border-{side}:0.05em dashed currentcolor": f"tex-d{side[0]}" for side in _SIDES},
}
_PADDINGS = {"0": "0", "0.1em": "1", "0.1667em": "2", "0.2222em": "3", "0.2778em": "4", "1em": "6"}
_NEGATIVE_SPACES = (0.05, 0.1, 0.17, 0.22, 0.28, 0.5, 1.0, 2.0)


def without_styles(mathml: str) -> str:
    """Return MathML in which classes and bounded lengths stand for what the engine wrote."""
    mathml = _BOX.sub(_box, _STRIKE.sub("", mathml))
    for before, after in _MENDED.items():
        mathml = mathml.replace(before, after)
    # Words count as space: an operator alone with them would give up its own.
    mathml = _ONLY_WORDS.sub(r"\1<mi></mi>", mathml)
    return _LENGTH.sub(_bounded, _STYLE.sub(_classes, mathml))


def style_class(declaration: str) -> str | None:
    """Return the class for one CSS declaration of the engine; None if it has none."""
    name, _, value = (part.strip() for part in declaration.partition(":"))
    if name == "color":
        return f"tex-{nearest(value.lstrip('#'))}"
    if name in {"padding-left", "padding-right", "padding-top", "padding-bottom"} and value in _PADDINGS:
        return f"tex-p{name[8]}{_PADDINGS[value]}"
    if name == "margin-left" and value.startswith("-") and value.endswith("em"):
        size = float(value[1:-2])
        return f"tex-n{min(range(8), key=lambda step: abs(_NEGATIVE_SPACES[step] - size))}"
    return _FIXED.get(f"{name}:{value}")


def _classes(found: re.Match[str]) -> str:
    return _class_attribute(found[1] or "", found[2])


@lru_cache(1024)
def _class_attribute(written: str, style: str) -> str:
    classes = (style_class(declaration) for declaration in style.split(";") if declaration)
    names = " ".join(filter(None, (written, *classes)))
    return f' class="{names}"' if names else ""


def _bounded(found: re.Match[str]) -> str:
    length = max(-MAX_LENGTH, min(MAX_LENGTH, float(found[2])))
    unit = found[3] if abs(float(found[2])) <= MAX_LENGTH or found[3] in {"em", "rem", "ex"} else "em"
    return found[0] if length == float(found[2]) else f' {found[1]}="{length:g}{unit}"'


def _box(found: re.Match[str]) -> str:
    names = " ".join(f"tex-{name}" for name in found[1].split())
    return f'<mrow class="tex-enclosed {names}">'
