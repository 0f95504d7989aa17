from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from blog.models import FormerAddress, Post
from blog.models.post import TIME_IN_TRASH


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
        FormerAddress.objects.settle(post, post)
        post.trashed_at = moment
        post.edition += 1
        post.save(update_fields=["trashed_at", "edition", "was_reachable"])
    return len(posts)


@transaction.atomic
def delete_posts(*, posts: Iterable[Post]) -> int:
    """Delete posts for good. Returns how many.

    Every address at which readers could see one is gone from then on, and says so.
    """
    rows = Post.objects.select_for_update().filter(pk__in=[post.pk for post in posts])
    seen = [post for post in rows if post.has_been_reachable]
    for post in seen:
        FormerAddress.objects.keep(post, None)
    count = len(rows)
    rows.delete()
    return count


@transaction.atomic
def empty_trash() -> int:
    """Delete for good what has been in the trash for longer than it is kept there. Returns how many."""
    limit = timezone.now() - TIME_IN_TRASH
    return delete_posts(posts=Post.objects.select_for_update().filter(trashed_at__lt=limit).only("pk"))
