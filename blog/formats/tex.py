"""TeX as it stands in BibTeX: accents become characters, braces hold words together."""

import re
from unicodedata import normalize

MARKS = {
    **{
        '"': "\u0308",
        "'": "\u0301",
        "`": "\u0300",
        "^": "\u0302",
        "~": "\u0303",
        "=": "\u0304",
        ".": "\u0307",
    },
    **{"c": "\u0327", "v": "\u030c", "H": "\u030b", "k": "\u0328", "r": "\u030a", "u": "\u0306"},
}
LETTERS = {
    **{"o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "aa": "å", "AA": "Å"},
    **{"ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "i": "ı", "j": "ȷ"},
}
SIGNS = {"---": "—", "--": "–", **{f"\\{sign}": sign for sign in "&%$#_"}}
DOTTED = {"i": "i", "j": "j", "ı": "i", "ȷ": "j"}

_BASE = r"\\?[ij](?![A-Za-z])|[^\W\d_]"
_ACCENT = (
    rf"\\(?:(?P<sign>[\"'`^~=.])\s*|(?P<mark>[cvHkru])(?:\s+|(?=\{{)))"
    rf"(?:\{{\s*(?P<held>{_BASE})\s*\}}|(?P<base>{_BASE}))"
)
_LETTER = rf"\\(?P<letter>{'|'.join(sorted(LETTERS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|\s*)"
_PIECE = re.compile(rf"{_ACCENT}|{_LETTER}")
# In \'{\i} the braces belong to the accent.
_HELD = re.compile(rf"(?<!\\[\"'`^~=.cvHkru])\{{\s*({re.sub('[?]P<[a-z]+>', '?:', _PIECE.pattern)})\s*\}}")
_SIGN = re.compile("|".join(map(re.escape, SIGNS)))
_BRACES_OUTSIDE_MATH = re.compile(r"(\$[^$]*\$)|[{}]")
WORDS = {
    **{"textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘"},
    **{"textquotedblleft": "“", "textquotedblright": "”", "textbackslash": "\\", "textasciitilde": "~"},
    **{
        "textregistered": "®",
        "texttrademark": "™",
        "ldots": "…",
        "dots": "…",
        "TeX": "TeX",
        "LaTeX": "LaTeX",
    },
}
_FONT = (
    r"\\(?:(?:em|it|bf|sc|rm|tt|sf)(?![A-Za-z])\s*"
    r"|(?:emph|text(?:it|bf|sc|rm|tt|sf|up)|mbox|url|path)\s*(?=\{))"
)
_WORD = rf"\\(?P<word>{'|'.join(sorted(WORDS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|\s*)"
_WRITTEN = re.compile(rf"(?P<math>\$[^$]*\$)|{_WORD}|(?P<gone>{_FONT}|\\-)|(?P<space>~|\\ )|(?P<quote>``|'')")


def characters(text: str) -> str:
    r"""The text with `{\"O}` and its like as characters, `--` as a dash; other braces stay."""
    text = _HELD.sub(lambda held: _PIECE.sub(_character, held[1]), text)
    text = _PIECE.sub(_character, text)
    return _SIGN.sub(lambda sign: SIGNS[sign[0]], text)


def shown(text: str) -> str:
    """The text for readers, without the braces that keep its capitals."""
    text = characters(text)
    return _BRACES_OUTSIDE_MATH.sub(r"\1", text) if is_balanced(text) else text


def plain(text: str) -> str:
    """What a reader sees of a field of BibTeX: also without fonts, ties and TeX's quotation marks."""
    return " ".join(shown(_WRITTEN.sub(_plain, characters(text))).split())


def _plain(found: re.Match[str]) -> str:
    if found["math"]:
        return found[0]
    if found["word"]:
        return WORDS[found["word"]]
    if found["quote"]:
        return "“" if found[0] == "``" else "”"
    return " " if found["space"] else ""


def is_balanced(text: str) -> bool:
    """Whether every brace has its partner."""
    depth = 0
    for brace in re.findall("[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _character(found: re.Match[str]) -> str:
    if found["letter"]:
        return LETTERS[found["letter"]]
    base = (found["held"] or found["base"]).removeprefix("\\")
    return normalize("NFC", DOTTED.get(base, base) + MARKS[found["sign"] or found["mark"]])
