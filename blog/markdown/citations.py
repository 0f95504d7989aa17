"""Citations as they stand in the page: numbers with the work beside them, all works at the end."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from markdown_it.token import Token

from .context import Context, Reference
from .footnotes import MAX_BESIDE
from .tokens import element, inline_element

BESIDE: Final = "beside"  # marks a copy that stands in the note beside a footnote's mark
_MATH: Final = re.compile(r"\$(?=\S)([^$]{1,200})(?<=\S)\$(?!\d)")


@dataclass
class _Entry:
    """One work of the list: its number, its parts as tokens, its citations counted and written."""

    reference: Reference
    number: int
    tokens: list[Token] = field(default_factory=list)
    size: int = 0
    uses: int = 0
    written: int = 0


class Citations:
    """Numbers the works that one document cites and writes marks and list."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.entries: dict[str, _Entry] = {}
        self._spent = 0

    def place(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the document with its citations written and the works at the end."""
        for child in _citations(tokens):
            for key, _place in child.meta["cited"] if BESIDE not in child.meta else ():
                self._entry(key).uses += 1
        for token in tokens:
            if any(child.type == "citation" for child in token.children or ()):
                token.children = [part for child in token.children or () for part in self._written(child)]
        return [*tokens, *self._section()] if self.entries else [*tokens]

    def _entry(self, key: str) -> _Entry:
        if key not in self.entries:
            reference = self.context.references[key]
            tokens = [token for part in reference.parts for token in _part(*part)]
            size = sum(len(part.text) + len(part.address) + 20 for part in reference.parts)
            self.entries[key] = _Entry(reference, len(self.entries) + 1, tokens, size)
        return self.entries[key]

    def _written(self, token: Token) -> Iterator[Token]:
        if token.type != "citation":
            yield token
            return
        opening, start, closing = inline_element("citation", "span", "[", class_="cite")
        yield from (opening, start)
        for index, (key, place) in enumerate(token.meta["cited"]):
            if index:
                yield _text(", ")
            yield from self._mark(self._entry(key), BESIDE in token.meta)
            if place:
                yield _text(f", {place}")
        yield from (_text("]"), closing)

    def _mark(self, entry: _Entry, is_beside: bool) -> list[Token]:
        """Write the number: with the work beside it, but not within a note that stands beside the text."""
        number = str(entry.number)
        words = self.context.label("reference", n=number)
        if is_beside:
            return inline_element("cited", "a", number, href=f"#ref-{number}", aria_label=words)
        entry.written += 1
        name = self.context.own_id(_mark_id(entry.number, entry.written))
        link = inline_element("cited", "a", number, href=f"#ref-{number}", id=name, aria_label=words)
        opening, _, closing = inline_element("cited_box", "span", class_="fn")
        return [opening, *link, *self._card(entry), closing]

    def _card(self, entry: _Entry) -> list[Token]:
        """Return the work as it stands beside its number, until the document would grow too much by it."""
        if self._spent > MAX_BESIDE:
            return []
        self._spent += entry.size
        opening, _, closing = inline_element(
            "card", "span", class_="fn-pop", role="note", lang=self._language(entry)
        )
        return [opening, *entry.tokens, closing]

    def _language(self, entry: _Entry) -> str:
        """Return the `lang` of a work in another language than the text's."""
        language = entry.reference.language
        return "" if self.context.language.lower().startswith(language[:2].lower()) else language

    def _section(self) -> list[Token]:
        name = self.context.own_id("h-ref")
        opening, closing = element("references", "section", class_="endnotes", aria_labelledby="h-ref")
        title, title_end = element("references_title", "h2", id=name, class_="minor")
        heading = [
            title,
            Token("inline", "", 0, children=[_text(self.context.label("references"))]),
            title_end,
        ]
        works, works_end = element("works", "ol", class_="notes refs")
        items = [part for entry in self.entries.values() for part in self._item(entry)]
        return [opening, *heading, works, *items, works_end, closing]

    def _item(self, entry: _Entry) -> list[Token]:
        item, item_end = element("work", "li", id=self.context.own_id(f"ref-{entry.number}"))
        language = self._language(entry)
        opening, _, closing = inline_element("work_text", "span", lang=language)
        words = [opening, *entry.tokens, closing] if language else entry.tokens
        back = [part for use in range(1, entry.uses + 1) for part in self._way_back(entry, use)]
        box, box_end = element("work_box", "span")
        content = Token("inline", "", 0, children=[*words, *back])
        return [item, box, content, box_end, item_end]

    def _way_back(self, entry: _Entry, use: int) -> list[Token]:
        words = self.context.label("back") if entry.uses == 1 else self.context.label("back_nth", n=use)
        href = f"#{_mark_id(entry.number, use)}"
        return inline_element(
            "back", "a", "↩" if use == 1 else f"↩{use}", class_="back", href=href, aria_label=words
        )


def _mark_id(number: int, use: int) -> str:
    return f"ref-{number}-{use}"


def _citations(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "citation":
                yield child


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _part(words: str, address: str, is_title: bool) -> list[Token]:
    if address:
        return inline_element("work_link", "a", words, href=address, rel="noopener")
    pieces = [
        Token("math_inline", "", 0, content=piece, meta={"display": False, "line": 0})
        if place % 2
        else _text(piece)
        for place, piece in enumerate(_MATH.split(words))
    ]
    opening, _, closing = inline_element("work_title", "i")
    return [opening, *pieces, closing] if is_title else pieces
