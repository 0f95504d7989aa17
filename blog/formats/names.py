"""Names of people and institutions by BibTeX's rules: what stands in braces is one piece."""

import re

from blog.formats.tex import characters

AND = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)
COMMA = re.compile(",")
HAN = re.compile(r"[\u3400-\u9fff·\s]+")
MOST_COMMAS = 2
OTHERS = "others"  # what BibTeX has for "et al."
BRACES = str.maketrans("", "", "{}")


def names_in(text: str) -> list[str]:
    """The names of a list with "and" between them, as written."""
    return [name for name in _split(" ".join(text.split()), AND) if name]


def reading_order(name: str) -> str:
    """The name as a text shows it: of "von Last, Jr, First" and "von Last, First" the first name first.

    A Chinese name has the family's before its own, without a space.
    """
    pieces = _split(characters(name), COMMA)
    if all(map(HAN.fullmatch, pieces)):
        return "".join("".join(pieces).split())
    match pieces:
        case [last, first]:
            parts = [first, last]
        case [last, junior, *first]:
            parts = [*first, last, junior]
        case parts:
            pass
    return " ".join(" ".join(parts).translate(BRACES).split())


def is_readable(name: str) -> bool:
    """Whether BibTeX finds no comma too many."""
    return len(_split(name, COMMA)) <= MOST_COMMAS + 1


def _split(text: str, separator: re.Pattern[str]) -> list[str]:
    """The pieces between separators that stand in no braces."""
    places = [match.span() for match in separator.finditer(_without_braced(text))]
    starts = [0, *(end for _start, end in places)]
    ends = [*(start for start, _end in places), len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _without_braced(text: str) -> str:
    """The text with a mark for each character of what stands in braces, and for the braces."""
    depth, kept = 0, []
    for character in text:
        depth += character == "{"
        kept.append("\0" if depth > 0 else character)
        depth -= character == "}" and depth > 0
    return "".join(kept)
