from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _


class PictureQuerySet(models.QuerySet["Picture"]):
    def size_of(self, address: str) -> tuple[int, int] | None:
        """Width and height in pixels of the picture at this address, None when it isn't one of ours."""
        if not address.startswith(settings.MEDIA_URL):
            return None
        name = address.removeprefix(settings.MEDIA_URL)
        return self.filter(file=name).values_list("width", "height").first()


class Picture(models.Model):
    """An uploaded picture, stored once under the hash of its content."""

    file = models.ImageField(_("file"), upload_to="pictures/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What a reader who can't see it should know."),
    )
    upload_name = models.CharField(_("file name"), max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [models.UniqueConstraint(fields=["file"], name="one_row_per_picture_file")]

    def __str__(self) -> str:
        return f"{self.alt or self.upload_name or self.file} ({self.width} × {self.height})"

    @property
    def url(self) -> str:
        return str(self.file.url)


@receiver(post_delete, sender=Picture)
def remove_file(instance: Picture, **kwargs: Any) -> None:
    """Let the file go with its row, as soon as that is final: its address would answer for ever."""
    transaction.on_commit(partial(_remove_unused, str(instance.file)))


def _remove_unused(name: str) -> None:
    if not Picture.objects.filter(file=name).exists():  # it may have been uploaded again meanwhile
        default_storage.delete(name)
