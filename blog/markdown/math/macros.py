"""Macros are expanded here, within bounds, so that the engine never sees one."""

import re
from collections.abc import Mapping

from .definitions import DEFINERS, Macro, Macros, read_definition
from .tokens import SPACE, Effort, Symbol, TexError, TokenStream, place_of, tokenise

MAX_EXPANSIONS = 1000
MAX_TOKENS = 10_000
COST_OF_GROWTH = 3
"""To draw a token takes so much longer than to move it."""

_PARAMETER = re.compile(r"#([1-9])")


def read_macros(sources: Mapping[str, str]) -> dict[str, Macro]:
    r"""Turn a table of macros (`R` → `\mathbb{R}`) into macros; `#2` in a body means two arguments."""
    macros = {}
    for name, body in sources.items():
        count = max((int(number) for number in _PARAMETER.findall(body)), default=0)
        macros["\\" + name.removeprefix("\\")] = Macro(tuple(tokenise(body)), count)
    return macros


class Expander:
    """Expand the macros of one formula, taking in the definitions that it makes."""

    def __init__(self, macros: Macros, effort: Effort, *, definitions: bool = True) -> None:
        """Start from the macros known so far; without `definitions`, defining one is an error."""
        self.defined: dict[str, Macro] = {}
        self._macros = macros
        self._effort = effort
        self._definitions = definitions
        self._expansions = 0

    def expand(self, tokens: list[str]) -> list[str]:
        """Return the tokens with every macro replaced."""
        output: list[str] = []
        stream = TokenStream(tokens, self._effort)
        while stream:
            symbol = stream.pop()
            if symbol in DEFINERS or self._find(symbol):
                output.extend(self._command(symbol, stream))
            else:
                output.append(symbol)
            if len(output) + len(stream) > MAX_TOKENS:
                raise TexError("expansion-long")
        self._effort.spend(COST_OF_GROWTH * max(0, len(output) - len(tokens)))
        return output

    def _command(self, symbol: str, stream: TokenStream) -> tuple[str, ...]:
        try:
            if macro := None if symbol in DEFINERS else self._find(symbol):
                return self._call(symbol, macro, stream)
            self._define(symbol, stream)
        except TexError as error:
            error.locate(place_of(symbol))
            raise
        return ()

    def _find(self, name: str) -> Macro | None:
        return self.defined.get(name) or self._macros.get(name)

    def _define(self, command: str, stream: TokenStream) -> None:
        if not self._definitions:
            raise TexError("not-allowed", command)
        self._count(command)
        name, macro = read_definition(command, stream, self._find)
        if not (command == r"\providecommand" and self._find(name)):
            self.defined[name] = macro

    def _call(self, name: str, macro: Macro, stream: TokenStream) -> tuple[str, ...]:
        self._count(name)
        if macro.final:
            return _placed(macro.body, name)
        arguments = _take_arguments(macro, stream, name)
        stream.push(*_substitute(_placed(macro.body, name), arguments))
        return ()

    def _count(self, name: str) -> None:
        self._expansions += 1
        if self._expansions > MAX_EXPANSIONS:
            raise TexError("macro-calls", name)


def _placed(body: tuple[str, ...], call: str) -> tuple[str, ...]:
    """Give a macro's body, which may come from another source, the place of the call."""
    place = place_of(call)
    return tuple(Symbol(symbol, place) if place >= 0 else str(symbol) for symbol in body)


def _take_arguments(macro: Macro, stream: TokenStream, name: str) -> list[list[str]]:
    arguments: list[list[str]] = []
    if macro.default is not None:
        option = stream.option()
        arguments.append(list(_placed(macro.default, name)) if option is None else option)
    while len(arguments) < macro.parameters:
        arguments.append(stream.argument(name))
    return arguments


def _substitute(body: tuple[str, ...], arguments: list[list[str]]) -> list[str]:
    result: list[str] = []
    tokens = iter(body)
    for symbol in tokens:
        if symbol != "#":
            result.append(symbol)
            continue
        number = next(tokens, SPACE)
        if number.isascii() and number.isdigit() and 0 < int(number) <= len(arguments):
            result.extend(arguments[int(number) - 1])
        else:
            result.extend((symbol, number))
        if len(result) > MAX_TOKENS:
            raise TexError("expansion-long")
    return result
