"""The bullets and numbers of lists."""

import re

from bs4 import Tag
from bs4.element import NavigableString


def marker_of(item: Tag) -> str:
    """What an item begins with; numbers are counted once for each list, so that long ones stay cheap."""
    numbered = item.parent
    if numbered is None or numbered.name != "ol":
        return "- "
    if "data-next" not in numbered.attrs:
        start = str(numbered.get("start"))
        numbered["data-next"] = start if re.fullmatch(r"\d{1,8}", start) else "1"
        numbered["data-sign"] = _sign(numbered)
    number = int(str(numbered["data-next"]))
    numbered["data-next"] = str(number + 1)
    return f"{number}{numbered['data-sign']} "


def _sign(numbered: Tag) -> str:
    """Another sign than that of a list right before parts the two; a list that goes on keeps its own."""
    before = numbered.previous_sibling
    if isinstance(before, NavigableString) and not before.strip():
        before = before.previous_sibling
    if not isinstance(before, Tag) or before.name != "ol" or "data-next" not in before.attrs:
        return "."
    goes_on = int(str(before["data-next"])) == int(str(numbered["data-next"]))
    return str(before["data-sign"]) if goes_on else {".": ")", ")": "."}[str(before["data-sign"])]
