from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from blog.markdown import TEXT, VERSION
from blog.models.language import Language
from blog.models.rendering import render_markdown

if TYPE_CHECKING:
    from blog.models.post import Post


class ColumnQuerySet(models.QuerySet["Column"]):
    def visible(self) -> "ColumnQuerySet":
        return self.filter(is_visible=True)

    def with_post_counts(self, posts: "models.QuerySet[Post]") -> "ColumnQuerySet":
        """Columns that hold any of `posts`, with `post_count`. Give it published posts."""
        counts = {"post_count": Count("entries")}
        columns = self.filter(entries__post__in=posts.values("pk")).annotate(**counts)
        return columns.order_by("position", "pk")


class Column(models.Model):
    """专栏: an ordered series of posts with a page of its own."""

    post_count: int  # of `with_post_counts`

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=100, unique=True, allow_unicode=True)
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.ENGLISH)
    description = models.TextField(
        _("description"), blank=True, help_text=_("Markdown, shown on the column's page.")
    )
    description_html = models.TextField(editable=False, blank=True)
    renderer_version = models.PositiveIntegerField(editable=False, default=0)
    posts = models.ManyToManyField("blog.Post", through="blog.ColumnEntry", related_name="columns")
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Columns are listed in this order.")
    )
    is_visible = models.BooleanField(_("visible"), default=True)

    objects = ColumnQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("column")
        verbose_name_plural = _("columns")

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the HTML of the description too. Raises ValueError when that is beyond the limits."""
        self.derive()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The one address, under the prefix of the column's own language."""
        with override(self.language):
            return reverse("blog:column-detail", args=[self.slug])

    def clean(self) -> None:
        """Make a text beyond the renderer's limits a message beside the field."""
        super().clean()
        try:
            self.derive()
        except ValueError as error:
            raise ValidationError({"description": str(error)}) from error

    def derive(self) -> None:
        """Set every derived column from the description."""
        self.description_html = render_markdown(self.description, language=self.language, profile=TEXT).html
        self.renderer_version = VERSION

    @property
    def language_tag(self) -> str:
        return Language(self.language).tag


class ColumnEntry(models.Model):
    """The place of a post in a column."""

    column = models.ForeignKey(Column, models.CASCADE, related_name="entries", verbose_name=_("column"))
    post = models.ForeignKey(
        "blog.Post", models.CASCADE, related_name="column_entries", verbose_name=_("post")
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("post in the column")
        verbose_name_plural = _("posts in the column")
        constraints = [models.UniqueConstraint(fields=["column", "post"], name="post_once_per_column")]

    def __str__(self) -> str:
        return f"{self.column}, {self.position}"
