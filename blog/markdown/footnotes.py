"""Footnotes as they stand in the page: the note beside its mark, all notes at the end with ways back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from markdown_it.token import Token

from .context import Context
from .reading import plain_inline
from .tokens import PARAGRAPH_TOKENS, element, first_line, inline_element

MAX_BESIDE: Final = 200_000
BESIDE: Final = frozenset(
    f"{name}_{side}" for name in ("em", "strong", "s", "link", "nb") for side in ("open", "close")
) | {"text", "code_inline", "math_inline", "eqref", "softbreak"}


@dataclass
class Note:
    """One note: its blocks, what of it stands beside a mark, its number, its marks counted and written."""

    line: int
    tokens: list[Token] = field(default_factory=list)
    beside: list[Token] = field(default_factory=list)
    number: int = 0
    uses: int = 0
    written: int = 0


class Footnotes:
    """Numbers the notes of one document and writes marks and end notes."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.notes: dict[str, Note] = {}
        self._spent = 0

    def place(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the document with its marks written and its notes at the end."""
        body = self._take_definitions(tokens)
        if not self.notes:
            return body
        used: list[Note] = []
        self._number(body, used)
        for note in used:
            self._number(note.tokens, used)
        for label, note in self.notes.items():
            if not note.number:
                self.context.problems.add("footnote-unused", note.line, label)
        for part in (body, *(note.tokens for note in used)):
            self._write_marks(part)
        return body + self._section(used) if used else body

    def _take_definitions(self, tokens: Sequence[Token]) -> list[Token]:
        body: list[Token] = []
        places = [body]
        for token in tokens:
            if token.type == "footnote_reference_open":
                places.append(self._new(str(token.meta["label"]), first_line(token)).tokens)
            elif token.type == "footnote_reference_close":
                places.pop()
            else:
                places[-1].append(token)
        return body

    def _new(self, label: str, line: int) -> Note:
        if label in self.notes:
            self.context.problems.add("footnote-duplicate", line, label)
            return Note(line)
        self.notes[label] = Note(line)
        return self.notes[label]

    def _number(self, tokens: Iterable[Token], used: list[Note]) -> None:
        for token in _marks(tokens):
            note = self.notes[token.meta["label"]]
            if not note.number:
                used.append(note)
                note.number = len(used)
                note.beside = _inline_content(note.tokens)
            note.uses += 1

    def _write_marks(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            children = token.children or []
            if any(child.type == "footnote_mark" for child in children):
                token.children = [part for child in children for part in self._written(child)]

    def _written(self, token: Token) -> list[Token]:
        if token.type != "footnote_mark":
            return [token]
        note = self.notes[token.meta["label"]]
        note.written += 1
        number = str(note.number)
        name = _mark_id(note.number, note.written)
        link = inline_element(
            "footnote_link",
            "a",
            number,
            href=f"#fn-{number}",
            id=self.context.own_id(name),
            aria_label=self.context.label("footnote", n=number),
        )
        opening, _, closing = inline_element("footnote", "span", class_="fn")
        return [opening, *link, *self._beside(note), closing]

    def _beside(self, note: Note) -> list[Token]:
        """Return the note as it stands beside its mark, until the document would grow too much by it."""
        if not note.beside or self._spent > MAX_BESIDE:
            return []
        self._spent += sum(len(token.content) + 20 for token in note.beside)
        opening, _, closing = inline_element("footnote_beside", "span", class_="fn-pop", role="note")
        return [opening, *note.beside, closing]

    def _section(self, used: Sequence[Note]) -> list[Token]:
        opening, closing = element("endnotes", "section", class_="endnotes", aria_labelledby="h-fn")
        title, title_end = element("endnotes_title", "h2", id=self.context.own_id("h-fn"), class_="minor")
        words = Token("text", "", 0, content=self.context.label("footnotes"))
        notes, notes_end = element("notes", "ol", class_="notes")
        items = [part for note in used for part in self._item(note)]
        heading = [title, Token("inline", "", 0, children=[words]), title_end]
        return [opening, *heading, notes, *items, notes_end, closing]

    def _item(self, note: Note) -> list[Token]:
        item, item_end = element("note", "li", id=self.context.own_id(f"fn-{note.number}"))
        back = [part for use in range(1, note.uses + 1) for part in self._way_back(note, use)]
        content = note.tokens
        simple = len(content) == PARAGRAPH_TOKENS and content[0].type == "paragraph_open"
        box, box_end = element("note_text", "span" if simple else "div")
        if content and content[-1].type == "paragraph_close":
            content[-2].children = [*(content[-2].children or []), *back]
        else:
            content = [*content, Token("inline", "", 0, children=back)]
        return [item, box, *(content[1:2] if simple else content), box_end, item_end]

    def _way_back(self, note: Note, use: int) -> list[Token]:
        words = self.context.label("back") if note.uses == 1 else self.context.label("back_nth", n=use)
        sign = "↩" if use == 1 else f"↩{use}"
        href = f"#{_mark_id(note.number, use)}"
        return inline_element("back", "a", sign, class_="back", href=href, aria_label=words)


def _mark_id(number: int, use: int) -> str:
    return f"fnref-{number}" if use == 1 else f"fnref-{number}-{use}"


def _marks(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        for child in token.children or []:
            if child.type == "footnote_mark":
                yield child


def _inline_content(tokens: Sequence[Token]) -> list[Token]:
    """Return what of a note may stand within a paragraph: its paragraphs' text without blocks."""
    content: list[Token] = []
    for before, token in pairwise(tokens):
        if before.type != "paragraph_open" or not token.children:
            continue
        if content:
            content.append(Token("text", "", 0, content=" "))
        for child in token.children:
            if child.type in BESIDE:
                content.append(child)
            elif child.type == "citation":
                content.append(replace(child, meta={**child.meta, "beside": True}))
            elif child.type == "image":
                content.append(Token("text", "", 0, content=plain_inline(child.children or [])))
    return content
