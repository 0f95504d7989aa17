"""Addresses out of titles: Chinese in pinyin, words of other scripts as they are."""

import re
import unicodedata
from collections.abc import Callable
from itertools import count
from typing import Final

from pypinyin import Style, lazy_pinyin, load_single_dict
from pypinyin.seg.mmseg import seg

MOST_CHARACTERS: Final = 60
load_single_dict({ord("长"): "cháng,zhǎng"})  # alone it is “long” in titles, not “to grow”
_WORD: Final = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_SPELLED_OUT: Final = {
    "c++": "cpp",
    "c#": "csharp",
    "f#": "fsharp",
    ".net": "dotnet",
    "&": " and ",
    "%": " percent ",
}
_SIGNS: Final = re.compile("|".join(map(re.escape, _SPELLED_OUT)), re.IGNORECASE)
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d"}
)


def propose_slug(title: str) -> str:
    """Return a short address for a title, cut between words; nothing when the title has no word."""
    text = _SIGNS.sub(lambda sign: _SPELLED_OUT[sign[0].lower()], unicodedata.normalize("NFKC", title))
    words = [word for part in _parts(text) for word in _WORD.findall(_folded(part))]
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:MOST_CHARACTERS]
        if len(longer) > MOST_CHARACTERS:
            break
        slug = longer
    return slug


def _parts(text: str) -> list[str]:
    """Han as words in pinyin, which their phrases tell: 重庆 is chongqing, 重要 zhongyao."""
    parts, done = [], 0
    for run in _HAN.finditer(text):
        parts += [
            text[done : run.start()],
            *("".join(lazy_pinyin(word, style=Style.NORMAL)) for word in seg.cut(run[0])),
        ]
        done = run.end()
    return [*parts, text[done:]]


def _folded(text: str) -> str:
    """Lower case without accents and apostrophes; what has no Latin letters stays."""
    letters = unicodedata.normalize("NFD", text.lower().translate(_LETTERS))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", re.sub("[’']", "", bare))


def free_slug(slug: str, is_taken: Callable[[str], bool]) -> str:
    """Return the slug, or the first with a number after it that is free."""
    candidates = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(candidate for candidate in candidates if not is_taken(candidate))
