from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.formats.bibtex import MONTHS, bibtex_entry
from blog.formats.names import OTHERS, is_readable, names_in, reading_order
from blog.formats.tex import is_balanced, shown
from profile_app.models.arranged import Arranged, ArrangedQuerySet

CITEKEY = RegexValidator(
    r"\A[A-Za-z0-9][A-Za-z0-9:._+-]*\Z", _("Use Latin letters, digits and : . _ + - only.")
)
DOI = RegexValidator(r"\A10\.\d{4,9}/\S+\Z", _("Write a DOI without its address, such as 10.1000/182."))
ARXIV_ID = RegexValidator(
    r"\A(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d+)?\Z", _("Write an arXiv number such as 1706.03762.")
)


def check_authors(text: str) -> None:
    """Refuse what BibTeX could not read."""
    if not is_balanced(text):
        raise ValidationError(_("A brace has no partner."))
    names = names_in(text)
    if any(name.endswith(",") for name in names):
        raise ValidationError(_("Write no comma before “and”: Doe, Jane and Smith, John."))
    if not names or not all(is_readable(name) for name in names):
        raise ValidationError(_("Write “and” between the authors, and a comma only within a name."))


@dataclass(frozen=True)
class Author:
    """One of the authors of a publication."""

    name: str
    is_owner: bool


class PublicationQuerySet(ArrangedQuerySet["Publication"]):
    def selected(self) -> Self:
        """What the homepage shows."""
        return self.filter(is_selected=True)


class Publication(Arranged):
    """A work in print, with the fields of BibTeX. Titles, people and venues stay in their own language."""

    class EntryType(models.TextChoices):
        ARTICLE = "article", _("Journal article")
        INPROCEEDINGS = "inproceedings", _("Conference paper")
        INCOLLECTION = "incollection", _("Chapter")
        BOOK = "book", _("Book")
        PHDTHESIS = "phdthesis", _("Ph.D. thesis")
        MASTERSTHESIS = "mastersthesis", _("Master’s thesis")
        TECHREPORT = "techreport", _("Report")
        UNPUBLISHED = "unpublished", _("Unpublished")
        MISC = "misc", _("Other")

    VENUE_FIELDS = {
        EntryType.ARTICLE: "journal",
        EntryType.INPROCEEDINGS: "booktitle",
        EntryType.INCOLLECTION: "booktitle",
        EntryType.BOOK: "series",
        EntryType.PHDTHESIS: "school",
        EntryType.MASTERSTHESIS: "school",
        EntryType.TECHREPORT: "institution",
    }

    entry_type = models.CharField(
        _("type"), max_length=14, choices=EntryType, default=EntryType.INPROCEEDINGS
    )
    citekey = models.CharField(
        _("citation key"),
        max_length=100,
        unique=True,
        validators=[CITEKEY],
        help_text=_("Such as yin2024quantised."),
    )
    title = models.CharField(_("title"), max_length=300)
    authors = models.TextField(
        _("authors"),
        validators=[check_authors],
        help_text=_(
            "As in BibTeX, with “and” between them: Yin, Jerry and Ada Lovelace. "
            "Braces hold a name together: {Barnes and Noble}."
        ),
    )
    venue = models.CharField(
        _("venue"), max_length=300, blank=True, help_text=_("Journal, proceedings, school or institution.")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1800), MaxValueValidator(2200)]
    )
    month = models.PositiveSmallIntegerField(
        _("month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    volume = models.CharField(_("volume"), max_length=20, blank=True)
    number = models.CharField(_("number"), max_length=20, blank=True)
    pages = models.CharField(_("pages"), max_length=40, blank=True, help_text=_("Such as 12–34."))
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    doi = models.CharField("DOI", max_length=200, blank=True, validators=[DOI])
    url = models.URLField(_("web address"), blank=True)
    arxiv_id = models.CharField("arXiv", max_length=30, blank=True, validators=[ARXIV_ID])
    abstract = models.TextField(_("abstract"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    pdf_url = models.URLField("PDF", blank=True)
    code_url = models.URLField(_("code"), blank=True)
    slides_url = models.URLField(_("slides"), blank=True)
    poster_url = models.URLField(_("poster"), blank=True)
    video_url = models.URLField(_("video"), blank=True)
    post_url = models.URLField(_("post"), blank=True)
    award = models.CharField(_("award"), max_length=100, blank=True)
    is_selected = models.BooleanField(
        _("selected"), default=False, help_text=_("The homepage shows the selected publications.")
    )
    teaser = models.ForeignKey(
        "blog.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("teaser picture"),
    )

    cited_before: Mapping[str, object]  # set while it is saved, for the posts that cite it

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["position", "-year", models.F("month").desc(nulls_last=True), "title"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return self.shown_title

    @property
    def shown_title(self) -> str:
        """The title for readers: its braces and accents are BibTeX's."""
        return shown(self.title)

    @property
    def shown_venue(self) -> str:
        return shown(self.venue)

    def authors_marking(self, names: Collection[str]) -> list[Author]:
        """The authors in order, first names first; those whose name is one of `names` are the owner."""
        written = [reading_order(name) for name in names_in(self.authors)]
        has_more = written[-1:] == [OTHERS]
        authors = [Author(name, name in names) for name in (written[:-1] if has_more else written)]
        return [*authors, Author(str(_("et al.")), is_owner=False)] if has_more else authors

    @property
    def links(self) -> list[tuple[str, str]]:
        """What to follow, as label and address."""
        links = [
            (_("Page"), self.url),
            ("PDF", self.pdf_url),
            ("arXiv", self.arxiv_id and f"https://arxiv.org/abs/{self.arxiv_id}"),
            ("DOI", self.doi and f"https://doi.org/{quote(self.doi)}"),
            (_("Code"), self.code_url),
            (_("Slides"), self.slides_url),
            (_("Poster"), self.poster_url),
            (_("Video"), self.video_url),
            (_("Post"), self.post_url),
        ]
        return [(str(label), address) for label, address in links if address]

    @property
    def bibtex_fields(self) -> dict[str, str]:
        """As BibTeX names them; the empty ones are left out."""
        venue_field = self.VENUE_FIELDS.get(self.EntryType(self.entry_type), "howpublished")
        fields = {
            "title": self.title,
            "author": self.authors,
            venue_field: self.venue,
            "year": str(self.year),
            "month": MONTHS[self.month - 1] if self.month else "",
            "volume": self.volume,
            "number": self.number,
            "pages": self.pages.replace("–", "--"),
            "publisher": self.publisher,
            "doi": self.doi,
            "url": self.url,
            "eprint": self.arxiv_id,
            "archiveprefix": "arXiv" if self.arxiv_id else "",
            "note": self.note,
        }
        return {name: value for name, value in fields.items() if value}

    @property
    def bibtex(self) -> str:
        return bibtex_entry(self.entry_type, self.citekey, self.bibtex_fields)
