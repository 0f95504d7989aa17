"""Whether the page numbers a text's sections."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

_AUTHORS_NUMBER: Final = re.compile(r"[\d(（第一二三四五六七八九十]+\s*[.、．)）章节 ]")
_FEWEST: Final = 3
_SECTION: Final = 2


def wants_numbers(contents: Sequence[Mapping[str, Any]]) -> bool:
    """Whether sections get numbers: there are a few of them, and the author wrote none."""
    titles = [heading["title"] for heading in contents if heading["level"] == _SECTION]
    is_plain = not any(_AUTHORS_NUMBER.match(title) for title in titles)
    return len(contents) == len(titles) >= _FEWEST and is_plain
