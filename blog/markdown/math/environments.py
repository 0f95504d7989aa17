"""Environments that the engine lacks or whose arguments it cannot read."""

import re

from .tokens import SPACE, TexError, TokenStream, join, place_of

_RENAMED = {
    **{
        "split": "aligned",
        "alignedat": "aligned",
        "alignat": "aligned",
        "alignat*": "aligned",
        "align": "aligned",
    },
    **{
        "align*": "aligned",
        "flalign": "aligned",
        "flalign*": "aligned",
        "gather": "gathered",
        "gather*": "gathered",
    },
    **{"multline": "gathered", "multline*": "gathered", "multlined": "gathered", "eqnarray": "aligned"},
    **{"eqnarray*": "aligned", "tabular": "array", "darray": "array"},
    **{f"{kind}matrix*": f"{kind}matrix" for kind in ("", "p", "b", "B", "v", "V")},
    **{"dcases*": "dcases", "cases*": "cases"},
}
_WRAPPERS = frozenset({"equation", "equation*", "displaymath", "math", "subequations"})
_SMALL = {
    "smallmatrix": ("", ""),
    "psmallmatrix": ("(", ")"),
    "bsmallmatrix": ("[", "]"),
    "Bsmallmatrix": (r"\{", r"\}"),
    "vsmallmatrix": ("|", "|"),
    "Vsmallmatrix": (r"\|", r"\|"),
}
_COLUMNS_FIRST = frozenset({"alignat", "alignat*", "alignedat"})
LONGEST_LENGTH = 30
LONGEST_NAME = 50
MAX_COLUMNS = 300
_ENDS = frozenset({r"\begin", r"\end"})
_REPEATED = re.compile(r"\*\{(\d{1,2})\}\{([^{}]*)\}")
_EXTRAS = re.compile(r"[@!><]\{[^{}]*\}|\s")
_WIDTHS = re.compile(r"[pmb]\{[^{}]*\}")


def check_ends(tokens: list[str]) -> None:
    r"""Raise TexError where an `\end` names another environment than the `\begin` that it closes."""
    opened: list[str] = []
    for index, symbol in enumerate(tokens):
        if symbol not in _ENDS:
            continue
        name = _name_after(tokens, index)
        if symbol == r"\begin":
            opened.append(name)
        elif opened and (expected := opened.pop()) != name:
            raise TexError("wrong-end", rf"\end{{{expected}}}", place_of(symbol))


def _name_after(tokens: list[str], index: int) -> str:
    stream = TokenStream(tokens[index + 1 : index + 1 + LONGEST_NAME])
    return join(stream.argument(tokens[index])).strip()


def rewrite_begin(name: str, stream: TokenStream) -> list[str]:
    r"""Return what stands for `\begin{name}`, taking the environment's own arguments off the stream."""
    new_name = _RENAMED.get(name, name)
    if name in _WRAPPERS:
        return ["{"]
    if name in _SMALL:
        opening = _SMALL[name][0]
        return [*([r"\left", opening] if opening else []), r"\begin", "{subarray}", "{cccccccccc}"]
    if name in _COLUMNS_FIRST:
        stream.argument(rf"\begin{{{name}}}")
    if new_name == "array":
        stream.option()
        columns = join(stream.argument(name)) if stream.peek_past_spaces() == "{" else "llllllll"
        return [r"\begin", "{array}", "{" + _plain_columns(columns) + "}"]
    if name.endswith(("ed", "matrix*")) or new_name == "aligned":
        _drop_option(stream)
    return [r"\begin", "{" + new_name + "}"]


def rewrite_end(name: str) -> list[str]:
    r"""Return what stands for `\end{name}`."""
    if name in _WRAPPERS:
        return ["}"]
    if name in _SMALL:
        closing = _SMALL[name][1]
        return [r"\end", "{subarray}", *([r"\right", closing] if closing else [])]
    return [r"\end", "{" + _RENAMED.get(name, name) + "}"]


def drop_row_option(stream: TokenStream) -> None:
    r"""Drop the `*` and the length that may follow `\\`, as in `\\[2pt]`."""
    if stream.peek() == "*":
        stream.pop()
    _drop_option(stream, lengths=True)


_LENGTH = re.compile(r"-?[\d.]+\s*(?:em|ex|pt|px|cm|mm|in|mu|bp|\\\w+)")
_POSITION = re.compile(r"[tcblr]")


def _drop_option(stream: TokenStream, *, lengths: bool = False) -> None:
    if stream.peek() != "[":
        return
    option = stream.option(LONGEST_LENGTH)
    if option is not None and not (_LENGTH if lengths else _POSITION).fullmatch(join(option).strip()):
        stream.push("[", *option, "]", *([] if lengths else [SPACE]))


def _plain_columns(columns: str) -> str:
    """Reduce a column specification to l, c, r and rules."""
    columns = _REPEATED.sub(lambda found: found[2] * int(found[1]), columns[:MAX_COLUMNS])
    return _WIDTHS.sub("l", _EXTRAS.sub("", columns))[:MAX_COLUMNS]
