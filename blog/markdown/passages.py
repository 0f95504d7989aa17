"""The language of a passage, where it isn't that of the text: fonts, punctuation and voices follow it."""

import re
from collections.abc import Sequence
from typing import Final

from markdown_it.token import Token

from .context import Context
from .labels import CHINESE, ENGLISH
from .reading import HAN

TAGS: Final = {ENGLISH: "en", CHINESE: "zh-Hans"}
FEW: Final = 3
_HAN: Final = re.compile(f"[{HAN}]")
_LATIN: Final = re.compile(r"[A-Za-z]{2,}")


def name_languages(tokens: Sequence[Token], context: Context) -> None:
    """Give a block whose words are of the other language its `lang`; what lies within takes it over."""
    around = [context.language]
    for place, token in enumerate(tokens):
        if token.nesting < 0:
            around.pop()
        if token.nesting > 0:
            around.append(_name(token, _inline_of(tokens[place + 1 :][:2], token), around[-1]))


def _inline_of(following: Sequence[Token], opening: Token) -> Token | None:
    """The words of a block; a tight list keeps those of its items in paragraphs that nobody sees."""
    if opening.type == "list_item_open" and following and following[0].hidden:
        following = following[1:]
    return following[0] if following and following[0].type == "inline" else None


def _name(block: Token, words: Token | None, around: str) -> str:
    written = str(block.attrGet("lang") or "").lower()
    if written:
        return CHINESE if written.startswith("zh") else written
    language = _language_of(words, around) if words and not block.hidden else around
    if language != around:
        block.attrSet("lang", TAGS[language])
    return language


def _language_of(words: Token, around: str) -> str:
    text = "".join(child.content for child in words.children or [] if child.type == "text")
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    if han > FEW and han > 2 * latin:
        return CHINESE
    if latin > FEW and latin > 2 * han:
        return ENGLISH
    return around
