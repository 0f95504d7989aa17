"""What the engine lacks, said in commands that it has."""

from collections.abc import Callable
from dataclasses import dataclass

from .colours import hex_colour
from .environments import drop_row_option, rewrite_begin, rewrite_end
from .tokens import Effort, Symbol, TexError, TokenStream, join, place_of

_TEXT = frozenset(
    {
        r"\text",
        r"\textrm",
        r"\textbf",
        r"\textit",
        r"\textsf",
        r"\texttt",
        r"\textnormal",
        r"\emph",
        r"\textsc",
    }
)
_REFERENCES = frozenset({r"\eqref", r"\ref"})
_FIRST_WIDE = 0x2E80
_ADDRESSES = ("http://", "https://", "#")


@dataclass(frozen=True, slots=True)
class Link:
    r"""A `\href`: an address, and what is drawn for it."""

    address: str
    tex: str
    place: int


@dataclass(frozen=True, slots=True)
class Reference:
    r"""An `\eqref` (with parentheses) or `\ref` inside a formula."""

    label: str
    parens: bool
    place: int


@dataclass(frozen=True, slots=True)
class Interlude:
    r"""An `\intertext`: a line of words between the rows."""

    tex: str
    place: int


Inset = Link | Reference | Interlude


class Rewriter:
    """Rewrite formulas; what must be put in after the engine has run collects in `insets`.

    A flat one refuses that: what it rewrites is itself put in, as a tag or as the words of a link.
    """

    def __init__(self, effort: Effort | None = None, *, flat: bool = False) -> None:
        self.insets: list[Inset] = []
        self._effort = effort or Effort()
        self._flat = flat

    def rewrite(self, tokens: list[str]) -> list[str]:
        """Return the tokens in the engine's own commands."""
        stream, output = TokenStream(tokens, self._effort), list[str]()
        while stream:
            symbol = stream.pop()
            if symbol in _HANDLERS:
                output += self._handle(symbol, stream)
            elif ord(symbol[0]) >= _FIRST_WIDE:
                output += _wide_run(symbol, stream)
            else:
                output.append(symbol)
        return output

    def _handle(self, command: str, stream: TokenStream) -> list[str]:
        try:
            tokens = _HANDLERS[command](self, command, stream)
        except TexError as error:
            error.locate(place_of(command))
            raise
        return [Symbol(tokens[0], place_of(command)), *tokens[1:]] if tokens else []

    def inset(self, command: str, inset: Inset) -> list[str]:
        """Keep an inset, and return the tokens that mark its place."""
        if self._flat:
            raise TexError("not-allowed", command)
        self.insets.append(inset)
        return [r"\eqref", f"{{inset-{len(self.insets) - 1}}}"]

    def _reference(self, command: str, stream: TokenStream) -> list[str]:
        label = join(stream.argument(command)).strip()
        return self.inset(command, Reference(label, command == r"\eqref", place_of(command)))

    def _link(self, command: str, stream: TokenStream) -> list[str]:
        address = join(stream.argument(command)).strip().replace("\\", "")
        if not address.startswith(_ADDRESSES):
            raise TexError("address", address)
        tex = join(Rewriter(self._effort, flat=True).rewrite(stream.argument(command)))
        return self.inset(command, Link(address, tex, place_of(command)))

    def _intertext(self, command: str, stream: TokenStream) -> list[str]:
        words = self.rewrite([r"\text", "{", *stream.argument(command), "}"])
        return [*self.inset(command, Interlude(join(words), place_of(command))), r"\\"]


def _wide_run(first: str, stream: TokenStream) -> list[str]:
    """Set full-width characters outside text commands as words."""
    run = [first]
    while stream.peek() and ord(stream.peek()[0]) >= _FIRST_WIDE:
        run.append(stream.pop())
    return [r"\text", "{", *run, "}"]


def _text(_: Rewriter, command: str, stream: TokenStream) -> list[str]:
    pieces = _split_at_mathematics(stream.argument(command))
    if len(pieces) == 1:
        return [command, "{", *pieces[0], "}"]
    stream.push("}")
    for index in reversed(range(len(pieces))):
        stream.push(*([command, "{", *pieces[index], "}"] if index % 2 == 0 else pieces[index]))
    return ["{"]


def _split_at_mathematics(tokens: list[str]) -> list[list[str]]:
    """Cut the argument of a text command where `$`, or a reference, changes from words to mathematics."""
    pieces: list[list[str]] = [[]]
    depth, in_reference = 0, False
    for symbol in tokens:
        depth += (symbol == "{") - (symbol == "}")
        if symbol == "$" and depth == 0:
            pieces.append([])
        elif symbol in _REFERENCES and depth == 0 and len(pieces) % 2:
            pieces.append([symbol])
            in_reference = True
        else:
            pieces[-1].append(symbol)
            if in_reference and symbol == "}" and depth == 0:
                pieces.append([])
                in_reference = False
    if len(pieces) % 2 == 0:
        raise TexError("never-closed", "}" if in_reference else "$")
    return pieces


def _operator_name(_: Rewriter, command: str, stream: TokenStream) -> list[str]:
    starred = stream.take("*")
    name = [symbol for symbol in stream.argument(command) if symbol not in _TEXT and symbol not in "{}"]
    limits = stream.take(r"\limits")
    return [command, *(["*"] if starred or limits else []), "{", *name, "}"]


def _operator(_: Rewriter, command: str, stream: TokenStream) -> list[str]:
    r"""Draw the scripts after `\mathop{…}\limits` below and above by ourselves."""
    body = stream.argument(command)
    if not stream.take(r"\limits"):
        stream.push("{", *body, "}")
        return [command]
    for _attempt in range(2):
        script = stream.peek_past_spaces()
        if script in {"_", "^"}:
            stream.pop()
            wrapper = r"\underset" if script == "_" else r"\overset"
            body = [wrapper, "{", *stream.argument(command), "}", "{", *body, "}"]
    stream.push("{", *body, "}")
    return [command]


def _colour(_: Rewriter, command: str, stream: TokenStream) -> list[str]:
    model = join(stream.option() or [])
    colour = [r"\color", "[HTML]", "{" + hex_colour(model, join(stream.argument(command))) + "}"]
    if command == r"\color":
        return colour
    stream.push(*stream.argument(command), "}")
    return ["{", *colour]


def _verbatim(_: Rewriter, command: str, stream: TokenStream) -> list[str]:
    delimiter = stream.pop() if stream.peek() else ""
    words: list[str] = []
    while stream.peek() != delimiter:
        if not stream:
            raise TexError("never-closed", delimiter or r"\verb")
        words.append(stream.pop())
    stream.pop()
    return [r"\texttt", "{", *map(_as_text, "".join(words)), "}"]


def _as_text(character: str) -> str:
    special = {"\\": r"\textbackslash ", "~": r"\textasciitilde ", "^": r"\textasciicircum "}
    return special.get(character, "\\" + character if character in "#$%&_{}" else character)


def _rule(_: Rewriter, command: str, stream: TokenStream) -> list[str]:
    """Draw a rule as an underlined gap; one of no width only props up its line and goes."""
    stream.option()
    width = join(stream.argument(command)).strip()
    stream.argument(command)
    return (
        []
        if not width.strip(" .0")[:1].isdigit()
        else [r"\underline", "{", r"\hspace", "{" + width + "}", "}"]
    )


def _space(_: Rewriter, command: str, stream: TokenStream) -> list[str]:
    stream.take("*")
    return [command]


def _begin(_: Rewriter, command: str, stream: TokenStream) -> list[str]:
    return rewrite_begin(join(stream.argument(command)).strip(), stream)


def _end(_: Rewriter, command: str, stream: TokenStream) -> list[str]:
    return rewrite_end(join(stream.argument(command)).strip())


def _row_end(_: Rewriter, command: str, stream: TokenStream) -> list[str]:
    drop_row_option(stream)
    return [command]


_HANDLERS: dict[str, Callable[[Rewriter, str, TokenStream], list[str]]] = {
    **dict.fromkeys(_TEXT, _text),
    r"\operatorname": _operator_name,
    r"\mathop": _operator,
    r"\color": _colour,
    r"\textcolor": _colour,
    r"\eqref": Rewriter._reference,
    r"\ref": Rewriter._reference,
    r"\href": Rewriter._link,
    r"\intertext": Rewriter._intertext,
    r"\shortintertext": Rewriter._intertext,
    r"\verb": _verbatim,
    r"\rule": _rule,
    r"\hspace": _space,
    r"\begin": _begin,
    r"\end": _end,
    r"\\": _row_end,
}
