"""Which posts readers see: what the owner decided, and what the clock makes of it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from blog.models.column import Column
    from blog.models.post import Post

EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
LATEST_YEAR = 9000  # far enough from the last one that clocks know for every time zone


class Status(models.TextChoices):
    """What the owner decided. Whether a post is scheduled or in the trash follows from its dates."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", pgettext_lazy("state of a post", "Published")
    UNLISTED = "unlisted", _("Unlisted: only by its address")


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
        return self.without_texts().with_column().with_tags()

    def without_texts(self) -> "PostQuerySet":
        """Without what only a post's own page and form show."""
        return self.defer("body", "body_html", "contents", "plain_text")

    def locked(self, posts: "Iterable[Post]") -> "PostQuerySet":
        """These posts as they are now, and until the transaction ends, where a database can hold rows."""
        keys: Any = posts.values("pk") if isinstance(posts, models.QuerySet) else [post.pk for post in posts]
        return self.select_for_update().filter(pk__in=keys).order_by("pk")

    def with_tags(self) -> "PostQuerySet":
        return self.prefetch_related("tags")  # type: ignore[misc]  # taggit has no types


class VisibilityModel(models.Model):
    """The fields that visibility follows from, and the same facts of one row as the querysets' words."""

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("published"),
        null=True,
        blank=True,
        validators=[MinValueValidator(EARLIEST, _("Choose a date after 1970."))],
        help_text=_("A future time schedules the post. Leave empty to publish now."),
    )
    trashed_at = models.DateTimeField(_("in the trash since"), null=True, blank=True, editable=False)
    was_reachable = models.BooleanField(editable=False, default=False)  # see `has_been_reachable`

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Make a year that no time zone can show a message beside the field."""
        super().clean()
        if self.published_at and self.published_at.year > LATEST_YEAR:
            raise ValidationError({"published_at": _("Choose a year before 9001.")})

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
