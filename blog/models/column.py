from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from blog.markdown import TEXT, VERSION
from blog.models.language import Language
from blog.models.post import Post
from blog.models.rendering import RenderedModel, render_markdown
from blog.models.visibility import PostQuerySet


class ColumnQuerySet(models.QuerySet["Column"]):
    def published(self) -> "ColumnQuerySet":
        """What readers may see: the visible ones that hold a published post, with `post_count`.

        A post and its translation count once.
        """
        posts = {"post_count": Count("entries__post__translation_key", distinct=True)}
        holding = self.filter(is_visible=True, entries__post__in=Post.objects.published().values("pk"))
        return holding.annotate(**posts).order_by("position", "pk")


class Column(RenderedModel):
    """专栏: an ordered series of posts with a page of its own."""

    post_count: int  # of `published`

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=100, unique=True, allow_unicode=True)
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.ENGLISH)
    description = models.TextField(
        _("description"), blank=True, help_text=_("Markdown, shown on the column's page.")
    )
    description_html = models.TextField(editable=False, blank=True)
    summary = models.TextField(editable=False, blank=True)
    posts = models.ManyToManyField(Post, through="blog.ColumnEntry", related_name="columns")
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

    def get_absolute_url(self) -> str:
        """The one address, under the prefix of the column's own language."""
        with override(self.language):
            return reverse("blog:column-detail", args=[self.slug])

    def clean(self) -> None:
        """Make a text beyond the renderer's limits a message beside the field."""
        super().clean()
        self.check_text("description")

    @classmethod
    def source_fields(cls) -> Collection[str]:
        return ("description", "language")

    @classmethod
    def derived_fields(cls) -> Collection[str]:
        return ("description_html", "summary", "renderer_version")

    def derive(self) -> None:
        document = render_markdown(self.description, language=self.language, profile=TEXT)
        self.description_html = document.html
        self.summary = document.summary
        self.renderer_version = VERSION

    def listed_posts(self, language: str) -> PostQuerySet:
        """The published posts in the owner's order, of each pair the one in `language`."""
        return Post.objects.published().in_column(self).preferring(language)

    @property
    def language_tag(self) -> str:
        return Language(self.language).tag


class ColumnEntry(models.Model):
    """The place of a post in a column."""

    column = models.ForeignKey(Column, models.CASCADE, related_name="entries", verbose_name=_("column"))
    post = models.ForeignKey(Post, models.CASCADE, related_name="column_entries", verbose_name=_("post"))
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Leave 0 to put it behind the others.")
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("post in the column")
        verbose_name_plural = _("posts in the column")
        constraints = [models.UniqueConstraint(fields=["column", "post"], name="post_once_per_column")]

    def __str__(self) -> str:
        return f"{self.column}, {self.position}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Put a new entry without a place behind the others."""
        if self._state.adding and not self.position:
            self.position = (self.column.entries.aggregate(last=Max("position"))["last"] or 0) + 1
        super().save(*args, **kwargs)
