"""Code blocks of web pages as plain text with the language that their classes name."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Final

from .text import words

_LINES: Final = frozenset(["p", "div", "li", "tr", "table"])
_LANGUAGE: Final = re.compile(
    r"(?:^|\s)(?:(?:language|lang|highlight-source|highlight-text|highlight)-|brush:\s*)([\w+#.-]{1,30})(?=$|[\s;])"
    r"|(?:^|\s)(?:hljs|sourceCode|highlight)\s+(?!language-|lang-|highlight-)([\w+#.-]{1,30})(?=$|\s)"
)
_NO_LANGUAGE: Final = words("hljs highlight code literal none default notranslate wrapper")
_SAME: Final[Mapping[str, str]] = {
    "shell": "bash",
    "html-basic": "html",
    "python3": "python",
    "gfm": "markdown",
    "c++": "cpp",
}
_MOST_OUTER: Final = 300  # characters: many blocks of code may stand in one element
_OWN_ATTRIBUTES: Final = ("data-lang", "data-language", "lang")


def language_of(attributes: Mapping[str, str]) -> str:
    """Return the language that a tag says its code is in, or nothing."""
    named = [attributes.get(name, "") for name in _OWN_ATTRIBUTES]
    found = [word for parts in _LANGUAGE.findall(attributes.get("class", "")) for word in parts if word]
    for word in (*found, *named):
        name = word.lower().rstrip(".")
        if re.fullmatch(r"[\w+#.-]{1,30}", name) and name not in _NO_LANGUAGE:
            return _SAME.get(name, name)
    return ""


class CodeText:
    """What stands in a <pre>, line by line."""

    def __init__(self, around: Sequence[Mapping[str, str]]) -> None:
        """`around`: the attributes of the <pre>, after those of what it stands in."""
        self._parts: list[str] = []
        near = [
            around[-1],
            *(
                {key: value[:_MOST_OUTER] for key, value in tag.items() if key != "lang"}
                for tag in around[-2:-8:-1]
            ),
        ]
        self._language = next(filter(None, map(language_of, near)), "")

    def add(self, text: str) -> None:
        self._parts.append(text)

    def begin(self, tag: str, attributes: Mapping[str, str]) -> Callable[[], None]:
        """Note the language of a <code>; an element that is a line of its own ends one."""
        if tag == "code" and not self._language:
            self._language = language_of(attributes)
        if tag == "br":
            self.add("\n")
        return self._end_line if tag in _LINES else self._go_on

    def _end_line(self) -> None:
        if self._parts and not self._parts[-1].endswith("\n"):
            self.add("\n")

    def _go_on(self) -> None:
        """Other elements only colour."""

    def finished(self) -> str:
        text = "".join(self._parts).replace("\u00a0", " ").strip("\n")
        # A line end after <pre> would be dropped by parsers.
        return f'<pre data-lang="{escape(self._language)}">{escape(text)}</pre>'
