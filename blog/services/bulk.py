"""What the owner does to many posts at once."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from blog.models import Column, ColumnEntry, Post, Tag
from blog.models.visibility import Status
from blog.services.posts import save_post

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Outcome(NamedTuple):
    """How many posts were changed, and which ones could not be, with the reason."""

    changed: int
    refused: list[tuple[Post, str]]


@transaction.atomic
def publish_drafts(*, posts: Iterable[Post], author: "User | None" = None) -> Outcome:
    """Publish those that are drafts: now, or at the date in the past that one has already.

    A text with errors waits: its form names them, and publishes it all the same when the owner says so.
    """
    rows = list(Post.objects.locked(posts))
    trashed = [(post, _("It is in the trash.")) for post in rows if post.trashed_at is not None]
    drafts = [post for post in rows if post.trashed_at is None and post.status == Status.DRAFT]
    for post in drafts:
        post.status = Status.PUBLISHED
        if post.is_scheduled:
            post.published_at = None
    changed, refused = _save(drafts, author)
    return Outcome(changed, trashed + refused)


@transaction.atomic
def unlist_posts(*, posts: Iterable[Post], author: "User | None" = None) -> Outcome:
    """Take those that readers see in lists out of them; what they can't reach yet stays out of reach."""
    seen = [post for post in Post.objects.locked(posts) if post.is_published]
    for post in seen:
        post.status = Status.UNLISTED
    return _save(seen, author)


@transaction.atomic
def tag_posts(*, posts: Iterable[Post], tag: Tag) -> int:
    """Put a tag on posts. Returns how many did not have it."""
    without = list(Post.objects.locked(posts).exclude(tags=tag))
    for post in without:
        post.tags.add(tag)
    return len(without)


@transaction.atomic
def add_to_column(*, posts: Iterable[Post], column: Column, leave_others: bool = False) -> int:
    """Put posts behind those of a column, the oldest first. Returns how many were not in it.

    Those that were in it keep their place. With `leave_others` all of them stand in no other column.
    """
    Column.objects.select_for_update().get(pk=column.pk)
    rows = Post.objects.locked(posts)
    new = list(rows.exclude(columns=column).order_by(F("published_at").asc(nulls_last=True), "pk"))
    for post in new:
        ColumnEntry.objects.create(column=column, post=post)
    if leave_others:
        ColumnEntry.objects.filter(post__in=list(rows)).exclude(column=column).delete()
    return len(new)


def _save(posts: list[Post], author: "User | None") -> Outcome:
    """Save each that can be: a text may be beyond limits that are newer than it."""
    refused: list[tuple[Post, str]] = []
    for post in posts:
        try:
            post.check_text("body")
        except ValidationError as error:
            refused.append((post, error.messages[0]))
            continue
        if post.status == Status.PUBLISHED and post.errors:
            refused.append((post, _("Its text has errors. Publish it from its form, which names them.")))
            continue
        save_post(post=post, author=author)
    return Outcome(len(posts) - len(refused), refused)
