"""What follows elsewhere when a publication changes: posts cite it."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from blog.services import mark_citing, rerender
from profile_app.models import Publication
from profile_app.services.references import citable


@receiver(pre_save, sender=Publication)
def remember(sender: type[Publication], instance: Publication, **kwargs: Any) -> None:
    """Keep what posts could cite before."""
    stored = Publication.objects.filter(pk=instance.pk).first()
    instance.cited_before = citable(stored) if stored else {}


@receiver(post_save, sender=Publication)
def rerender_citing(sender: type[Publication], instance: Publication, **kwargs: Any) -> None:
    """Render the posts again that cite what has changed, or what this key stood for before."""
    before, after = instance.cited_before, citable(instance)
    if before != after and not kwargs["raw"]:  # a fixture brings the posts too, rendered
        _rerender({*before, *after})


@receiver(post_delete, sender=Publication)
def rerender_having_cited(sender: type[Publication], instance: Publication, **kwargs: Any) -> None:
    _rerender({*citable(instance)})


def _rerender(keys: set[str]) -> None:
    rows = mark_citing(keys=keys)
    transaction.on_commit(partial(_finish, rows))


def _finish(rows: list[Any]) -> None:
    """A post that can't be rendered stays outdated: the start of the site tells of those."""
    for _failure in rerender(rows):
        pass
