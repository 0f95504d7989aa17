"""Bibliographies and the posts that cite them."""

from collections.abc import Collection, Mapping

from django.db import transaction

from blog.formats.bibliography import Work, read_bibliography
from blog.markdown import cited_keys
from blog.models import Bibliography, BibliographyEntry, Post
from blog.services.rerender import Row


@transaction.atomic
def save_bibliography(*, bibliography: Bibliography) -> list[Row]:
    """Save a bibliography with its entries; return the posts to render again, marked as outdated."""
    works = read_bibliography(bibliography.text).works
    before = _works_of(bibliography)
    bibliography.save()
    bibliography.entries.all().delete()
    BibliographyEntry.objects.bulk_create(
        BibliographyEntry(bibliography=bibliography, key=key, kind=work.kind[:100], fields=dict(work.fields))
        for key, work in works.items()
    )
    return mark_citing(keys=_changed(before, works))


@transaction.atomic
def delete_bibliography(*, bibliography: Bibliography) -> list[Row]:
    """Delete a bibliography; return the posts to render again, marked as outdated."""
    keys = _works_of(bibliography).keys()
    bibliography.delete()
    return mark_citing(keys=keys)


@transaction.atomic
def mark_citing(*, keys: Collection[str]) -> list[Row]:
    """Mark the posts as outdated that cite one of these keys, whether anything has it or not."""
    changed = set(keys)
    texts = Post.objects.filter(body__contains="@").values_list("pk", "body").iterator() if changed else ()
    users = [pk for pk, body in texts if not changed.isdisjoint(cited_keys(body))]
    Post.objects.filter(pk__in=users).update(renderer_version=0)
    return [(Post, pk) for pk in users]


def _works_of(bibliography: Bibliography) -> dict[str, Work]:
    return {entry.key: entry.work for entry in bibliography.entries.all()} if bibliography.pk else {}


def _changed(before: Mapping[str, Work], after: Mapping[str, Work]) -> set[str]:
    """The keys of what is new, gone or different."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
