from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from profile_app.models.arranged import Arranged, ArrangedQuerySet
from profile_app.models.markdown import MarkdownModel


class InterestQuerySet(ArrangedQuerySet["Interest"]):
    def visible(self) -> "InterestQuerySet":
        """Interests that are visible themselves and stand under none that is hidden."""
        return super().visible().exclude(parent__is_visible=False)


class Interest(Arranged, MarkdownModel):
    """A field of research, or a topic in one."""

    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="topics",
        limit_choices_to={"parent": None},
        verbose_name=_("field"),
        help_text=_("Left empty, this is itself a field with topics below it."),
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True, help_text=_("Markdown."))
    text_html = models.TextField(editable=False, blank=True)
    tags = models.ManyToManyField(
        "blog.Tag",
        blank=True,
        related_name="+",
        verbose_name=_("tags"),
        help_text=_("The number of posts with each of them is shown and links to the tag's page."),
    )

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("research interest")
        verbose_name_plural = _("research interests")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.parent is None:
            return
        if self.parent == self or self.parent.parent_id is not None:
            raise ValidationError({"parent": _("Choose a field, not a topic: there are two levels.")})
        if self.pk and self.topics.exists():
            raise ValidationError({"parent": _("This field has topics of its own, so it can't become one.")})
