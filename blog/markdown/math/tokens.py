"""TeX as tokens: what the macro reader, the limits and the rewrites work on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from ..problems import Fault

SPACE = " "
MAX_EFFORT = 50_000

_TOKEN = re.compile(r"%[^\n]*(?:\n\s*)?|\\[A-Za-z]+|\\\s|\\.|\s+|.", re.DOTALL)
_WORD = re.compile(r"\\[A-Za-z]+")


class Symbol(str):
    """A token that knows its offset in the source."""

    __slots__ = ("place",)
    place: int

    def __new__(cls, text: str, place: int) -> Self:
        """Make a token of this text."""
        symbol = str.__new__(cls, text)
        symbol.place = place
        return symbol


def place_of(symbol: str) -> int:
    """Return a token's offset in the source, or -1."""
    return symbol.place if isinstance(symbol, Symbol) else -1


class TexError(ValueError):
    """A formula that cannot be drawn; `fault` says why."""

    def __init__(self, kind: str, detail: str = "", place: int = -1, position: int = -1) -> None:
        """Take the fault's offset in the source or, from the engine, in the TeX that it was given."""
        super().__init__(kind, detail)
        self.fault = Fault(kind, detail, place)
        self.position = position

    def locate(self, place: int) -> None:
        """Set the offset in the source if none is known."""
        if self.fault.place < 0:
            self.fault = self.fault._replace(place=place)


def tokenise(tex: str) -> list[str]:
    """Split TeX into commands, characters and single spaces; comments vanish."""
    tokens: list[str] = []
    place = 0
    for text in _TOKEN.findall(tex):
        if text[0] != "%":
            tokens.append(Symbol(SPACE if text.isspace() else text, place))
        place += len(text)
    return tokens


def join(tokens: Iterable[str]) -> str:
    r"""Write tokens as TeX again, keeping `\alpha` and a letter after it apart."""
    return "".join(_apart(tokens))


def source_place(tokens: Iterable[str], position: int) -> int:
    """Return the offset in the source of what stands at a position of the joined tokens, or -1."""
    place, length = -1, 0
    for symbol in _apart(tokens):
        if length > position:
            break
        place = known if (known := place_of(symbol)) >= 0 else place
        length += len(symbol)
    return place


def _apart(tokens: Iterable[str]) -> Iterator[str]:
    after_word = False
    for symbol in tokens:
        if after_word and symbol[0].isascii() and symbol[0].isalpha():
            yield SPACE
        yield symbol
        after_word = symbol[0] == "\\" and is_word(symbol)


def is_word(symbol: str) -> bool:
    r"""Tell whether a token is a command spelt with letters, such as `\frac`."""
    return _WORD.fullmatch(symbol) is not None


def strip(tokens: Sequence[str]) -> list[str]:
    """Return the tokens without spaces at both ends."""
    start, end = 0, len(tokens)
    while start < end and tokens[start] == SPACE:
        start += 1
    while end > start and tokens[end - 1] == SPACE:
        end -= 1
    return list(tokens[start:end])


class Effort:
    """What the tokens of one formula cost: arguments and macros are taken, put back and taken again."""

    def __init__(self) -> None:
        self.spent = 0

    def spend(self, tokens: int) -> None:
        """Count tokens that were moved."""
        self.spent += tokens
        if self.spent > MAX_EFFORT:
            raise TexError("expansion-long")


class TokenStream:
    """Tokens to be read from the front, and put back there."""

    def __init__(self, tokens: Sequence[str], effort: Effort | None = None) -> None:
        self._rest = list(tokens[::-1])
        self._effort = effort or Effort()

    def __len__(self) -> int:
        return len(self._rest)

    def pop(self) -> str:
        """Take the next token."""
        return self._rest.pop()

    def push(self, *tokens: str) -> None:
        """Put tokens back in front."""
        self._effort.spend(len(tokens))
        self._rest.extend(reversed(tokens))

    def peek(self) -> str:
        """Return the next token, or "" at the end."""
        return self._rest[-1] if self._rest else ""

    def peek_past_spaces(self) -> str:
        """Drop spaces, then peek."""
        while self._rest and self._rest[-1] == SPACE:
            self._rest.pop()
        return self.peek()

    def take(self, symbol: str) -> bool:
        """Drop the next token that is not a space if it is this one, and tell whether it was."""
        if self.peek_past_spaces() != symbol:
            return False
        self._rest.pop()
        return True

    def argument(self, of: str) -> list[str]:
        """Take one argument: what a pair of braces holds, or a single token."""
        first = self.peek_past_spaces()
        if first in {"", "}"}:
            raise TexError("argument-missing", of, place_of(of))
        if first != "{":
            return [self.pop()]
        self.pop()
        argument = self._until("}", len(self._rest))
        if argument is None:
            raise TexError("never-closed", "}", place_of(of))
        return argument

    def option(self, longest: int = 500) -> list[str] | None:
        """Take `[…]` if it comes next and is no longer than an option is."""
        if not self.take("["):
            return None
        option = self._until("]", longest)
        if option is None:
            self._rest.append("[")
        return option

    def _until(self, closing: str, longest: int) -> list[str] | None:
        """Take the tokens before a closing token of this level and drop that; without one take nothing."""
        depth = 0
        last = len(self._rest) - 1
        for place in range(last, max(-1, last - longest - 1), -1):
            symbol = self._rest[place]
            if symbol == closing and depth == 0:
                taken = self._rest[:place:-1]
                del self._rest[place:]
                self._effort.spend(len(taken))
                return taken
            depth += (symbol == "{") - (symbol == "}")
            if depth < 0:
                break
        return None
