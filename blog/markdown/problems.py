"""What the writer should look at: kind, place and a sentence in both languages."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from .labels import CHINESE, ENGLISH, fault_message, limit_message, problem_message

ERRORS = frozenset(
    {"math", "math-unclosed", "equation-unknown", "footnote-undefined", "citation-unknown"}
    | {"link-refused", "picture-external"}
)
MAX_PROBLEMS = 200
MAX_DETAIL = 80


class LimitError(ValueError):
    """A text is beyond one of the renderer's limits; the message is for people."""

    def __init__(self, kind: str, language: str, **values: int) -> None:
        super().__init__(limit_message(kind, language, **values))


class Fault(NamedTuple):
    """What is wrong inside a formula, to be worded in the reader's language."""

    kind: str
    detail: str = ""
    place: int = -1
    """Its offset in the source of the formula, where known."""


@dataclass(frozen=True)
class Problem:
    """One thing to mend; `line` counts from 1, 0 means the whole text."""

    line: int
    kind: str
    level: Literal["error", "warning"]
    message: str
    chinese: str

    def in_language(self, language: str) -> str:
        """Return the message in the reader's language."""
        return self.chinese if language.lower().startswith("zh") else self.message


class Problems:
    """Collects problems while one text is rendered, at most a screenful of each sort."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(self, kind: str, line: int, detail: str | Fault = "", **values: int) -> None:
        """Note a problem; details are cut to a readable length."""
        if len(self._found) >= MAX_PROBLEMS:
            return
        message, chinese = (
            problem_message(kind, language, detail=_worded(detail, language), **values)
            for language in (ENGLISH, CHINESE)
        )
        self._found.append(Problem(line, kind, "error" if kind in ERRORS else "warning", message, chinese))

    def sorted(self) -> tuple[Problem, ...]:
        """Return the problems in the order of the text."""
        return tuple(sorted(self._found, key=lambda problem: problem.line))


def _worded(detail: str | Fault, language: str) -> str:
    if isinstance(detail, Fault):
        return fault_message(detail.kind, language, _short(detail.detail))
    return _short(detail)


def _short(text: str) -> str:
    return text if len(text) <= MAX_DETAIL else text[: MAX_DETAIL - 1] + "…"
