from collections.abc import Collection, Iterable

from django.db import transaction

from blog.models import Column, ColumnEntry, Post
from blog.services.related import relate_posts


@transaction.atomic
def arrange_post(*, post: Post, columns: Collection[Column], home: Column | None) -> None:
    """Let a post stand in these columns and no other, and call one of them its home.

    Where it was, it keeps its place; in a new one it comes last. The home is always one of them.
    """
    wanted = {column.pk: column for column in (*columns, *([home] if home else []))}
    entries = ColumnEntry.objects.filter(post=post)
    list(Column.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))  # they grow one at a time
    entries.exclude(column__in=wanted).delete()
    for pk in wanted.keys() - set(entries.values_list("column", flat=True)):
        ColumnEntry.objects.create(column=wanted[pk], post=post)
    entries.filter(is_home=True).exclude(column=home).update(is_home=False)
    if home is not None:
        entries.filter(column=home).update(is_home=True)
    relate_posts(posts=[post])


@transaction.atomic
def delete_columns(*, columns: Iterable[Column]) -> None:
    """Delete columns; their posts stay."""
    keys = [column.pk for column in columns]
    posts = list(Post.objects.filter(columns__in=keys).only("translation_key"))
    Column.objects.filter(pk__in=keys).delete()
    relate_posts(posts=posts)
