from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from blog.models import Post, Revision
from blog.models.post import Status

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def save_post(*, post: Post, author: "User | None" = None) -> None:
    """Save a post as the owner left it, and keep a revision where its text is new.

    A post that is published without a date is published now. What the owner has written into a sample makes
    it the owner's own. `edited_at` tells readers of a change of a text that they could see. Raises ValueError
    when the text is beyond the renderer's limits; then nothing is saved.
    """
    if post.status == Status.PUBLISHED and post.published_at is None:
        post.published_at = timezone.now()
    stored = Post.objects.select_for_update().filter(pk=post.pk).first()
    if stored is not None and stored.text != post.text:
        post.is_sample = False
        if stored.is_published and post.is_published and _is_seen(stored, post):
            post.edited_at = timezone.now()
        Revision.objects.record(stored)
    post.edition += 1
    post.save()
    Revision.objects.record(post, author)


def _is_seen(before: Post, after: Post) -> bool:
    """Whether the post's own page shows the difference."""
    return (before.title, before.body) != (after.title, after.body)


@transaction.atomic
def restore_revision(*, revision: Revision, author: "User | None" = None) -> Post:
    """Give a post an earlier text again: a save like any other, so that the present text stays a revision."""
    post = Post.objects.select_for_update().get(pk=revision.post_id)
    for name, text in revision.text.items():
        setattr(post, name, text)
    save_post(post=post, author=author)
    return post


@transaction.atomic
def trash_posts(*, posts: Iterable[Post]) -> int:
    """Take posts from the site and keep them as they are. Returns how many."""
    return _set_trashed([post for post in posts if post.trashed_at is None], timezone.now())


@transaction.atomic
def restore_posts(*, posts: Iterable[Post]) -> int:
    """Put posts back in the state that they had. Returns how many."""
    return _set_trashed([post for post in posts if post.trashed_at is not None], None)


def _set_trashed(posts: list[Post], moment: datetime | None) -> int:
    for post in posts:
        post.trashed_at = moment
        post.edition += 1
        post.save(update_fields=["trashed_at", "edition"])
    return len(posts)
