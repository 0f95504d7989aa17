from collections.abc import Iterator

from django.db import transaction

from blog.markdown import VERSION
from profile_app.models import Entry, Interest, Profile, Section

RENDERED: tuple[type[Profile | Interest | Entry | Section], ...] = (Profile, Interest, Entry, Section)


def outdated_texts() -> int:
    """How many rows hold HTML that an older renderer made."""
    return sum(model._default_manager.exclude(renderer_version=VERSION).count() for model in RENDERED)


def rerender_texts() -> Iterator[int]:
    """Brings outdated rows up to date, one transaction each, yielding how many are done.

    It can be stopped between any two and started again: what is up to date is not touched.
    """
    done = 0
    for model in RENDERED:
        for pk in list(model._default_manager.exclude(renderer_version=VERSION).values_list("pk", flat=True)):
            _rerender(model, pk)
            yield (done := done + 1)


@transaction.atomic
def _rerender(model: type[Profile | Interest | Entry | Section], pk: int) -> None:
    """Render one row again, locked where the database can, so that an edit made meanwhile stays."""
    row = model._default_manager.select_for_update().filter(pk=pk).first()
    if row is not None:
        row.save()
