from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.markdown.contents import is_reserved
from profile_app.models.arranged import Arranged, ArrangedManager
from profile_app.models.markdown import MarkdownModel


class Section(Arranged, MarkdownModel):
    """A part of the homepage: what it lists, under which heading, and where it stands."""

    class Kind(models.TextChoices):
        BIOGRAPHY = "biography", _("Biography")
        INTERESTS = "interests", _("Research interests")
        NEWS = "news", _("News")
        WRITING = "writing", _("Latest posts")
        PUBLICATIONS = "publications", _("Selected publications")
        PATH = "path", _("Experience and education")
        PROJECTS = "projects", _("Projects")
        AWARDS = "awards", _("Awards")
        SERVICE = "service", _("Service")
        SKILLS = "skills", _("Skills")
        CONTACT = "contact", _("Contact")
        TEXT = "text", _("Text of its own")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.TEXT)
    title = models.CharField(_("title"), max_length=100)
    anchor = models.SlugField(
        _("anchor"),
        max_length=50,
        unique=True,
        help_text=_("The part of the address after #, in Latin letters."),
    )
    old_anchors = models.CharField(
        _("old anchors"),
        max_length=200,
        blank=True,
        help_text=_("Separated by spaces: anchors of earlier pages that shall lead here."),
    )
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("Markdown. The whole of a text section, an introduction in others."),
    )
    text_html = models.TextField(editable=False, blank=True)

    objects = ArrangedManager["Section"]()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        taken = {anchor for other in Section.objects.exclude(pk=self.pk) for anchor in other.all_anchors}
        for place, anchor in enumerate(self.all_anchors):
            # Headings have ids of their own: h-news names the section news.
            if anchor in taken or is_reserved(anchor) or anchor.startswith("h-"):
                message = _("The page has the anchor %(anchor)s already.") % {"anchor": anchor}
                raise ValidationError({"old_anchors" if place else "anchor": message})
            taken.add(anchor)

    def get_absolute_url(self) -> str:
        return f"{reverse('profile:home')}#{self.anchor}"

    @property
    def all_anchors(self) -> list[str]:
        return [self.anchor, *self.old_anchors.split()]

    @property
    def earlier_anchors(self) -> list[str]:
        return self.old_anchors.split()

    @property
    def template_name(self) -> str:
        """The partial that shows the rows of this kind."""
        return f"profile_app/_section_{SHAPES.get(self.kind, self.kind)}.html"


SHAPES: dict[str, str] = {
    Section.Kind.PROJECTS: "cards",
    Section.Kind.SKILLS: "cards",
    Section.Kind.AWARDS: "lines",
    Section.Kind.SERVICE: "lines",
}
"""Kinds that share a partial; each of the others has one of its own name."""
