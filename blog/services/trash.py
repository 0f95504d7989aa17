from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from blog.models import FormerAddress, Post
from blog.models.post import TIME_IN_TRASH


@transaction.atomic
def trash_posts(*, posts: Iterable[Post]) -> int:
    """Take posts from the site and keep them as they are. Returns how many."""
    return _set_trashed(Post.objects.locked(posts).filter(trashed_at=None), timezone.now())


@transaction.atomic
def restore_posts(*, posts: Iterable[Post]) -> int:
    """Put posts back in the state that they had. Returns how many."""
    return _set_trashed(Post.objects.locked(posts).trashed(), None)


def _set_trashed(posts: Iterable[Post], moment: datetime | None) -> int:
    rows = list(posts)
    for post in rows:
        FormerAddress.objects.settle(post, post)
        post.trashed_at = moment
        post.edition += 1
        post.save(update_fields=["trashed_at", "edition", "was_reachable"])
    return len(rows)


@transaction.atomic
def delete_posts(*, posts: Iterable[Post]) -> int:
    """Delete posts for good. Returns how many.

    Every address at which readers could see one is gone from then on, and says so.
    """
    rows = list(Post.objects.locked(posts).without_texts())
    for post in rows:
        if post.has_been_reachable:
            FormerAddress.objects.keep(post, None)
    Post.objects.filter(pk__in=[post.pk for post in rows]).delete()
    return len(rows)


@transaction.atomic
def empty_trash() -> int:
    """Delete for good what has been in the trash for longer than it is kept there. Returns how many."""
    limit = timezone.now() - TIME_IN_TRASH
    return delete_posts(posts=Post.objects.filter(trashed_at__lt=limit))
