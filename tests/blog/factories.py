"""Rows for tests, each with just enough to be valid."""

from datetime import timedelta
from functools import lru_cache
from io import BytesIO
from itertools import count
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from blog.models import Column, ColumnEntry, Post
from blog.models.visibility import Status

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


def make_photo(kind: str = "JPEG", size: tuple[int, int] = (1000, 700), **options: Any) -> BytesIO:
    """The bytes of a picture with as many colours as a photo."""
    stream = BytesIO()
    _grain(size).save(stream, kind, **options)
    stream.seek(0)
    stream.name = f"photo.{kind.lower()}"
    return stream


@lru_cache
def _grain(size: tuple[int, int]) -> Image.Image:
    coarse = (Image.effect_noise((size[0] // 16, size[1] // 16), 90).resize(size) for _ in range(2))
    return Image.merge("RGB", [Image.effect_noise(size, 12), *coarse])


def make_drawing(size: tuple[int, int] = (1400, 1000), **options: Any) -> BytesIO:
    """The bytes of a picture with few colours, like a screenshot."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for number in range(600):
        x, y = number * 97 % size[0], number * 61 % size[1]
        draw.text((x, y), f"line {number}", fill="black")
        draw.rectangle((x, y + 12, x + number % 50, y + 14), fill="teal")
    stream = BytesIO()
    image.save(stream, "PNG", **options)
    stream.seek(0)
    stream.name = "drawing.png"
    return stream
