"""BibTeX, written so that any program reads back what was meant."""

from collections.abc import Mapping

from profile_app.models.names import is_balanced

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
IN_NAMES = {sign: command for sign, command in COMMANDS.items() if chr(sign) not in "{}"}
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
    commands = IN_ADDRESSES if name in AS_WRITTEN else COMMANDS
    if name == "author" and is_balanced(text):
        commands = IN_NAMES  # there braces hold a name together
    written = text.translate(commands)
    # The second pair keeps the capitals of a title.
    return f"{{{{{written}}}}}" if name == "title" else f"{{{written}}}"
