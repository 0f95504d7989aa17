import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from taggit.managers import TaggableManager

from blog.markdown import VERSION, Problem
from blog.models.language import Language
from blog.models.licence import Licence
from blog.models.rendering import RenderedModel, render_markdown
from blog.models.tag import TaggedItem
from blog.models.visibility import PostQuerySet, VisibilityModel

if TYPE_CHECKING:
    from blog.models.column import Column

TEXT_FIELDS = ("title", "summary", "body")
RESERVED_SLUGS = {"columns", "drafts"}
TIME_IN_TRASH = timedelta(days=30)
FORMER = _(
    "The post “%(title)s” had this address, and readers are led on from it. Choose another slug, or delete "
    "the former address at the end of that post’s form."
)


class Post(RenderedModel, VisibilityModel):
    """A post in one language, at one address; its translation is a row with the same `translation_key`."""

    column_pk: int | None  # of `with_column`
    column: "Column | None"  # set by the lists that show it
    found_problems: tuple[Problem, ...] = ()  # by the last `derive`

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("slug"), max_length=100, allow_unicode=True, help_text=_("The last part of the address.")
    )
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.ENGLISH)
    translation_key = models.UUIDField(default=uuid.uuid4, editable=False)
    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=500,
        help_text=_("For lists and feeds. Leave empty to take the beginning."),
    )
    body = models.TextField(_("body"), blank=True)
    cover = models.ForeignKey(
        "blog.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("cover")
    )
    tags = TaggableManager(
        _("tags"), through=TaggedItem, blank=True, help_text=_("Separated by commas; a tag may hold spaces.")
    )
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)
    canonical_url = models.URLField(
        _("canonical address"), blank=True, help_text=_("Where it appeared first, when that was elsewhere.")
    )
    edition = models.PositiveIntegerField(editable=False, default=0)  # counts the saves of the owner
    is_sample = models.BooleanField(_("sample post"), default=False, editable=False)

    body_html = models.TextField(editable=False, blank=True)
    contents = models.JSONField(editable=False, default=list)
    plain_text = models.TextField(editable=False, blank=True)
    auto_summary = models.TextField(editable=False, blank=True)
    words = models.PositiveIntegerField(_("words"), editable=False, default=0)
    formulas = models.PositiveIntegerField(_("formulas"), editable=False, default=0)
    problems = models.PositiveIntegerField(_("problems"), editable=False, default=0)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="post_slug_once_per_language"),
            models.UniqueConstraint(
                fields=["translation_key", "language"], name="one_translation_per_language"
            ),
        ]
        indexes = [models.Index(fields=["status", "trashed_at", "-published_at"], name="post_visibility")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The one address, under the prefix of the post's own language."""
        with override(self.language):
            return reverse("blog:post-detail", args=[self.slug])

    def clean(self) -> None:
        """Make a taken address, or a text beyond the renderer's limits, a message beside the field."""
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address belongs to another page. Choose another slug.")})
        same = Post.objects.filter(language=self.language, slug=self.slug).exclude(pk=self.pk)
        if same.exists():
            raise ValidationError({"slug": _("Another post in this language has this slug already.")})
        moved = Post.objects.filter(
            former_addresses__language=self.language, former_addresses__slug=self.slug
        )
        if other := moved.exclude(pk=self.pk).first():
            raise ValidationError({"slug": FORMER % {"title": other.title}})
        self.check_text("body")

    @classmethod
    def source_fields(cls) -> Collection[str]:
        return ("body", "language")

    @classmethod
    def derived_fields(cls) -> Collection[str]:
        return DERIVED

    def derive(self) -> None:
        document = render_markdown(self.body, language=self.language)
        self.body_html = document.html
        self.contents = [heading.as_dict() for heading in document.contents]
        self.plain_text = document.plain_text
        self.auto_summary = document.summary
        self.words = document.words
        self.formulas = document.formulas
        self.found_problems = document.problems
        self.problems = len(document.problems)
        self.renderer_version = VERSION

    @property
    def errors(self) -> list[Problem]:
        """What the last `derive` found that readers would see as wrong, not the hints for the writer."""
        return [problem for problem in self.found_problems if problem.level == "error"]

    @property
    def text(self) -> dict[str, str]:
        """What the owner wrote, by field: what revisions keep."""
        return {name: getattr(self, name) for name in TEXT_FIELDS}

    @property
    def lead(self) -> str:
        """The owner's summary, or the beginning of the text."""
        return self.summary or self.auto_summary

    @property
    def language_tag(self) -> str:
        return Language(self.language).tag

    @property
    def reading_minutes(self) -> int:
        return Language(self.language).reading_minutes(self.words)

    @property
    def translation(self) -> "Post | None":
        """The published post in the other language that belongs to this one."""
        return Post.objects.published().siblings_of(self).first()


DERIVED = (
    "body_html",
    "contents",
    "plain_text",
    "auto_summary",
    "words",
    "formulas",
    "problems",
    "renderer_version",
)
