"""HTML of many makers in one simple vocabulary: what is bold is <strong>, a formula <tex>, code plain text.

One pass over clean and balanced HTML, so that its time grows with the length only.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from html.parser import HTMLParser
from typing import Final

from .code import CodeText
from .math import tex_of_picture
from .text import words
from .word import WordLists

Attributes = Mapping[str, str]

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS: Final = words(
    """p div blockquote ul ol li dl dt dd pre table caption thead tbody tfoot tr td th hr figure figcaption
    h1 h2 h3 h4 h5 h6"""
)
_ONE_LINE: Final = ("a", "code", *HEADINGS)
_NEVER_NESTED: Final = frozenset({"a", "math"})
_LISTS: Final = frozenset({"ul", "ol"})
_VOID: Final = frozenset({"br", "hr", "img", "input"})
_NAMES: Final = {
    **dict.fromkeys(words("article aside main nav header footer section center details"), "div"),
    **dict.fromkeys(("summary",), "p"),
    **dict.fromkeys(("tt", "kbd", "samp", "pre"), "code"),  # <pre>: where there is but one line
    **{"b": "strong", "i": "em", "cite": "em", "s": "del", "strike": "del"},
}
_MARKS: Final = ("strong", "em", "del")
_PLAIN: Final = words("""span font u mark small ins dfn var mjx-container mjx-assistive-mml""")
_BOLD: Final = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_NOT_BOLD: Final = re.compile(r"font-weight:\s*(?:normal|[1-5]00)")
_ITALIC: Final = re.compile(r"font-style:\s*italic")
_HIDDEN: Final = re.compile(r"display:\s*none|mso-hide:\s*all")
_NOISE: Final = words(
    """katex-html MathJax_Preview mwe-math-fallback-image-inline mwe-math-fallback-image-display
    mw-editsection headerlink octicon hljs-ln-numbers hljs-ln-n pre-numbering linenos lineno linenodiv
    gutter line-numbers-rows blob-num copybtn"""
)
_DISPLAYS: Final = frozenset({"katex-display", "MathJax_Display", "mwe-math-element-block"})


def simplify(html: str) -> str:
    """Return the same text with fewer tags; the first level of headings is <h2>, for <h1> is the page's."""
    reader = _Reader(shift="<h1" in html)
    reader.feed(html)
    reader.close()
    return reader.finished()


def _classes(attributes: Attributes) -> set[str]:
    return set(attributes.get("class", "").split())


def _is_noise(attributes: Attributes) -> bool:
    classes = _classes(attributes)
    if any(name.startswith("mwe-math-mathml") for name in classes):
        return False
    return not _NOISE.isdisjoint(classes) or bool(_HIDDEN.search(attributes.get("style", "")))


def _is_struck(style: str) -> bool:
    parts = (part.partition(":") for part in style.split(";"))
    return any("text-decoration" in name and "line-through" in value for name, _, value in parts)


def _nothing() -> None:
    """The end of what has no end tag."""


class _Reader(HTMLParser):
    """Writes while it reads; for each open tag it keeps what its end will do."""

    def __init__(self, *, shift: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._shift = shift
        self._out: list[str] = []
        self._ends: list[Callable[[], None]] = []
        self._attributes: list[Attributes] = []
        self._lists: list[int] = []  # how many tags are open where an item of each open list begins
        self._open: Counter[str] = Counter()
        self._displays = 0
        self._skipped = 0  # the depth within what is left out
        self._code: CodeText | None = None
        self._word = WordLists(self._out)

    def finished(self) -> str:
        self._word.close()
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What HTMLParser calls, as the two below."""
        attributes = {name: value or "" for name, value in attrs}
        if self._skipped or _is_noise(attributes) or self._is_drawn_formula(tag, attributes):
            self._skipped += tag not in _VOID
            return
        is_loose = self._is_between_items() and _NAMES.get(tag, tag) not in BLOCKS
        if is_loose:
            self._out.append("<div>")
        end = self._begin(tag, attributes)
        if tag not in _VOID:
            self._attributes.append(attributes)
            self._ends.append(partial(self._end_loose, end) if is_loose else end)
        elif is_loose:
            self._out.append("</div>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._skipped:
            self._skipped -= 1
        elif self._ends:
            self._attributes.pop()
            self._ends.pop()()

    def handle_data(self, data: str) -> None:
        if self._skipped or self._word.is_marker(self._attributes, data):
            return
        if self._code is not None:
            self._code.add(data)
        elif self._is_between_items() and data.strip():
            self._out.append(f"<div>{escape(data)}</div>")
        else:
            self._out.append(escape(data))

    def _is_drawn_formula(self, tag: str, attributes: Attributes) -> bool:
        """Whether the TeX of a formula is in an attribute; it is written, and what draws it is not."""
        tex = tex_of_picture(attributes) if tag == "img" else attributes.get("data-tex", "")
        if tex:
            display = ' display="block"' if attributes.get("eeimg") == "2" else ""
            self._out.append(f'<tex data-tex="{escape(tex)}"{display}></tex>')
        return bool(tex)

    def _begin(self, tag: str, attributes: Attributes) -> Callable[[], None]:
        """Write what stands for a tag and return what is to happen at its end."""
        if self._code is not None:
            return self._code.begin(tag, attributes)
        if tag == "pre" and not self._is_in(*_ONE_LINE):
            self._code = CodeText([*self._attributes, attributes])
            return self._end_code
        name = _NAMES.get(tag, tag)
        if name in BLOCKS:
            if level := self._word.level_of(attributes):
                self._word.begin_item(level)
                return partial(self._out.append, "</li>")
            self._word.close()
        if name in _PLAIN or name in _MARKS:
            return self._begin_inline(name, attributes)
        return self._begin_element(name, attributes)

    def _begin_inline(self, name: str, attributes: Attributes) -> Callable[[], None]:
        if _classes(attributes) & _DISPLAYS or attributes.get("display") == "true":
            self._displays += 1
            return self._end_display
        style = attributes.get("style", "")
        wanted = {"strong": bool(_BOLD.search(style)), "em": bool(_ITALIC.search(style))}
        wanted["del"] = _is_struck(style)
        if name in _MARKS:
            wanted[name] = not (name == "strong" and _NOT_BOLD.search(style))
        return partial(self._end_marks, [mark for mark in _MARKS if wanted[mark] and self._begin_mark(mark)])

    def _begin_mark(self, mark: str) -> bool:
        """Open a mark that is not open yet, and go on with one that has just ended."""
        is_bold_already = mark == "strong" and (self._is_in(*HEADINGS) or self._open["th"])
        if self._open[mark] or is_bold_already:
            return False
        self._open[mark] += 1
        if self._out[-1:] == [f"</{mark}>"]:
            self._out.pop()
        else:
            self._out.append(f"<{mark}>")
        return True

    def _end_marks(self, marks: list[str]) -> None:
        for mark in reversed(marks):
            self._open[mark] -= 1
            if self._out[-1:] == [f"<{mark}>"]:
                self._out.pop()
            else:
                self._out.append(f"</{mark}>")

    def _is_between_items(self) -> bool:
        return self._code is None and self._lists[-1:] == [len(self._ends)]

    def _end_loose(self, end: Callable[[], None]) -> None:
        end()
        self._out.append("</div>")

    def _end_display(self) -> None:
        self._displays -= 1

    def _is_in(self, *names: str) -> bool:
        return any(self._open[name] for name in names)

    def _begin_element(self, name: str, attributes: Attributes) -> Callable[[], None]:
        if self._open[name] and name in _NEVER_NESTED:
            return _nothing
        if self._is_in(*_ONE_LINE) and (name in BLOCKS or name == "br"):
            self._out.append(" ")
            return partial(self._out.append, " ")
        if name in HEADINGS and self._shift:
            name = f"h{min(6, int(name[1]) + 1)}"
        kept = {key: value for key, value in attributes.items() if key != "class"}
        if name == "math" and self._displays:
            kept["display"] = "block"
        written = "".join(f' {key}="{escape(value)}"' for key, value in kept.items())
        self._out.append(f"<{name}{written}>")
        if name in _VOID:
            return _nothing
        self._open[name] += 1
        if name in _LISTS:
            self._lists.append(len(self._ends) + 1)
        return partial(self._end_element, name)

    def _end_element(self, name: str) -> None:
        self._open[name] -= 1
        if name in _LISTS:
            self._lists.pop()
        self._out.append(f"</{name}>")

    def _end_code(self) -> None:
        if self._code is not None:
            self._out.append(self._code.finished())
        self._code = None
