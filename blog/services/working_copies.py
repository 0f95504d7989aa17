"""What is being written and not saved yet."""

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from blog.models import Post, WorkingCopy
from blog.models.working_copy import FIELDS

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def keep_working_copy(
    *, author: "User", key: uuid.UUID, post: Post | None, edition: int, text: Mapping[str, str]
) -> None:
    """Keep what the author is writing in place of what was kept before; the post itself stays as it is.

    Nothing is kept of what is as it was saved.
    A saved post has one working copy for each author, whatever the key. Raises PermissionError when the key
    is another author's.
    """
    if post is not None:
        key = WorkingCopy.key_for(author.pk, post)
    if WorkingCopy.objects.filter(key=key).exclude(author=author).exists():
        raise PermissionError(key)
    kept = {name: text.get(name, "") for name in FIELDS}
    values = {"author": author, "post": post, "edition": edition, "values": kept}
    copy, _is_new = WorkingCopy.objects.update_or_create(key=key, defaults=values)
    if not copy.differs_from(post):
        copy.delete()


def discard_working_copy(*, author: "User", key: uuid.UUID) -> None:
    """Forget a working copy: its text was saved, or its author gave it up."""
    WorkingCopy.objects.filter(author=author, key=key).delete()
