"""Footnotes of web pages: a mark that leads to a note in the same text becomes `[^1]`, the note `[^1]: …`."""

import re
from typing import Final

from bs4 import BeautifulSoup, Tag

from .addresses import split

_NOTE_ID: Final = re.compile(r"fn|foot|note|ref|cite|bib|ftn|sdfoot", re.IGNORECASE)
_BACK: Final = re.compile(r"[\s↩↑^︎]*|\[?\d{1,3}\]?")


def shape_notes(soup: BeautifulSoup, *, after: int) -> None:
    """Name the marks <notemark> and the notes <note>, each with its data-label; ways back are left out."""
    targets = {str(tag["id"]): tag for tag in soup.find_all(["li", "p", "div"], id=_NOTE_ID)}
    labels: dict[str, str] = {}
    for link in soup.find_all("a", href=re.compile("#")):
        name = split(str(link["href"])).fragment
        is_mark = re.fullmatch(r"\[?\d{1,3}\]?|[*†‡]", link.get_text(strip=True))
        if name in targets and is_mark and not _is_within(link, targets[name]):
            label = labels.setdefault(name, str(after + len(labels) + 1))
            _become(link, "notemark", label)
    for name, label in labels.items():
        note = targets[name]
        for link in note.find_all("a", href=re.compile("#")):
            if _BACK.fullmatch(link.get_text(strip=True)):
                _become(link, "left-out", "")
        note.name = "note"
        note["data-label"] = label


def shape_references(soup: BeautifulSoup, *, after: int) -> None:
    """Zhihu's references, whose note is in the mark."""
    labels: set[str] = set()
    written = soup.new_tag("div")
    for mark in soup.find_all("sup", attrs={"data-draft-type": "reference"}):
        text, address = str(mark.get("data-text", "")), str(mark.get("data-url", ""))
        label = str(mark.get("data-numero") or mark.get_text().strip("[]"))
        if not re.fullmatch(r"\d{1,4}", label):
            continue
        label = str(after + int(label))
        if label not in labels:
            labels.add(label)
            note = soup.new_tag("note", attrs={"data-label": label})
            note.append(f"{text} {address}".strip())
            written.append(note)
        _become(mark, "notemark", label)
    soup.append(written)


def _is_within(tag: Tag, other: Tag) -> bool:
    return any(parent is other for parent in tag.parents)


def _become(tag: Tag, name: str, label: str) -> None:
    tag.clear()
    tag.name = name
    tag["data-label"] = label
