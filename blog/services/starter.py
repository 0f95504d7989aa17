import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from blog.formats.markdown_file import PostData, read_post
from blog.models import Column, ColumnEntry, Post
from blog.models.licence import Licence
from blog.models.visibility import Status
from blog.services.posts import save_post
from blog.services.related import relate_all_posts
from blog.services.trash import delete_posts

STARTER = Path(__file__).resolve().parent.parent / "starter"


@transaction.atomic
def load_starter_posts(folder: Path = STARTER) -> int:
    """Make the sample posts and their columns. Returns how many posts.

    Raises ValueError when a file is no post.
    """
    columns = {values["slug"]: Column.objects.create(**values) for values in _columns(folder)}
    texts = (file.read_text(encoding="utf-8") for file in folder.glob("*.md"))
    posts = sorted(map(read_post, texts), key=_publication_time)
    for position, data in enumerate(posts, start=1):
        post = _create_post(data)
        if data.column:
            ColumnEntry.objects.create(column=columns[data.column], post=post, position=position)
    relate_all_posts()
    return len(posts)


@transaction.atomic
def remove_sample_posts(folder: Path = STARTER) -> int:
    """Delete the sample posts, and the sample columns that hold nothing after it. Returns how many posts.

    What the owner has rewritten stays: a post is no sample any more then (see `save_post`).
    """
    count = delete_posts(posts=Post.objects.filter(is_sample=True))
    for values in _columns(folder):
        Column.objects.filter(entries=None, **values).delete()
    return count


def _columns(folder: Path) -> list[dict[str, Any]]:
    columns = tomllib.loads((folder / "columns.toml").read_text(encoding="utf-8"))["columns"]
    return [{"position": position, **values} for position, values in enumerate(columns, start=1)]


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
        bibliography=data.bibliography,
        licence=data.licence or Licence.CC_BY,
        is_sample=data.is_sample,
    )
    if data.translation_key:
        post.translation_key = data.translation_key
    save_post(post=post)
    post.tags.set(data.tags)
    return post
