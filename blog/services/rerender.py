"""Rendering again what an older renderer, or a changed macro, left behind."""

import re
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet, Value

from blog.markdown import VERSION
from blog.models import Macro, RenderedModel

Row = tuple[type[RenderedModel], object]  # a table and a primary key in it


def outdated_rows() -> list[Row]:
    """The rows whose HTML isn't this renderer's, in one query."""
    models = {model._meta.label: model for model in rendered_models()}
    # Not by the managers: a translating one puts the columns in an order of its own.
    queries: list[QuerySet[RenderedModel, tuple[object, str]]] = [
        QuerySet(model).order_by().exclude(renderer_version=VERSION).values_list("pk", Value(label))
        for label, model in models.items()
    ]
    rows = queries[0].union(*queries[1:], all=True)
    return [(models[label], pk) for pk, label in rows]


@transaction.atomic
def mark_users_of(*, commands: Iterable[str]) -> list[Row]:
    """Mark the rows as outdated whose texts use one of these TeX commands, straight or by another macro."""
    names = "|".join(re.escape(command) for command in _with_dependents(set(commands)))
    uses = re.compile(rf"(?:{names})(?![A-Za-z])")
    found: list[Row] = []
    for model in rendered_models():
        texts = model._default_manager.values_list("pk", *model.source_fields())
        users = [pk for pk, *sources in texts.iterator() if any(map(uses.search, filter(None, sources)))]
        model._default_manager.filter(pk__in=users).update(renderer_version=0)
        found += [(model, pk) for pk in users]
    return found


def rerender(rows: Iterable[Row]) -> Iterator[str]:
    """Render these rows again, one transaction each, yielding for each what kept it from that, if anything.

    It can be stopped between any two: what is not done stays outdated.
    """
    for model, pk in rows:
        yield _rerender(model, pk)


def rendered_models() -> list[type[RenderedModel]]:
    """Every table with Markdown in it, whichever app it belongs to."""
    return [
        model for model in apps.get_models() if issubclass(model, RenderedModel) and not model._meta.proxy
    ]


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
    used = {
        command: set(re.findall(r"\\[A-Za-z]+", text)) for command, text in Macro.objects.as_mapping().items()
    }
    while more := {command for command, names in used.items() if names & commands} - commands:
        commands = commands | more
    return commands
