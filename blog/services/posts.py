from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from blog.models import FormerAddress, Post, Revision
from blog.models.visibility import Status

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def save_post(*, post: Post, author: "User | None" = None) -> None:
    """Save a post as the owner left it, and keep a revision where its text is new.

    A post that is published without a date is published now. What the owner has written into a sample makes
    it the owner's own. `edited_at` tells readers of a change of a text that they could see. An address at
    which they could see the post leads to its new one from then on. Raises ValueError when the text is beyond
    the renderer's limits; then nothing is saved.
    """
    if post.status == Status.PUBLISHED and post.published_at is None:
        post.published_at = timezone.now()
    stored = Post.objects.select_for_update().filter(pk=post.pk).first()
    if stored is not None and stored.text != post.text:
        post.is_sample = False
        if stored.is_reachable and post.is_reachable and _is_seen(stored, post):
            post.edited_at = timezone.now()
        Revision.objects.record(stored)
    FormerAddress.objects.settle(stored, post)
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
