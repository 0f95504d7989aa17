"""What a .bib file holds: its entries with their fields as written, and what can't be read of it."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from bibtexparser.library import Library as ParsedLibrary
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
)
from bibtexparser.splitter import Splitter

from blog.formats.bibtex import MONTHS

MOST_CHARACTERS: Final = 2_000_000
MOST_ENTRIES: Final = 5_000
LONGEST_FIELD: Final = 20_000  # the rest of a longer one is left out: no reference shows it
_FIELDS: Final = """author editor title journal journaltitle booktitle year date volume number
    issue pages publisher school institution organization howpublished type doi eprint
    eprinttype archiveprefix url note"""
KEPT: Final = frozenset(_FIELDS.split())
KEY: Final = re.compile(r"[^\W_][\w:./+-]{0,99}")
_BLOCK: Final = re.compile(r"@\s*\w+\s*[{(]")
_ENCLOSED: Final = re.compile(r"\{.*\}|\".*\"", re.DOTALL)
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # faults are told to the owner, not to the log


class Fault(NamedTuple):
    """What is wrong, and on which line, counted from 1; 0 means the whole text."""

    kind: str
    line: int = 0
    detail: str = ""


@dataclass(frozen=True)
class Work:
    """One entry: the fields that a reference may show, in TeX."""

    kind: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Library:
    """The works of a bibliography by their keys."""

    works: Mapping[str, Work] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


@lru_cache(4)
def read_bibliography(text: str) -> Library:
    """Read a .bib file; what is too large is not read at all, what is wrong is left out and told."""
    if len(text) > MOST_CHARACTERS:
        return Library(faults=(Fault("characters", detail=f"{MOST_CHARACTERS:,}"),))
    if sum(1 for _ in _BLOCK.finditer(text)) > MOST_ENTRIES:
        return Library(faults=(Fault("entries", detail=f"{MOST_ENTRIES:,}"),))
    parsed = Splitter(text.replace("\r\n", "\n")).split()
    strings = dict(zip(MONTHS, MONTHS, strict=True)) | _strings(parsed)
    faults = [_fault(block) for block in parsed.failed_blocks]
    works: dict[str, Work] = {}
    for entry in parsed.entries:
        key = entry.key.strip()
        if KEY.fullmatch(key):
            works[key] = _work(entry, strings)
        else:
            faults.append(Fault("key", _line(entry), key))
    if text.strip() and not works and not faults:
        faults = [Fault("nothing")]
    return Library(works, tuple(sorted(faults, key=lambda fault: fault.line)))


def _strings(parsed: ParsedLibrary) -> dict[str, str]:
    """The abbreviations by `@string`, which may be made of earlier ones."""
    strings: dict[str, str] = {}
    for each in parsed.strings:
        strings[each.key.strip().lower()] = _value(str(each.value), strings)
    return strings


def _work(entry: Entry, strings: Mapping[str, str]) -> Work:
    fields = ((each.key.strip().lower(), str(each.value)) for each in entry.fields)
    kept = {name: _value(value, strings)[:LONGEST_FIELD] for name, value in fields if name in KEPT}
    return Work(entry.entry_type.lower(), {name: value for name, value in kept.items() if value})


def _value(written: str, strings: Mapping[str, str]) -> str:
    """What stands between braces or quotation marks, or what abbreviations and pieces give together."""
    pieces = _pieces(written) if "#" in written else [written.strip()]
    shown = (
        piece[1:-1] if _ENCLOSED.fullmatch(piece) else strings.get(piece.lower(), piece) for piece in pieces
    )
    return " ".join("".join(shown).split())


def _pieces(written: str) -> list[str]:
    """What stands between the signs # that are in no braces and no quotation marks."""
    pieces, depth, is_quoted = [""], 0, False
    for character in written:
        depth += (character == "{") - (character == "}")
        is_quoted ^= character == '"' and depth == 0
        if character == "#" and depth == 0 and not is_quoted:
            pieces.append("")
        else:
            pieces[-1] += character
    return [piece.strip() for piece in pieces]


def _fault(block: Block) -> Fault:
    match block:
        case DuplicateBlockKeyBlock():
            return Fault("duplicate", _line(block), str(block.key))
        case DuplicateFieldKeyBlock():
            return Fault("field", _line(block), ", ".join(sorted(block.duplicate_keys)))
        case ParsingFailedBlock():
            return Fault("entry", _line(block), (block.raw or "").strip().partition("\n")[0])
        case _:
            return Fault("entry", _line(block))


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1
