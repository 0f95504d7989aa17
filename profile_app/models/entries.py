import re
from html import unescape
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from profile_app.models.arranged import Arranged, ArrangedManager, ArrangedQuerySet
from profile_app.models.dates import Precision, date_text, machine_date, ongoing_text, period_text, until_text
from profile_app.models.localised import localised
from profile_app.models.markdown import MarkdownModel

YEARS = range(1900, 2201)
TEX_SOURCE = re.compile(r"<annotation\b.*?</annotation>", re.DOTALL)


class EntryManager(ArrangedManager["Entry"]):
    """Entries of the model's own kind; of every kind for `Entry` itself."""

    def get_queryset(self) -> ArrangedQuerySet["Entry"]:
        rows = super().get_queryset()
        return rows.filter(kind=self.model.own_kind) if self.model.own_kind else rows


class Entry(Arranged, MarkdownModel):
    """One line of the curriculum. All kinds share a table, so that the homepage reads them in one query."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        EDUCATION = "education", _("Education")
        EXPERIENCE = "experience", _("Experience")
        SKILLS = "skills", _("Skills")
        PROJECT = "project", _("Project")
        AWARD = "award", _("Award")
        SERVICE = "service", _("Service")

    own_kind: ClassVar[str] = ""

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, editable=False)
    title = models.CharField(_("title"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    url = models.URLField(_("web address"), blank=True)
    text = models.TextField(_("text"), blank=True, help_text=_("Markdown."))
    text_html = models.TextField(editable=False, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("A few words in small print."))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    is_ongoing = models.BooleanField(_("to this day"), default=False)
    date_precision = models.CharField(
        _("precision of the dates"), max_length=5, choices=Precision, default=Precision.MONTH
    )
    when_text = models.CharField(
        _("time in words"),
        max_length=50,
        blank=True,
        help_text=_("Shown instead of the dates: “Summer 2023”."),
    )
    is_pinned = models.BooleanField(_("pinned"), default=False, help_text=_("Stands before the others."))

    objects = EntryManager()

    class Meta:
        ordering = [
            "-is_pinned",
            "position",
            Coalesce("starts_on", "ends_on").desc(nulls_last=True),
            "-pk",
        ]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        indexes = [models.Index(fields=["kind", "is_visible"], name="entry_kind_visible")]

    def __str__(self) -> str:
        html = TEX_SOURCE.sub("", localised(self, "text_html").value)
        return self.title or Truncator(unescape(strip_tags(html))).chars(60)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = self.own_kind or self.kind
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        needed = "text" if self.Kind.NEWS in {self.own_kind, self.kind} else "title"
        if not localised(self, needed).value:
            # Not at the field: a row of the admin's list has none.
            raise ValidationError(_("Write it in at least one language."))
        if any(day and day.year not in YEARS for day in (self.starts_on, self.ends_on)):
            raise ValidationError(_("Write dates from the years 1900 to 2200."))
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The end is before the beginning.")})
        if self.is_ongoing and self.ends_on:
            raise ValidationError({"is_ongoing": _("What goes on to this day has no last day yet.")})
        if self.is_ongoing and not (self.starts_on or localised(self, "when_text").value):
            raise ValidationError({"is_ongoing": _("Say since when, as a date or in words.")})

    @property
    def when(self) -> str:
        """The time for readers: the owner's words, or the dates in the reader's language, or nothing."""
        start, end = self.starts_on, self.ends_on
        if self.when_text:
            return self.when_text
        if start and end:
            return period_text(start, end, self.date_precision)
        if end:
            return until_text(end, self.date_precision)
        if start is None:
            return ""
        write = ongoing_text if self.is_ongoing else date_text
        return write(start, self.date_precision)

    @property
    def machine_date(self) -> str:
        """For `<time datetime>`; empty when the text is a period or in words."""
        if self.starts_on is None or self.ends_on or self.is_ongoing or self.when_text:
            return ""
        return machine_date(self.starts_on, self.date_precision)


class NewsItem(Entry):
    own_kind = Entry.Kind.NEWS

    class Meta:
        proxy = True
        verbose_name = _("news item")
        verbose_name_plural = _("news")


class Education(Entry):
    own_kind = Entry.Kind.EDUCATION

    class Meta:
        proxy = True
        verbose_name = _("education")
        verbose_name_plural = _("education")


class Experience(Entry):
    own_kind = Entry.Kind.EXPERIENCE

    class Meta:
        proxy = True
        verbose_name = _("experience")
        verbose_name_plural = _("experience")


class SkillGroup(Entry):
    own_kind = Entry.Kind.SKILLS

    class Meta:
        proxy = True
        verbose_name = _("group of skills")
        verbose_name_plural = _("skills")


class Project(Entry):
    own_kind = Entry.Kind.PROJECT

    class Meta:
        proxy = True
        verbose_name = _("project")
        verbose_name_plural = _("projects")


class Award(Entry):
    own_kind = Entry.Kind.AWARD

    class Meta:
        proxy = True
        verbose_name = _("award")
        verbose_name_plural = _("awards")


class CommunityService(Entry):
    own_kind = Entry.Kind.SERVICE

    class Meta:
        proxy = True
        verbose_name = _("service")
        verbose_name_plural = _("service")
