"""What rendering a text gives."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .problems import Problem


@dataclass(frozen=True)
class Heading:
    """An entry of the table of contents; `title` is plain text."""

    id: str
    title: str
    level: int
    children: tuple["Heading", ...] = ()
    line: int = field(default=0, compare=False)
    """Where it stands in the source, counted from 1. A place of the moment: `as_dict` leaves it out."""

    def as_dict(self) -> dict[str, Any]:
        """Return the entry with its children as plain data for JSON."""
        children = [child.as_dict() for child in self.children]
        return {"id": self.id, "title": self.title, "level": self.level, "children": children}

    def flat(self) -> Iterator["Heading"]:
        """The entry and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.flat()


@dataclass(frozen=True)
class Document:
    """A rendered text: safe HTML and all that is derived from the text beside it."""

    html: str
    contents: tuple[Heading, ...]
    plain_text: str
    summary: str
    words: int
    formulas: int
    problems: tuple[Problem, ...]
