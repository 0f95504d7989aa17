"""How others cite a post: an entry for BibTeX."""

import re
from datetime import date
from typing import Final

from blog.formats.bibtex import MONTHS, bibtex_entry
from blog.formats.slugs import propose_slug

_HAN: Final = re.compile(r"[\u3400-\u9fff·\s]+")


def post_key(author: str, year: int, slug: str) -> str:
    """A key of ASCII, such as lovelace2024-kv-cache; of a Chinese name it takes the whole."""
    words = propose_slug(author).split("-")
    name = "".join(words) if _HAN.fullmatch(author) else words[-1]
    return _ascii(f"{name}{year}-{propose_slug(slug.replace('-', ' '))}").strip("-")


def post_bibtex(key: str, day: date, fields: dict[str, str]) -> str:
    """The entry: title and author, then the day, then the other fields; every text is meant to the letter."""
    dated = {"title": "", "author": "", "year": str(day.year), "month": MONTHS[day.month - 1]} | fields
    return bibtex_entry("misc", key, dated, is_plain=True)


def _ascii(text: str) -> str:
    return text.encode("ascii", "ignore").decode()
