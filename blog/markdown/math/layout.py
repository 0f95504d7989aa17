"""What of a display is one equation and what are rows, and which of them ask for a number."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from .tokens import SPACE, Symbol, TokenStream, join, place_of, strip

_ROWS = {"align": "align", "alignat": "align", "flalign": "align", "eqnarray": "align", "gather": "gather"}
_SINGLE = {"equation", "multline", "displaymath", "math"}
_INNER_ROWS = {"aligned": "align", "split": "align", "alignedat": "align", "gathered": "gather"}
_UNNUMBERED = {"displaymath", "math"}
_HAS_COLUMNS = {"alignat", "alignedat"}
_PUNCTUATION = frozenset(".,;，。；、")


@dataclass(frozen=True, slots=True)
class Row:
    """One equation: its tokens, what it is called, and whether it carries a number."""

    tokens: tuple[str, ...]
    labels: tuple[str, ...] = ()
    tag: tuple[str, ...] | None = None
    parens: bool = True
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The equations of a display; `kind` is "single", "multline", "align" or "gather"."""

    kind: str
    rows: tuple[Row, ...]

    @property
    def has_number_column(self) -> bool:
        """Tell whether numbers stand beside single rows rather than beside the whole."""
        return len(self.rows) > 1 and any(row.is_numbered for row in self.rows)


def read_layout(tokens: list[str]) -> Layout:
    """Find the outer environment of a display, its rows, tags and labels."""
    tokens = strip(tokens)
    outer = _outer_environment(tokens)
    if outer is None:
        return _plain(tokens)
    name, body, after = outer
    rest = _read_row(after, counts=False)
    base = name.removesuffix("*")
    counts = name == base and base not in _UNNUMBERED
    if base in _ROWS and set(rest.tokens) <= _PUNCTUATION:
        rows = _split_rows(body, counts=counts and rest.tag is None, eqnarray=base == "eqnarray")
        return Layout(_ROWS[base], _add_to_last(rows, rest))
    if base in _SINGLE and set(rest.tokens) <= _PUNCTUATION:
        row = _read_row([*body, *after], counts=counts)
        return Layout("multline" if base == "multline" else "single", (row,))
    if base in _INNER_ROWS and tokens.count(r"\tag") > 1 and not rest.tokens:
        return Layout(_INNER_ROWS[base], _split_rows(body, counts=False))
    return _plain(tokens)


def _plain(tokens: list[str]) -> Layout:
    rows = _split_rows(tokens, counts=False)
    if len(rows) <= 1:
        return Layout("single", rows or (Row(()),))
    has_columns = any("&" in piece for piece, depth in _with_depth(tokens) if depth == 0)
    if sum(row.is_numbered for row in rows) == 1:
        whole = _read_row(tokens, counts=False)
        inner = "aligned" if has_columns else "gathered"
        wrapped = (r"\begin", *f"{{{inner}}}", *whole.tokens, r"\end", *f"{{{inner}}}")
        return Layout("single", (Row(wrapped, whole.labels, whole.tag, whole.parens, True),))
    return Layout("align" if has_columns else "gather", rows)


def _outer_environment(tokens: list[str]) -> tuple[str, list[str], list[str]] | None:
    """Split `\\begin{x}…\\end{x} after` into name, body and what stands after it."""
    stream = TokenStream(tokens)
    if not stream.take(r"\begin"):
        return None
    name = join(stream.argument(r"\begin")).strip()
    if name.removesuffix("*") in _HAS_COLUMNS:
        stream.argument(rf"\begin{{{name}}}")
    body: list[str] = []
    depth = 0
    while stream:
        symbol = stream.pop()
        if symbol == r"\end" and depth == 0:
            stream.argument(r"\end")
            return name, body, [stream.pop() for _ in range(len(stream))]
        depth += (symbol == r"\begin") - (symbol == r"\end")
        body.append(symbol)
    return None


def _with_depth(tokens: list[str]) -> Iterator[tuple[str, int]]:
    depth = 0
    for symbol in tokens:
        if symbol in {"}", r"\end"}:
            depth -= 1
        yield symbol, depth
        if symbol in {"{", r"\begin"}:
            depth += 1


def _split_rows(tokens: list[str], *, counts: bool, eqnarray: bool = False) -> tuple[Row, ...]:
    pieces: list[list[str]] = [[]]
    for symbol, depth in _with_depth(tokens):
        if symbol == r"\\" and depth == 0:
            pieces.append([])
        else:
            pieces[-1].append(symbol)
    pieces = [pieces[0], *map(_without_row_option, pieces[1:])]
    if eqnarray:
        pieces = [_without_second_ampersand(piece) for piece in pieces]
    return tuple(_read_row(piece, counts=counts) for piece in pieces if strip(piece))


def _without_row_option(piece: list[str]) -> list[str]:
    r"""Put `\\` before a piece's `*` and `[2pt]` again for the rewriter, which drops both."""
    return [r"\\", *piece] if piece[:1] in (["*"], ["["]) else piece


def _without_second_ampersand(piece: list[str]) -> list[str]:
    second = next(islice((index for index, symbol in enumerate(piece) if symbol == "&"), 1, None), None)
    return piece if second is None else piece[:second] + piece[second + 1 :]


def _read_row(tokens: list[str], *, counts: bool) -> Row:
    stream = TokenStream(tokens)
    kept: list[str] = []
    labels: list[str] = []
    tag: list[str] | None = None
    parens = True
    while stream:
        symbol = stream.pop()
        if symbol == r"\label":
            labels.append(Symbol(join(stream.argument(symbol)).strip(), place_of(symbol)))
        elif symbol == r"\tag":
            parens = not stream.take("*")
            tag = [*([*tag, ",", SPACE] if tag else []), *stream.argument(symbol)]
        elif symbol in {r"\notag", r"\nonumber"}:
            counts = False
        else:
            kept.append(symbol)
    is_numbered = counts or bool(labels) or tag is not None
    return Row(tuple(strip(kept)), tuple(labels), None if tag is None else tuple(tag), parens, is_numbered)


def _add_to_last(rows: tuple[Row, ...], rest: Row) -> tuple[Row, ...]:
    """Give the last row the punctuation, tag and labels that stand after the environment."""
    if not rows:
        return (Row(()),)
    last = rows[-1]
    tag = rest.tag or last.tag
    numbered = last.is_numbered or rest.is_numbered
    parens = rest.parens if rest.tag else last.parens
    merged = Row(last.tokens + rest.tokens, last.labels + rest.labels, tag, parens, numbered)
    return (*rows[:-1], merged)
