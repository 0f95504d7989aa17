from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from blog.markdown import VERSION
from blog.models import Column, ColumnEntry, Post
from blog.models.post import DERIVED, Status


@transaction.atomic
def save_post(*, post: Post, text_changed: bool) -> None:
    """Save a post as the owner left it.

    A post that is published without a date is published now. `edited_at` tells readers of a change of the
    title or the text after that. Raises ValueError when the text is beyond the renderer's limits; then
    nothing is saved.
    """
    if post.status == Status.PUBLISHED and post.published_at is None:
        post.published_at = timezone.now()
    elif text_changed and post.is_published:
        post.edited_at = timezone.now()
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


@transaction.atomic
def remove_sample_posts() -> int:
    """Delete the posts that came with the software, and the columns that hold nothing after it."""
    samples = Post.objects.filter(is_sample=True)
    count = samples.count()
    columns = set(ColumnEntry.objects.filter(post__in=samples).values_list("column", flat=True))
    samples.delete()
    Column.objects.filter(pk__in=columns, entries=None).delete()
    return count


def count_outdated() -> int:
    """How many posts and columns an older renderer made."""
    return Post.objects.outdated().count() + Column.objects.exclude(renderer_version=VERSION).count()


def rerender_all() -> Iterator[int]:
    """Bring outdated posts and columns up to date, one transaction each, yielding how many are done.

    It can be stopped between any two and started again: what is up to date is not touched.
    """
    done = 0
    for pk in list(Post.objects.outdated().values_list("pk", flat=True)):
        rerender_post(pk=pk)
        yield (done := done + 1)
    for column in list(Column.objects.exclude(renderer_version=VERSION)):
        column.save()
        yield (done := done + 1)


@transaction.atomic
def rerender_post(*, pk: int) -> None:
    """Render one post again, its row locked where the database can, so that an edit made meanwhile stays."""
    post = Post.objects.select_for_update().filter(pk=pk).first()
    if post is not None:
        post.derive()
        post.save(update_fields=DERIVED)


def rerender_posts_using(*, command: str) -> int:
    """Render the posts again whose text uses this TeX command. Returns how many."""
    users = list(Post.objects.filter(body__contains=command).values_list("pk", flat=True))
    for pk in users:
        rerender_post(pk=pk)
    return len(users)
