from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from blog.models import Post
from blog.models.post import Status

TEXT = {"title", "body"}


@transaction.atomic
def save_post(*, post: Post, changed: Collection[str]) -> None:
    """Save a post as the owner left it, with other values in the fields `changed`.

    A post that is published without a date is published now. What the owner has written into a sample makes
    it the owner's own. `edited_at` tells readers of a change of a text that they could see. Raises ValueError
    when the text is beyond the renderer's limits; then nothing is saved.
    """
    if post.status == Status.PUBLISHED and post.published_at is None:
        post.published_at = timezone.now()
    was_published = Post.objects.published().filter(pk=post.pk).exists()
    if was_published and post.is_published and not TEXT.isdisjoint(changed):
        post.edited_at = timezone.now()
    if not {*TEXT, "summary"}.isdisjoint(changed):
        post.is_sample = False
    post.save()


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
        post.save(update_fields=["trashed_at"])
    return len(posts)
