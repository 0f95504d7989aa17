from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Window
from django.db.models.functions import Lag, Length
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from blog.models.post import TEXT_FIELDS, Post

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class RevisionQuerySet(models.QuerySet["Revision"]):
    def record(self, post: Post, author: "User | None" = None) -> None:
        """Keep the text of a post, unless it is that of the last revision."""
        latest = self.filter(post=post).first()
        if latest is None or latest.text != post.text:
            self.create(post=post, author=author, **post.text)

    def with_sizes(self) -> "RevisionQuerySet":
        """With `size` and `change`, in characters of the body, and without the texts themselves."""
        size = Length("body")
        before = Window(Lag(size, default=0), order_by="pk")
        return self.defer("summary", "body").annotate(size=size, change=size - before).order_by("-pk")


class Revision(models.Model):
    """The text of a post as one save left it. Rows are only ever added: nothing that was saved is lost."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions", verbose_name=_("post"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
    )
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("body"), blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return f"{self.title}, {localtime(self.created_at):%Y-%m-%d %H:%M}"

    @property
    def text(self) -> dict[str, str]:
        """As `Post.text`."""
        return {name: getattr(self, name) for name in TEXT_FIELDS}
