"""How deep a formula may nest: the engine recurses, and a stack that ends takes the process with it."""

from .tokens import SPACE, TexError, is_word, place_of

MAX_LEVELS = 200

_OPENING = {"{": "}", r"\begin": r"\end", r"\left": r"\right"}
_CLOSING = frozenset(_OPENING.values())
_TWO_ARGUMENTS = frozenset(
    {
        *(
            r"\frac",
            r"\dfrac",
            r"\tfrac",
            r"\cfrac",
            r"\binom",
            r"\dbinom",
            r"\tbinom",
            r"\overset",
            r"\underset",
        ),
        *(r"\stackrel", r"\textcolor", r"\mathchoice", r"\genfrac", r"\sideset", r"\prescript", r"\raisebox"),
    }
)
_REST_OF_GROUP = frozenset(
    {
        *(
            r"\displaystyle",
            r"\textstyle",
            r"\scriptstyle",
            r"\scriptscriptstyle",
            r"\color",
            r"\over",
            r"\choose",
        ),
        *(
            r"\rm",
            r"\bf",
            r"\it",
            r"\sf",
            r"\tt",
            r"\cal",
            r"\atop",
            r"\brace",
            r"\brack",
            r"\hskip",
            r"\kern",
        ),
    }
)
_NEVER = 1 << 30


def check_levels(tokens: list[str]) -> None:
    """Raise TexError when groups, environments and unfinished commands nest too deeply together."""
    nesting = _Nesting()
    previous = ""
    for symbol in tokens:
        if symbol == SPACE:
            continue
        if previous not in _TAKES_DELIMITER:
            nesting.read(symbol, previous)
        previous = symbol
        if nesting.levels > MAX_LEVELS:
            raise TexError("nesting", str(MAX_LEVELS), place_of(symbol))


_TAKES_DELIMITER = frozenset({r"\left", r"\right"})


class _Nesting:
    """Open groups, and in each the commands that still wait for arguments."""

    def __init__(self) -> None:
        self.levels = 0
        self._groups: list[tuple[str, list[int]]] = [("", [])]

    def read(self, symbol: str, previous: str) -> None:
        if symbol in _OPENING:
            self._open(_OPENING[symbol])
        elif symbol == "[" and (is_word(previous) or previous in {"^", "_"}):
            self._open("]")
        elif symbol in _CLOSING or (symbol == "]" and self._groups[-1][0] == "]"):
            self._close(symbol)
        elif symbol in {"&", r"\\"}:
            self._drop_waiting()
        elif is_word(symbol) or symbol in {"^", "_"}:
            self._wait(symbol)
        else:
            self._complete_argument()

    def _open(self, closing: str) -> None:
        is_argument = closing == "}" and bool(self._groups[-1][1])
        self._groups.append((closing, []))
        self.levels += not is_argument

    def _close(self, closing: str) -> None:
        while len(self._groups) > 1:
            kind, _ = self._groups[-1]
            if kind not in {closing, "]"}:
                return
            self._drop_waiting()
            self._groups.pop()
            self.levels -= not (kind == "}" and self._groups[-1][1])
            if kind == closing:
                break
        if closing != "]":
            self._complete_argument()

    def _drop_waiting(self) -> None:
        self.levels -= len(self._groups[-1][1])
        self._groups[-1][1].clear()

    def _wait(self, symbol: str) -> None:
        arguments = 2 if symbol in _TWO_ARGUMENTS else 1
        self._groups[-1][1].append(_NEVER if symbol in _REST_OF_GROUP else arguments)
        self.levels += 1

    def _complete_argument(self) -> None:
        waiting = self._groups[-1][1]
        while waiting:
            waiting[-1] -= 1
            if waiting[-1]:
                return
            waiting.pop()
            self.levels -= 1
