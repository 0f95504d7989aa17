"""TeX out of the ways in which web pages keep it: Zhihu, KaTeX, MathJax, Wikipedia, plain MathML."""

import re
from collections.abc import Callable, Mapping
from itertools import chain
from typing import Final
from urllib.parse import parse_qs

from bs4 import Tag
from bs4.element import NavigableString

from .addresses import split
from .text import words

_ENVIRONMENT: Final = re.compile(r"\\begin\{(?:align|gather|equation|multline|eqnarray)\*?\}")
_WRAPPED: Final = re.compile(r"\{\\(?:displaystyle|textstyle)\s?(.*)\}", re.DOTALL)
_TEXT_SIGN: Final = re.compile(r"([{}%#&$_])")
_BACKSLASHED: Final = r"\\\1"
# What a backslash stands before is kept; a comment goes to the end of its line, which `clean` takes away.
_COMMENT_OR_DOLLAR: Final = re.compile(r"(\\.)|%.*|\$")


def tex_of_picture(attributes: Mapping[str, str]) -> str:
    """The TeX of Zhihu's pictures of formulas, or nothing for another picture."""
    address = split(attributes.get("src", ""))
    if "eeimg" not in attributes and not address.path.endswith("/equation"):
        return ""
    tex = parse_qs(address.query).get("tex", [""])[0]
    alt = attributes.get("alt", "")
    return tex or attributes.get("data-formula", "") or ("" if alt == "[公式]" else alt)


def tex_of_mathml(math: Tag) -> str:
    """The TeX that a <math> brings along, else what can be read out of its drawing."""
    for note in math.find_all("annotation"):
        if str(note.get("encoding", "")).endswith("tex"):
            return note.get_text()
    return str(math.get("alttext") or "") or _read(math)


def clean(tex: str) -> str:
    """TeX on one line, without what would end a formula early."""
    tex = " ".join(_COMMENT_OR_DOLLAR.sub(r"\1", tex).split())
    if wrapped := _WRAPPED.fullmatch(tex):
        tex = wrapped[1]
    return tex.rstrip("\\ ").strip()


def is_display(tex: str, element: Tag) -> bool:
    """Zhihu does not store it reliably: a formula alone in its paragraph, or one of several lines, is one."""
    if element.get("display") in {"block", "true"} or element.get("mode") == "display":
        return True
    if _ENVIRONMENT.match(tex.lstrip()) or tex.rstrip().endswith("\\\\") or "\\tag" in tex:
        return True
    parent = element.parent
    return parent is not None and parent.name == "p" and element.name == "tex" and not _has_company(element)


def _has_company(element: Tag) -> bool:
    beside = chain(element.next_siblings, element.previous_siblings)
    return any(isinstance(other, Tag) or str(other).strip() for other in beside)


# MathML without TeX, as MathJax 3 leaves it for screen readers

_FUNCTIONS: Final = words("""sin cos tan log ln exp lim max min sup inf det dim ker arg gcd Pr""")
_SIGNS: Final = {
    "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∂": r"\partial", "∇": r"\nabla", "∞": r"\infty", "√":
    r"\surd", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "∈": r"\in", "→": r"\to", "⋅":
    r"\cdot", "×": r"\times", "−": "-", "…": r"\dots", "⋯": r"\cdots", "{": r"\{", "}": r"\}", "%":
    r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$", "\\": r"\backslash", "‖": r"\|", "∣":
    r"\mid", "⊤": r"\top", "ℓ": r"\ell", "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "",
    "\u200b": "",
}  # fmt: skip
_ACCENTS: Final = {"^": r"\hat", "~": r"\tilde", "¯": r"\bar", "‾": r"\overline", "→": r"\vec", "˙": r"\dot"}


def _read(node: Tag) -> str:
    reader = _READERS.get(node.name)
    parts = [child for child in node.children if isinstance(child, Tag)]
    if reader is not None and parts:
        return reader([_read(part) for part in parts])
    if parts:
        return _joined([_read(part) for part in parts])
    return _leaf(node)


def _leaf(node: Tag) -> str:
    text = " ".join("".join(str(part) for part in node.children if isinstance(part, NavigableString)).split())
    if node.name in {"mtext", "ms"}:
        return f"\\text{{{_TEXT_SIGN.sub(_BACKSLASHED, text)}}}" if text else r"\ "
    if len(text) > 1 and node.name in {"mi", "mo"} and text.isalpha():
        return rf"\{text}" if text in _FUNCTIONS else rf"\operatorname{{{text}}}"
    return _joined([_SIGNS.get(sign, sign) for sign in text])


def _joined(parts: list[str]) -> str:
    """A command's name ends where no letter follows."""
    text = ""
    for part in filter(None, parts):
        needs_space = re.search(r"\\[a-zA-Z]+\Z", text[-30:]) and part[0].isalpha()
        text += f" {part}" if needs_space else part
    return text


def _scripts(*marks: str) -> Callable[[list[str]], str]:
    def write(parts: list[str]) -> str:
        base, *scripts = parts
        written = "".join(
            f"{mark}{{{script}}}" for mark, script in zip(marks, scripts, strict=False) if script
        )
        return (base if len(base) == 1 or re.fullmatch(r"\\[a-zA-Z]+", base) else f"{{{base}}}") + written

    return write


def _over(parts: list[str]) -> str:
    accent = _ACCENTS.get(parts[-1]) if len(parts) > 1 else None
    return f"{accent}{{{parts[0]}}}" if accent else _scripts("^")(parts)


def _rows(rows: list[str]) -> str:
    return r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}"


_READERS: Final[Mapping[str, Callable[[list[str]], str]]] = {
    "msup": _scripts("^"),
    "msub": _scripts("_"),
    "msubsup": _scripts("_", "^"),
    "munder": _scripts("_"),
    "munderover": _scripts("_", "^"),
    "mover": _over,
    "mfrac": lambda parts: rf"\frac{{{parts[0]}}}{{{''.join(parts[1:])}}}",
    "msqrt": lambda parts: rf"\sqrt{{{_joined(parts)}}}",
    "mroot": lambda parts: rf"\sqrt[{''.join(parts[1:])}]{{{parts[0]}}}",
    "mfenced": lambda parts: f"({', '.join(parts)})",
    "mtable": _rows,
    "mtr": " & ".join,
}
