"""BibTeX, written so that any program reads back what was meant."""

from collections.abc import Mapping

from blog.formats.names import AND
from blog.formats.tex import characters, is_balanced

# BibTeX counts braces even behind a backslash, so a lone one has to be a command.
COMMANDS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: rf"\{sign}" for sign in "&%$#_"},
    }
)
WITH_BRACES = {sign: command for sign, command in COMMANDS.items() if chr(sign) not in "{}"}
IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
AS_WRITTEN = {"url", "doi", "eprint", "archiveprefix", "pages", "year"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex_entry(entry_type: str, citekey: str, fields: Mapping[str, str], *, is_plain: bool = False) -> str:
    """One entry, a field a line; empty fields are left out. A month is one of BibTeX's own words.

    The fields hold TeX, or, when they are plain, text that is meant to the letter.
    """
    width = max((len(name) for name, value in fields.items() if value), default=0)
    lines = [
        f"  {name:<{width}} = {_value(name, value, is_plain)}" for name, value in fields.items() if value
    ]
    return "@" + entry_type + "{" + ",\n".join([citekey, *lines]) + "\n}"


def _value(name: str, value: str, is_plain: bool) -> str:
    text = " ".join(value.split())
    if name == "month":
        return text
    if name in AS_WRITTEN:
        return f"{{{text.translate(IN_ADDRESSES)}}}"
    if not is_plain:
        text = characters(text)
    # Braces hold a name together and keep the capitals of a title.
    has_braces = not is_plain and "{" in text and is_balanced(text)
    written = text.translate(WITH_BRACES if has_braces else COMMANDS)
    needs_braces = not has_braces and (name == "title" or (is_plain and name == "author" and _is_one(text)))
    return f"{{{{{written}}}}}" if needs_braces else f"{{{written}}}"


def _is_one(name: str) -> bool:
    """Whether BibTeX would take the name of one person apart in the wrong place."""
    return " " not in name or "," in name or AND.search(name) is not None
