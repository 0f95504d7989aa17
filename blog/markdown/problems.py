"""What the writer should look at: kind, place and a sentence in both languages."""

from dataclasses import dataclass
from typing import Literal

from .labels import CHINESE, ENGLISH, limit_message, problem_message

ERRORS = frozenset({"math", "math-unclosed", "equation-unknown", "footnote-undefined", "link-refused"})
MAX_PROBLEMS = 200
MAX_DETAIL = 80


class LimitError(ValueError):
    """A text is beyond one of the renderer's limits; the message is for people."""

    def __init__(self, kind: str, language: str, **values: int) -> None:
        super().__init__(limit_message(kind, language, **values))


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

    def add(self, kind: str, line: int, detail: str = "", chinese_detail: str | None = None) -> None:
        """Note a problem; details are cut to a readable length."""
        if len(self._found) >= MAX_PROBLEMS:
            return
        message = problem_message(kind, ENGLISH, _short(detail))
        chinese = problem_message(kind, CHINESE, _short(detail if chinese_detail is None else chinese_detail))
        self._found.append(Problem(line, kind, "error" if kind in ERRORS else "warning", message, chinese))

    def sorted(self) -> tuple[Problem, ...]:
        """Return the problems in the order of the text."""
        return tuple(sorted(self._found, key=lambda problem: problem.line))


def _short(text: str) -> str:
    return text if len(text) <= MAX_DETAIL else text[: MAX_DETAIL - 1] + "…"
