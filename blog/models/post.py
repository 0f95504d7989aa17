import uuid
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from taggit.managers import TaggableManager

from blog.markdown import VERSION, Problem
from blog.models.language import Language
from blog.models.rendering import RenderedModel, render_markdown
from blog.models.tag import TaggedItem

if TYPE_CHECKING:
    from blog.models.column import Column

TEXT_FIELDS = ("title", "summary", "body")
RESERVED_SLUGS = {"columns", "drafts"}
EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
TIME_IN_TRASH = timedelta(days=30)
FORMER = _(
    "The post “%(title)s” had this address, and readers are led on from it. Choose another slug, or delete "
    "the former address at the end of that post’s form."
)


class Status(models.TextChoices):
    """What the owner decided. Whether a post is scheduled or in the trash follows from its dates."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", pgettext_lazy("state of a post", "Published")
    UNLISTED = "unlisted", _("Unlisted: only by its address")


class Licence(models.TextChoices):
    """What others may do with a post."""

    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "CC-BY-NC-4.0", "CC BY-NC 4.0"
    RESERVED = "all-rights-reserved", _("All rights reserved")
    NO_REPOST = "no-repost", _("No reposting")

    @property
    def address(self) -> str:
        """The licence's own page, empty where there is none."""
        if not self.value.startswith("CC-"):
            return ""
        return f"https://creativecommons.org/licenses/{self.value[3:-4].lower()}/4.0/"


class PostQuerySet(models.QuerySet["Post"]):
    def published(self) -> "PostQuerySet":
        """What lists, feeds, the sitemap, tags and counts may show, now."""
        return self.filter(status=Status.PUBLISHED, published_at__lte=timezone.now(), trashed_at=None)

    def reachable(self) -> "PostQuerySet":
        """What answers at its own address: the published ones and the unlisted ones."""
        due = Q(status=Status.UNLISTED) | Q(status=Status.PUBLISHED, published_at__lte=timezone.now())
        return self.filter(due, trashed_at=None)

    def drafts(self) -> "PostQuerySet":
        return self.filter(status=Status.DRAFT, trashed_at=None)

    def unlisted(self) -> "PostQuerySet":
        return self.filter(status=Status.UNLISTED, trashed_at=None)

    def scheduled(self) -> "PostQuerySet":
        return self.filter(status=Status.PUBLISHED, published_at__gt=timezone.now(), trashed_at=None)

    def trashed(self) -> "PostQuerySet":
        return self.exclude(trashed_at=None)

    def preferring(self, language: str) -> "PostQuerySet":
        """One of each pair of translations among these posts, in `language` where there is a choice."""
        readable = self.filter(translation_key=OuterRef("translation_key"), language=language)
        return self.filter(Q(language=language) | ~Exists(readable))

    def siblings_of(self, post: "Post") -> "PostQuerySet":
        """The other rows with the same text in another language, whatever their state."""
        return self.filter(translation_key=post.translation_key).exclude(pk=post.pk)

    def in_column(self, column: "Column") -> "PostQuerySet":
        """The posts of one column, in its order."""
        return self.filter(column_entries__column=column).order_by(
            "column_entries__position", "column_entries__pk"
        )

    def newest_first(self) -> "PostQuerySet":
        return self.order_by("-published_at", "-pk")

    def before(self, post: "Post") -> "PostQuerySet":
        """Older posts, the nearest first."""
        earlier = Q(published_at=post.published_at, pk__lt=post.pk)
        return self.filter(Q(published_at__lt=post.published_at) | earlier).newest_first()

    def after(self, post: "Post") -> "PostQuerySet":
        """Newer posts, the nearest first."""
        later = Q(published_at=post.published_at, pk__gt=post.pk)
        return self.filter(Q(published_at__gt=post.published_at) | later).order_by("published_at", "pk")

    def with_column(self) -> "PostQuerySet":
        """With `column_pk`: the first, as columns are arranged, that holds the post and is visible."""
        entries = self.model.columns.through.objects.filter(post=OuterRef("pk"), column__is_visible=True)
        first = entries.order_by("column__position", "column").values("column")[:1]
        return self.annotate(**{"column_pk": Subquery(first)})

    def with_listing(self) -> "PostQuerySet":
        """With tags and column, without what only the post's own page shows."""
        return self.defer("body", "body_html", "contents", "plain_text").with_column().with_tags()

    def with_tags(self) -> "PostQuerySet":
        return self.prefetch_related("tags")  # type: ignore[misc]  # taggit has no types


class Post(RenderedModel):
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
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("published"),
        null=True,
        blank=True,
        validators=[MinValueValidator(EARLIEST, _("Choose a date after 1970."))],
        help_text=_("A future time schedules the post. Leave empty to publish now."),
    )
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True, editable=False)
    trashed_at = models.DateTimeField(_("in the trash since"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)
    canonical_url = models.URLField(
        _("canonical address"), blank=True, help_text=_("Where it appeared first, when that was elsewhere.")
    )
    edition = models.PositiveIntegerField(editable=False, default=0)  # counts the saves of the owner
    was_reachable = models.BooleanField(editable=False, default=False)  # see `has_been_reachable`
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
        try:
            self.derive()
        except ValueError as error:
            raise ValidationError({"body": str(error)}) from error

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
    def text(self) -> dict[str, str]:
        """What the owner wrote, by field: what revisions keep."""
        return {name: getattr(self, name) for name in TEXT_FIELDS}

    @property
    def is_reachable(self) -> bool:
        """The same fact as `reachable()`."""
        return self.trashed_at is None and (self.status == Status.UNLISTED or self.is_published)

    @property
    def has_been_reachable(self) -> bool:
        """Whether readers could ever see it at its present address, as a draft of today or in the trash too.

        A scheduled post comes out by the clock, without a save: so the present state counts beside
        `was_reachable`, which services set from it at every change.
        """
        return self.was_reachable or self.is_reachable

    @property
    def is_published(self) -> bool:
        """The same fact as `published()`."""
        is_due = self.published_at is not None and self.published_at <= timezone.now()
        return self.trashed_at is None and self.status == Status.PUBLISHED and is_due

    @property
    def is_scheduled(self) -> bool:
        """The same fact as `scheduled()`."""
        is_to_come = self.published_at is not None and self.published_at > timezone.now()
        return self.trashed_at is None and self.status == Status.PUBLISHED and is_to_come

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
