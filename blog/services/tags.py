from collections.abc import Iterable
from typing import Any

from django.db import transaction

from blog.models import FormerTagAddress, Post, Tag
from blog.services.related import relate_posts


@transaction.atomic
def rename_tag(*, tag: Tag) -> None:
    """Save a tag under another name or slug; an address that readers saw leads to the new one."""
    stored = Tag.objects.select_for_update().get(pk=tag.pk)
    tag.save()
    if stored.slug != tag.slug:
        _keep_address(stored, tag)


@transaction.atomic
def merge_tags(*, tags: Iterable[Tag], into: Tag) -> None:
    """Let one tag take the place of others: on every post once, and at their present and former addresses."""
    for tag in tags:
        if tag.pk == into.pk:
            continue
        _keep_address(tag, into)
        tag.former_addresses.update(tag=into)
        for field in _fields_with_tags():
            for row in field.model._default_manager.filter(**{field.name: tag}):
                getattr(row, field.name).add(into)
        tag.delete()
    relate_posts(posts=Post.objects.filter(tags=into).only("translation_key"))


@transaction.atomic
def delete_tags(*, tags: Iterable[Tag]) -> None:
    """Delete tags; the posts that carried them stay."""
    keys = [tag.pk for tag in tags]
    posts = list(Post.objects.filter(tags__in=keys).only("translation_key"))
    Tag.objects.filter(pk__in=keys).delete()
    relate_posts(posts=posts)


def _fields_with_tags() -> list[Any]:
    """Where rows carry tags: posts, and whatever other app has tags on its own."""
    return [relation.field for relation in Tag._meta.related_objects if relation.many_to_many]


def _keep_address(former: Tag, tag: Tag) -> None:
    """Only an address at which readers could see posts: a name that they never saw betrays nothing."""
    posts = Post.objects.filter(tags=former)
    if posts.published().exists() or posts.filter(was_reachable=True).exists():
        values = {"tag": tag, "name": former.name}
        FormerTagAddress.objects.update_or_create(slug=former.slug, defaults=values)
