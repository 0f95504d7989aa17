"""Rendering again what an older renderer, or a changed macro, left behind."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from blog.markdown import VERSION
from blog.models import Macro, RenderedModel


def count_outdated() -> int:
    """How many rows hold HTML that isn't this renderer's."""
    return sum(_outdated(model).count() for model in _rendered_models())


def rerender_outdated() -> Iterator[str]:
    """Bring outdated rows up to date, one transaction each, yielding for each what kept it from that, if any.

    It can be stopped between any two and started again: what is up to date is not touched.
    """
    for model in _rendered_models():
        for pk in list(_outdated(model).values_list("pk", flat=True)):
            yield _rerender(model, pk)


def rerender_users_of(*, commands: Iterable[str]) -> list[str]:
    """Render every text again that uses one of these TeX commands, straight or through another macro.

    Returns for each what kept it from that, empty where nothing did.
    """
    _mark_outdated(_with_dependents(set(commands)))
    return list(rerender_outdated())


def _rendered_models() -> list[type[RenderedModel]]:
    """Every table with Markdown in it, whichever app it belongs to."""
    return [
        model for model in apps.get_models() if issubclass(model, RenderedModel) and not model._meta.proxy
    ]


def _outdated(model: type[RenderedModel]) -> "models.QuerySet[RenderedModel]":
    return model._default_manager.exclude(renderer_version=VERSION)


@transaction.atomic
def _rerender(model: type[RenderedModel], pk: object) -> str:
    """Render one row again, locked where the database can, so that an edit made meanwhile stays."""
    row = model._default_manager.select_for_update().filter(pk=pk).first()
    if row is None:
        return ""
    try:
        row.derive()
    except ValueError as error:
        return f"{row._meta.verbose_name} {row.pk} ({row}): {error}"
    row.save(update_fields=row.derived_fields())
    return ""


def _with_dependents(commands: set[str]) -> set[str]:
    """The commands and those whose definitions come to them."""
    definitions = Macro.objects.as_mapping()
    while more := {
        command
        for command, definition in definitions.items()
        if command not in commands and any(known in definition for known in commands)
    }:
        commands = commands | more
    return commands


def _mark_outdated(commands: set[str]) -> None:
    for model in _rendered_models():
        uses = (Q((f"{field}__contains", name)) for field in model.source_fields() for name in commands)
        model._default_manager.filter(reduce(or_, uses)).update(renderer_version=0)
