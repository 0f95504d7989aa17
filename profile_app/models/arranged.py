from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

M = TypeVar("M", bound=models.Model)


class ArrangedQuerySet(models.QuerySet[M]):
    def visible(self) -> Self:
        """What readers may see; everything else stands in the admin only."""
        return self.filter(is_visible=True)


class ArrangedManager(models.Manager[M]):
    def get_queryset(self) -> ArrangedQuerySet[M]:
        return ArrangedQuerySet(self.model, using=self._db)

    def visible(self) -> ArrangedQuerySet[M]:
        return self.get_queryset().visible()


class Arranged(models.Model):
    """A row that the owner puts in its place by a number and may hide."""

    position = models.PositiveIntegerField(
        _("position"),
        default=0,
        help_text=_("Smaller numbers come first; equal ones keep their natural order."),
    )
    is_visible = models.BooleanField(
        _("visible"), default=True, help_text=_("A hidden row stays in the admin and is on no page.")
    )

    class Meta:
        abstract = True
