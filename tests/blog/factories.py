"""Rows for tests, each with just enough to be valid."""

from datetime import timedelta
from io import BytesIO
from itertools import count
from typing import Any

from django.utils import timezone
from PIL import Image

from blog.models import Column, ColumnEntry, Post
from blog.models.post import Status

numbers = count(1)


def make_post(**fields: Any) -> Post:
    """A published post; `tags` and `column` are set after it is saved."""
    number = next(numbers)
    tags, column = fields.pop("tags", []), fields.pop("column", None)
    values = {
        "title": f"Post {number}",
        "slug": f"post-{number}",
        "body": f"Text of post {number}.",
        "status": Status.PUBLISHED,
        "published_at": timezone.now() - timedelta(days=1),
    }
    post = Post.objects.create(**(values | fields))
    post.tags.set(tags)
    if column:
        ColumnEntry.objects.create(column=column, post=post, position=column.entries.count() + 1)
    return post


def make_column(**fields: Any) -> Column:
    number = next(numbers)
    return Column.objects.create(**({"title": f"Column {number}", "slug": f"column-{number}"} | fields))


def make_image(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: Any) -> BytesIO:
    """The bytes of a real picture."""
    stream = BytesIO()
    Image.new("RGB", size, "teal").save(stream, kind, **options)
    stream.seek(0)
    stream.name = f"picture.{kind.lower()}"
    return stream
