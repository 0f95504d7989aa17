"""Where pictures are shown, and what follows from it when one changes."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models, transaction

from blog.models import Picture, Post, RenderedModel, Revision, WorkingCopy
from blog.services.pictures import CheckedPicture, keep_picture, make_missing_files
from blog.services.posts import save_post
from blog.services.rerender import Row, rendered_models

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NAME = re.compile(r"pictures/([0-9a-f]{32})(?:-\d+)?\.[a-z]+")

Place = tuple[type[models.Model], object]  # a table and a primary key in it


@dataclass
class PictureUses:
    """The rows that show each picture, by the hash in its name, as they were when this was made.

    Texts, unsaved ones too, and whatever has a field for a picture. Reads every text once.
    """

    places: dict[str, dict[Place, None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, hashes in (*_texts(), *_unsaved_texts(), *_fields()):
            for each in hashes:
                self.places.setdefault(each, {})[place] = None

    def is_used(self, picture: Picture) -> bool:
        return picture.content_hash in self.places

    def rows_of(self, pictures: Collection[Picture]) -> dict[Picture, list[models.Model]]:
        """The rows themselves, found with a query for each table."""
        wanted = {picture: self.places.get(picture.content_hash, {}) for picture in pictures}
        keys: dict[type[models.Model], set[object]] = {}
        for model, pk in (place for places in wanted.values() for place in places):
            keys.setdefault(model, set()).add(pk)
        rows = {(model, row.pk): row for model in keys for row in _rows(model, keys[model])}
        return {
            picture: [rows[place] for place in places if place in rows] for picture, places in wanted.items()
        }


def old_revisions_with(picture: Picture) -> int:
    """How many earlier texts of posts show it."""
    return Revision.objects.filter(body__contains=picture.content_hash).count()


@transaction.atomic
def mark_users_of_pictures(*, pictures: Iterable[Picture]) -> list[Row]:
    """Mark the rows as outdated whose texts show one of these pictures."""
    changed = {picture.content_hash for picture in pictures}
    found = [place for place, hashes in _texts() if not changed.isdisjoint(hashes)]
    for model in rendered_models():
        keys = [pk for users, pk in found if users is model]
        model._default_manager.filter(pk__in=keys).update(renderer_version=0)
    return found


def unprepared_pictures() -> models.QuerySet[Picture]:
    """Those that an older version stored: nobody has made the smaller files."""
    return Picture.objects.filter(renditions__isnull=True)


def prepare_pictures(pictures: Collection[Picture]) -> Iterator[str]:
    """Make the smaller files, yielding for each picture what kept it from that, if anything.

    It can be stopped between any two: the texts that are to show them are outdated from the beginning.
    """
    mark_users_of_pictures(pictures=pictures)
    for picture in pictures:
        yield make_missing_files(picture=picture)


@transaction.atomic
def replace_picture(
    *, picture: Picture, checked: CheckedPicture, author: "User | None" = None
) -> tuple[Picture, int]:
    """Show another picture wherever this one is shown, and tell how many rows that changed.

    The new one takes over the description; the old one stays, unused. Raises ValueError when a text would be
    beyond the renderer's limits; then nothing is changed.
    """
    new = keep_picture(checked=checked, alt=picture.alt)
    if new == picture:
        return new, 0
    places = [place for place, hashes in (*_texts(), *_fields()) if picture.content_hash in hashes]
    for model, pk in dict.fromkeys(places):
        row = model._default_manager.select_for_update().get(pk=pk)
        _point_to(row, picture, new)
        if isinstance(row, Post):
            save_post(post=row, author=author)
        else:
            row.save()
    return new, len(dict.fromkeys(places))


def _point_to(row: models.Model, old: Picture, new: Picture) -> None:
    for relation in _relations():
        attribute = relation.field.attname
        if isinstance(row, relation.related_model) and getattr(row, attribute) == old.pk:
            setattr(row, attribute, new.pk)
    if not isinstance(row, RenderedModel):
        return
    for name in row.source_fields():
        text = getattr(row, name)
        if isinstance(text, str):
            setattr(row, name, NAME.sub(lambda found: _renamed(found, old, new), text))


def _renamed(found: re.Match[str], old: Picture, new: Picture) -> str:
    return str(new.file) if found[1] == old.content_hash else found[0]


def _texts() -> Iterator[tuple[Row, set[str]]]:
    """Every row with a text that shows pictures, and their hashes."""
    for model in rendered_models():
        for pk, *texts in model._default_manager.values_list("pk", *model.source_fields()).iterator():
            if hashes := {found for text in filter(None, texts) for found in NAME.findall(text)}:
                yield (model, pk), hashes


def _unsaved_texts() -> Iterator[tuple[Place, set[str]]]:
    for pk, values in WorkingCopy.objects.values_list("pk", "values"):
        if hashes := set(NAME.findall(str(values.get("body", "")))):
            yield (WorkingCopy, pk), hashes


def _fields() -> Iterator[tuple[Place, set[str]]]:
    """Every row with a field for a picture that holds one."""
    for relation in _relations():
        name = relation.field.name
        filled = relation.related_model._default_manager.exclude(**{name: None})
        for pk, file in filled.values_list("pk", f"{name}__file"):
            yield (relation.related_model, pk), set(NAME.findall(file))


def _relations() -> list[models.ManyToOneRel]:
    """The foreign keys to pictures, whichever app they belong to, those without a name back too."""
    fields = Picture._meta.get_fields(include_hidden=True)
    return [each for each in fields if isinstance(each, models.ManyToOneRel)]


def _rows(model: type[models.Model], keys: set[object]) -> Iterator[models.Model]:
    """The rows with these keys, as what they are: a table may have proxies, each for some of its rows."""
    proxies = [each for each in apps.get_models() if each._meta.proxy and each._meta.concrete_model is model]
    left = set(keys)
    for kind in (*proxies, model):
        for row in kind._default_manager.filter(pk__in=left) if left else ():
            left.discard(row.pk)
            yield row
