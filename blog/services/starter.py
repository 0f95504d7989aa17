import tomllib
from pathlib import Path

from django.db import transaction

from blog.formats.markdown_file import PostData, read_post
from blog.models import Column, ColumnEntry, Post
from blog.models.post import Licence, Status

STARTER = Path(__file__).resolve().parent.parent / "starter"


@transaction.atomic
def load_starter_posts(folder: Path = STARTER) -> int:
    """Fill a blog without posts and columns with the sample posts. Returns how many were made."""
    if Post.objects.exists() or Column.objects.exists():
        return 0
    columns = _load_columns(folder / "columns.toml")
    texts = (file.read_text(encoding="utf-8") for file in folder.glob("*.md"))
    posts = sorted(map(read_post, texts), key=_publication_time)
    for position, data in enumerate(posts, start=1):
        post = _create_post(data)
        if data.column:
            ColumnEntry.objects.create(column=columns[data.column], post=post, position=position)
    return len(posts)


def _load_columns(file: Path) -> dict[str, Column]:
    columns = tomllib.loads(file.read_text(encoding="utf-8"))["columns"]
    return {
        values["slug"]: Column.objects.create(position=position, **values)
        for position, values in enumerate(columns, start=1)
    }


def _publication_time(data: PostData) -> float:
    return data.published_at.timestamp() if data.published_at else 0.0


def _create_post(data: PostData) -> Post:
    post = Post(
        title=data.title,
        slug=data.slug,
        language=data.language,
        body=data.body,
        summary=data.summary,
        status=Status.PUBLISHED,
        published_at=data.published_at,
        licence=data.licence or Licence.CC_BY,
        is_sample=data.is_sample,
    )
    if data.translation_key:
        post.translation_key = data.translation_key
    post.save()
    post.tags.set(data.tags)
    return post
