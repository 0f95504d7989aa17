"""Lists of Microsoft Word, which are paragraphs with a style and a typed bullet."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

_LEVEL: Final = re.compile(r"mso-list:\s*\w+ level(\d)")
_IGNORED: Final = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_MOST_STYLE: Final = 300  # characters: many texts may stand in one element
_NUMBER: Final = re.compile(r"\s*\(?(?:\d{1,4}|[a-zA-Z]|[ivxlIVXL]{1,6})[.)]")


class WordLists:
    """Opens and closes lists in what is written as the paragraphs' levels go."""

    def __init__(self, out: list[str]) -> None:
        self._out = out
        self._places: list[int] = []  # where each open list begins

    @staticmethod
    def level_of(attributes: Mapping[str, str]) -> int:
        found = _LEVEL.search(attributes.get("style", ""))
        return int(found[1]) if found else 0

    def begin_item(self, level: int) -> None:
        """Begin an item; a list within one stands straight in the outer list."""
        while len(self._places) > level:
            self._close_one()
        while len(self._places) < level:
            self._places.append(len(self._out))
            self._out.append("<ul>")
        self._out.append("<li>")

    def is_marker(self, around: Sequence[Mapping[str, str]], text: str) -> bool:
        """Whether the text is an item's bullet or number; a number makes the list an ordered one."""
        styles = [tag.get("style", "")[:_MOST_STYLE] for tag in around[-3:]]
        if not self._places or not any(map(_IGNORED.search, styles)):
            return False
        if _NUMBER.match(text):
            self._out[self._places[-1]] = "<ol>"
        return True

    def close(self) -> None:
        while self._places:
            self._close_one()

    def _close_one(self) -> None:
        self._out.append(self._out[self._places.pop()].replace("<", "</"))
