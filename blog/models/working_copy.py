import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.models.post import Post

FIELDS = ("title", "slug", "language", "summary", "body")


class WorkingCopy(models.Model):
    """What an author is writing and has not saved: never public, and the saved post stays as it is."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("author")
    )
    post = models.ForeignKey(
        Post, models.CASCADE, null=True, related_name="working_copies", verbose_name=_("post")
    )
    edition = models.PositiveIntegerField(default=0)  # of the post, when the writing began
    values = models.JSONField(default=dict)
    updated_at = models.DateTimeField(_("saved"), auto_now=True)

    class Meta:
        ordering = ["-updated_at"]
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")

    def __str__(self) -> str:
        return self.values.get("title") or str(_("without a title"))

    def differs_from(self, post: Post | None) -> bool:
        """Whether it holds anything that the saved post doesn't."""
        return post is None or any(self.values.get(name, "") != getattr(post, name) for name in FIELDS)

    @staticmethod
    def key_for(author_pk: int, post: Post) -> uuid.UUID:
        """The key of the author's one working copy of a saved post; a new post's is made by chance."""
        return uuid.uuid5(post.translation_key, f"{author_pk} {post.pk}")
