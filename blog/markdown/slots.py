"""Places in the HTML that are filled only after the sanitiser has seen the rest.

A slot is an empty element whose attribute holds a random token. It is found again by its exact
serialised form: within an attribute value the quotation marks are always escaped, within text the
angle bracket is, so a slot that a writer managed to smuggle there is never filled.
"""

import re
import secrets
from collections import Counter
from collections.abc import Sequence
from typing import Generic, TypeVar

Content = TypeVar("Content")
ATTRIBUTE = "data-slot"


class Slots(Generic[Content]):
    """The slots of one rendering, in the order of the text."""

    def __init__(self) -> None:
        self.token = secrets.token_hex(16)
        self.contents: list[Content] = []
        self.uses: Counter[int] = Counter()
        self._places: dict[int, int] = {}

    def place(self, content: Content, *, tag: str = "span", key: int = 0) -> str:
        """Return the HTML of a slot; the same key (the id of a living token) gives the same slot."""
        index = self._places.get(key, len(self.contents))
        if index == len(self.contents):
            self.contents.append(content)
        if key:
            self._places[key] = index
        self.uses[index] += 1
        return f'<{tag} {ATTRIBUTE}="{self.token}{index}"></{tag}>'

    def fill(self, html: str, contents: Sequence[str]) -> str:
        """Put each content in its slot; slots out of bounds and stray tokens become nothing."""

        def content(match: re.Match[str]) -> str:
            index = int(match[2])
            return contents[index] if index < len(contents) else ""

        pattern = rf'<(div|span) {ATTRIBUTE}="{self.token}([0-9]{{1,9}})"></\1>'
        return re.sub(pattern, content, html).replace(self.token, "")
