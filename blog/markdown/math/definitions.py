r"""Readers of `\newcommand`, `\def`, `\let` and `\DeclareMathOperator`: TeX tokens in, a macro out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .tokens import SPACE, TexError, TokenStream, join


@dataclass(frozen=True, slots=True)
class Macro:
    r"""A macro; `final` means that its body is not expanded again (`\let` of a built-in command)."""

    body: tuple[str, ...]
    parameters: int = 0
    default: tuple[str, ...] | None = None
    final: bool = False


Macros = Mapping[str, Macro]
Find = Callable[[str], Macro | None]
DEFINERS = frozenset(
    {
        r"\newcommand",
        r"\renewcommand",
        r"\providecommand",
        r"\def",
        r"\gdef",
        r"\let",
        r"\DeclareMathOperator",
    }
)


def read_definition(command: str, stream: TokenStream, find: Find) -> tuple[str, Macro]:
    """Take what follows a defining command off the stream; return the name and the macro."""
    starred = stream.take("*")
    name = _read_name(command, stream)
    if command in {r"\def", r"\gdef"}:
        return name, _def(f"{command} {name}", stream)
    if command == r"\let":
        return name, _let(f"{command} {name}", stream, find)
    if command == r"\DeclareMathOperator":
        operator = (r"\operatorname", "*") if starred else (r"\operatorname",)
        return name, Macro((*operator, "{", *stream.argument(command), "}"))
    return name, _new_command(f"{command} {name}", stream)


def _read_name(command: str, stream: TokenStream) -> str:
    name = [symbol for symbol in stream.argument(command) if symbol != SPACE]
    if len(name) != 1 or not name[0].startswith("\\"):
        raise TexError("name-missing", f"{command} {join(name)}".strip())
    return name[0]


def _new_command(of: str, stream: TokenStream) -> Macro:
    count = join(stream.option() or ["0"]).strip()
    default = stream.option()
    if count not in set("0123456789"):
        raise TexError("argument-count", of)
    body = tuple(stream.argument(of))
    return Macro(body, int(count), None if default is None or count == "0" else tuple(default))


def _def(of: str, stream: TokenStream) -> Macro:
    count = 0
    while stream.take("#"):
        count += 1
        if not stream.take(str(count)):
            raise TexError("argument-order", of)
    if stream.peek_past_spaces() != "{":
        raise TexError("argument-order", of)
    return Macro(tuple(stream.argument(of)), count)


def _let(of: str, stream: TokenStream, find: Find) -> Macro:
    stream.take("=")
    target = stream.argument(of)
    return find(join(target)) or Macro(tuple(target), final=True)
