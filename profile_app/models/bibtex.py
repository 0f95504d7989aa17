"""BibTeX, written so that any program reads back what was meant."""

from collections.abc import Mapping

from profile_app.models.tex import characters, is_balanced

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


def bibtex_entry(entry_type: str, citekey: str, fields: Mapping[str, str]) -> str:
    """One entry, a field a line; empty fields are left out. A month is one of BibTeX's own words."""
    width = max((len(name) for name, value in fields.items() if value), default=0)
    lines = [f"  {name:<{width}} = {_value(name, value)}" for name, value in fields.items() if value]
    return "@" + entry_type + "{" + ",\n".join([citekey, *lines]) + "\n}"


def _value(name: str, value: str) -> str:
    text = " ".join(value.split())
    if name == "month":
        return text
    if name in AS_WRITTEN:
        return f"{{{text.translate(IN_ADDRESSES)}}}"
    text = characters(text)
    # Braces hold a name together and keep the capitals of a title.
    written = text.translate(WITH_BRACES if is_balanced(text) else COMMANDS)
    needs_braces = name == "title" and not ("{" in text and is_balanced(text))
    return f"{{{{{written}}}}}" if needs_braces else f"{{{written}}}"
