"""What posts may cite, and which source answers for a key."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from blog.formats.bibliography import Fault, Work, read_bibliography
from blog.formats.references import describe, is_chinese
from blog.markdown import Reference, ReferencePart
from blog.models.language import Language

MOST_NAMED = 5
MOST_CHARACTERS_OF_A_POST = 300_000
Source = Callable[[Collection[str]], Mapping[str, Work]]
FAULTS: dict[str, Any] = {
    "characters": _(
        "The text is too long: at most %(detail)s characters. Make several bibliographies of it."
    ),
    "entries": _("There are too many entries: at most %(detail)s. Make several bibliographies of it."),
    "nothing": _("There is no BibTeX entry in it, such as @article{key, title={…}}."),
    "entry": _(
        "Line %(line)d: the entry “%(detail)s” can’t be read. Is a brace, a comma or an equals sign missing?"
    ),
    "duplicate": _("Line %(line)d: the key “%(detail)s” is taken by an earlier entry."),
    "field": _("Line %(line)d: the entry has the field %(detail)s twice."),
    "key": _("Line %(line)d: “%(detail)s” is no key. Use up to 100 letters, digits and : . _ / + -"),
}
MOST_OF_A_DETAIL = 60


def check_bibliography(text: str) -> None:
    """Refuse what can't be read, naming the first faults by their lines."""
    faults = read_bibliography(text).faults
    if not faults:
        return
    words = [_fault_words(fault) for fault in faults[:MOST_NAMED]]
    if rest := len(faults) - MOST_NAMED if len(faults) > MOST_NAMED else 0:
        more = ngettext("… and %(count)d more fault.", "… and %(count)d more faults.", rest)
        words.append(more % {"count": rest})
    raise ValidationError(words)


def check_bibliography_of_post(text: str) -> None:
    """The same for one that is read whenever its post is rendered."""
    if len(text) > MOST_CHARACTERS_OF_A_POST:
        raise ValidationError(FAULTS["characters"] % {"detail": f"{MOST_CHARACTERS_OF_A_POST:,}"})
    check_bibliography(text)


def _fault_words(fault: Fault) -> str:
    short = (
        fault.detail[: MOST_OF_A_DETAIL - 1] + "…" if len(fault.detail) > MOST_OF_A_DETAIL else fault.detail
    )
    return str(FAULTS[fault.kind] % {"line": fault.line, "detail": short})


class Bibliography(models.Model):
    """A .bib file of which every post may cite; its entries are rows, so that a key is found at once."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    text = models.TextField(
        "BibTeX",
        validators=[check_bibliography],
        help_text=_(
            "The content of a .bib file. Posts cite it as [@key], [@key, p. 3] or [@key; @other]. When an "
            "entry changes, the posts that cite it are rendered again."
        ),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("bibliography")
        verbose_name_plural = _("bibliographies")

    def __str__(self) -> str:
        return self.name


class BibliographyEntryQuerySet(models.QuerySet["BibliographyEntry"]):
    def works(self, keys: Collection[str]) -> dict[str, Work]:
        """By key; where several bibliographies have it, that of the first by name."""
        rows = self.filter(key__in=keys).order_by("-bibliography__name")
        return {row.key: row.work for row in rows}


class BibliographyEntry(models.Model):
    """One work of a bibliography."""

    bibliography = models.ForeignKey(Bibliography, models.CASCADE, related_name="entries")
    key = models.CharField(max_length=100, db_index=True)
    kind = models.CharField(max_length=100)
    fields = models.JSONField(default=dict)

    objects = BibliographyEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bibliography", "key"], name="key_once_per_bibliography")
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def work(self) -> Work:
        return Work(self.kind, self.fields)


def find_references(keys: Collection[str], *, bibliography: str, language: str) -> dict[str, Reference]:
    """What a text in `language` may cite: of its own bibliography, the site's, then BLOG_REFERENCES."""
    works: dict[str, Work] = {}
    for source in (
        _source_of(bibliography),
        BibliographyEntry.objects.works,
        import_string(settings.BLOG_REFERENCES),
    ):
        missing = [key for key in keys if key not in works]
        works |= source(missing) if missing else {}
    return {key: _reference(key, work, language) for key, work in works.items()}


def _source_of(bibliography: str) -> Source:
    own = read_bibliography(bibliography[: MOST_CHARACTERS_OF_A_POST + 1]).works if bibliography else {}
    return lambda keys: {key: own[key] for key in keys if key in own}


def _reference(key: str, work: Work, language: str) -> Reference:
    parts = tuple(ReferencePart(*part) for part in describe(work, language)) or (ReferencePart(key),)
    return Reference(parts, (Language.CHINESE if is_chinese(work) else Language.ENGLISH).tag)
