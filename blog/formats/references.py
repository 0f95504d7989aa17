"""A work as a reference list names it: authors, title, where and when, and where to find it.

Plain and honest: one form for each kind of work, no style of a journal. What a file doesn't say stays out.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import quote

from blog.formats.bibliography import Work
from blog.formats.names import OTHERS, names_in, reading_order
from blog.formats.tex import plain

MOST_NAMED: Final = 6
NAMED_OF_MORE: Final = 3
LONGEST_ADDRESS: Final = 200
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_ENDS: Final = frozenset(".?!…。？！")
_YEAR: Final = re.compile(r"\d{4}")
_ARXIV_ID: Final = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_ARXIV: Final = re.compile(rf"(?:ar[xX]iv(?:\.org/(?:abs|pdf)/|:\s*)|\A)({_ARXIV_ID})(?![\w/])")
_DOI: Final = re.compile(r"10\.\d{4,9}/[^\s{}\"<>]+")
_ADDRESS: Final = re.compile(r"https?://[^\s{}\"<>\\]+", re.IGNORECASE)
_RANGE: Final = re.compile(r"(?<=\d)\s*-+\s*(?=\d)")
_IN_COLLECTIONS: Final = frozenset({"inproceedings", "conference", "incollection", "inbook"})
_BOOKS: Final = frozenset({"book", "mvbook", "collection", "proceedings", "manual", "booklet"})
_THESES: Final[Mapping[str, tuple[str, str]]] = {
    "phdthesis": ("Ph.D. thesis", "博士学位论文"),
    "mastersthesis": ("Master’s thesis", "硕士学位论文"),
    "thesis": ("Thesis", "学位论文"),
}


class Part(NamedTuple):
    """A piece of a reference."""

    text: str
    address: str = ""
    is_title: bool = False


class _Signs(NamedTuple):
    stop: str
    comma: str
    colon: str
    brackets: str


_HALF: Final = _Signs(". ", ", ", ":", " ({})")
_FULL: Final = _Signs("。", "，", "：", "（{}）")


def is_chinese(work: Work) -> bool:
    """Whether the work's own title, or without one its authors, are in Chinese."""
    fields = work.fields
    return _HAN.search(fields.get("title") or fields.get("author") or "") is not None


def describe(work: Work, language: str) -> tuple[Part, ...]:
    """The parts of a reference, in the work's own words; full-width signs only for Chinese in Chinese."""
    chinese = is_chinese(work)
    writer = _Writer(work, chinese, _FULL if chinese and language.lower().startswith("zh") else _HALF)
    parts: list[Part] = []
    for sentence in filter(None, (writer.people(), writer.title(), writer.place())):
        stop = writer.signs.stop
        ended = sentence[-1].text[-1:] in _ENDS
        parts += [*sentence, Part(stop[1:] if ended else stop)]
    parts += [part for link in writer.links() for part in (link, Part(" "))]
    while parts and not parts[-1].text.strip():
        parts.pop()
    if parts and not parts[-1].address:
        parts[-1] = parts[-1]._replace(text=parts[-1].text.rstrip())
    return tuple(part for part in parts if part.text)


class _Writer:
    """The sentences of one reference."""

    def __init__(self, work: Work, chinese: bool, signs: _Signs) -> None:
        self.kind = work.kind
        self.fields = work.fields
        self.chinese = chinese
        self.signs = signs
        self.arxiv = _arxiv(work.fields)

    def get(self, *names: str) -> str:
        """What readers see of the first of these fields that says something."""
        shown = (plain(self.fields.get(name, "")) for name in names)
        return next(filter(None, shown), "")

    def people(self) -> list[Part]:
        if authors := self._names(self.fields.get("author", "")):
            return [Part(authors)]
        if not (editors := self._names(self.fields.get("editor", ""))):
            return []
        is_one = len(names_in(self.fields["editor"])) == 1
        words = "编" if self.chinese else "ed." if is_one else "eds."
        return [Part(editors + self.signs.brackets.format(words))]

    def _names(self, written: str) -> str:
        listed = names_in(written)
        has_more = listed[-1:] == [OTHERS]
        shown = (plain(reading_order(name)) for name in listed[: MOST_NAMED + 1] if name != OTHERS)
        names = [name for name in shown if name]
        if len(names) > MOST_NAMED:
            names, has_more = names[:NAMED_OF_MORE], True
        if self.chinese:
            return self.signs.comma.join([*names, "等"] if has_more else names)
        match names:
            case [name] if has_more:
                return f"{name} et al."
            case _ if has_more:
                return f"{', '.join(names)}, et al."
            case [*most, before, last] if most:
                return f"{', '.join([*most, before])}, and {last}"
            case _:
                return " and ".join(names)

    def title(self) -> list[Part]:
        title = self.get("title")
        return [self._titled(title) if self.kind in _BOOKS else Part(title)] if title else []

    def _titled(self, title: str) -> Part:
        """A title that stands by itself: between Chinese marks, else slanted."""
        if not _HAN.search(title):
            return Part(title, is_title=True)
        return Part(title if "《" in title else f"《{title}》")

    def place(self) -> list[Part]:
        """Where it came out, and the year."""
        year = _YEAR.search(self.fields.get("year") or self.fields.get("date", ""))
        venue, details = self._venue()
        parts = [*venue]
        for text in filter(None, (*details, year[0] if year else "")):
            parts.append(Part(self.signs.comma + text if parts else text))
        return parts

    def _venue(self) -> tuple[list[Part], list[str]]:
        get = self.get
        if self.kind == "article":
            journal = get("journal", "journaltitle")
            if self.arxiv and "arxiv" in journal.lower():
                return [], []
            return [self._titled(journal)] if journal else [], [self._volume()]
        if self.kind in _IN_COLLECTIONS:
            book = get("booktitle")
            opening = [] if self.chinese else [Part("In ")]
            return [*opening, self._titled(book)] if book else [], [self._pages(), get("publisher")]
        if self.kind in _BOOKS:
            return [], [get("publisher", "organization", "institution")]
        if self.kind in _THESES or self.kind in {"techreport", "report"}:
            return [], [self._sort(), get("school", "institution")]
        words = get("howpublished", "organization", "publisher", "institution", "journal", "booktitle")
        is_address = _ADDRESS.search(words) or (self.arxiv and "arxiv" in words.lower())
        return [], [get("note") if not words else "" if is_address else words]

    def _sort(self) -> str:
        written = self.fields.get("type", "")
        pair = _THESES.get(written) or _THESES.get(self.kind) or ("Technical report", "技术报告")
        words = plain(written) if written and written not in _THESES else pair[self.chinese]
        return f"{words} {self.get('number')}".strip()

    def _volume(self) -> str:
        """Such as 12(3):1–10."""
        volume, number = self.get("volume"), self.get("number", "issue")
        if self.arxiv and volume.startswith("abs/"):
            volume = ""
        pages = _RANGE.sub("–", self.get("pages"))
        numbers = f"{volume}({number})" if number else volume
        if not numbers:
            return self._pages()
        return f"{numbers}{self.signs.colon}{pages}" if pages else numbers

    def _pages(self) -> str:
        pages = _RANGE.sub("–", self.get("pages"))
        if not pages:
            return ""
        if self.chinese:
            return f"第 {pages} 页"
        return f"{'pages' if '–' in pages or ',' in pages else 'page'} {pages}"

    def links(self) -> Iterator[Part]:
        """DOI and arXiv number, or the address when there is neither."""
        doi = _DOI.search(self.fields.get("doi", "").replace("\\", ""))
        if doi:
            yield Part(f"doi:{doi[0]}", f"https://doi.org/{quote(doi[0], safe='/:;()._-')}")
        if self.arxiv:
            yield Part(f"arXiv:{self.arxiv}", f"https://arxiv.org/abs/{self.arxiv}")
        written = f"{self.fields.get('url', '')} {self.fields.get('howpublished', '')}".replace("\\", "")
        address = _ADDRESS.search(written)
        if address and not doi and not self.arxiv:
            shown = address[0].partition("://")[2].rstrip("/")
            is_long = len(shown) > LONGEST_ADDRESS
            yield Part(shown[: LONGEST_ADDRESS - 1] + "…" if is_long else shown, address[0])


def _arxiv(fields: Mapping[str, str]) -> str:
    """The number of a preprint, from where people write it: its own field, a name or an address."""
    sort = (fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv").lower()
    places = [fields.get("eprint", "") if sort == "arxiv" else ""]
    places += [fields.get(name, "") for name in ("journal", "howpublished", "note", "url")]
    found = (_ARXIV.search(place.strip()) for place in places)
    return next((each[1] for each in found if each), "")
