import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from profile_app.models.markdown import MarkdownModel

ONLY_KEY = 1


class Profile(MarkdownModel):
    """The owner. The table has one row, whose key the database checks."""

    markdown_fields = ("biography", "announcement")

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY_KEY, editable=False)
    name = models.CharField(
        pgettext_lazy("of a person", "name"), max_length=100, help_text=_("In Latin letters.")
    )
    name_han = models.CharField(_("name in Han characters"), max_length=50, blank=True)
    other_names = models.TextField(
        _("other names"),
        blank=True,
        help_text=_(
            "One a line: how publications print the name. All of them are marked in lists of authors."
        ),
    )
    headline = models.CharField(
        _("headline"), max_length=200, blank=True, help_text=_("One sentence on what the work is about.")
    )
    affiliation = models.TextField(
        _("affiliation"), blank=True, help_text=_("One line for the position, one for the institution.")
    )
    location = models.CharField(_("location"), max_length=100, blank=True)
    photo = models.ForeignKey(
        "blog.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo"),
        help_text=_("Without one the initials stand in its place."),
    )
    biography = models.TextField(_("biography"), blank=True, help_text=_("Markdown."))
    biography_html = models.TextField(editable=False, blank=True)
    announcement = models.TextField(
        _("announcement"), blank=True, help_text=_("Markdown. Stands highlighted above everything else.")
    )
    announcement_html = models.TextField(editable=False, blank=True)
    announcement_until = models.DateField(
        _("last day of the announcement"), null=True, blank=True, help_text=_("Leave empty to keep it.")
    )
    page_title = models.CharField(
        _("title of the homepage"),
        max_length=100,
        blank=True,
        help_text=_("For search engines and bookmarks."),
    )
    page_description = models.CharField(_("description of the homepage"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profile")
        constraints = [models.CheckConstraint(condition=models.Q(id=ONLY_KEY), name="one_profile")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self._state.adding and Profile.objects.exists():
            raise ValidationError(_("There is a profile already. Change that one: the site has one owner."))
        super().clean()

    def get_absolute_url(self) -> str:
        return reverse("profile:home")

    @property
    def display_name(self) -> str:
        """The name in the script of the reader's language."""
        return self.name_han if self.name_han and get_language() == "zh-hans" else self.name

    @property
    def other_script_name(self) -> str:
        """The name in the other script, empty when there is one only."""
        return self.name if self.display_name == self.name_han else self.name_han

    @property
    def all_names(self) -> set[str]:
        """Every name under which the owner publishes."""
        names = (self.name, self.name_han, *self.other_names.splitlines())
        return {name.strip() for name in names} - {""}

    @property
    def initials(self) -> str:
        """At most two letters: the monogram that stands in for a photo."""
        words = [word for word in self.name.split() if unicodedata.category(word[0]).startswith("L")]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def has_announcement(self) -> bool:
        """Whether there is one and its last day isn't over."""
        is_due = self.announcement_until is None or timezone.localdate() <= self.announcement_until
        return is_due and bool(self.announcement_html)
