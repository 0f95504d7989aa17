from collections.abc import Collection
from functools import partial
from pathlib import PurePath
from typing import Any, Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from blog.markdown import StoredPicture

CONTENT_TYPES: Final = {
    "avif": "image/avif",
    "webp": "image/webp",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
}
"""By what a file's name ends with; browsers take the first that they know."""
WIDTHS: Final = (480, 800, 1344, 2016)
"""In pixels: for a column of 672 CSS pixels and phones of about 360, on screens of two or three dots each."""
PLAIN_WIDTH: Final = 1344  # for what knows no choice, such as feed readers
SMALL_WIDTH: Final = 480


class PictureQuerySet(models.QuerySet["Picture"]):
    def at(self, addresses: Collection[str]) -> dict[str, StoredPicture]:
        """What is known of the pictures at these addresses, by address; others are left out."""
        here = {address for address in addresses if address.startswith(settings.MEDIA_URL)}
        found = self.in_bulk(
            [address.removeprefix(settings.MEDIA_URL) for address in here], field_name="file"
        )
        return {picture.url: picture.stored for picture in found.values()}


class Picture(models.Model):
    """An uploaded picture, stored once under the hash of its content, and the smaller files made of it."""

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
    renditions = models.JSONField(
        editable=False, null=True, default=None
    )  # widths by kind; None: not made yet

    users: list[models.Model]  # the rows that show it, set by the library in the admin
    old_revisions: int  # likewise

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

    @property
    def content_hash(self) -> str:
        """By which its files are named and texts that show it are found."""
        return PurePath(str(self.file)).stem

    @property
    def kind(self) -> str:
        """What the file's name ends with."""
        return str(self.file).rpartition(".")[2]

    def rendition_name(self, width: int, kind: str) -> str:
        return f"{str(self.file).rpartition('.')[0]}-{width}.{kind}"

    @property
    def rendition_names(self) -> list[str]:
        """The files beside the original."""
        made = self.renditions or {}
        return [self.rendition_name(width, kind) for kind, widths in made.items() for width in widths]

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """Type and `srcset` of each kind that a browser may choose from, the best first."""
        made = self.renditions or {}
        return tuple((CONTENT_TYPES[kind], self._choice(kind)) for kind in CONTENT_TYPES if made.get(kind))

    def _choice(self, kind: str) -> str:
        """The files of a kind with their widths; of its own the original too, where none comes up to it."""
        files = [
            (default_storage.url(self.rendition_name(width, kind)), width)
            for width in sorted((self.renditions or {})[kind])
        ]
        if kind == self.kind and files[-1][1] < WIDTHS[-1]:
            files.append((self.url, self.width))
        return ", ".join(f"{address} {width}w" for address, width in files)

    @property
    def plain_url(self) -> str:
        """The one file for where there is no choice: as wide as a column, of a kind that all know."""
        return self._at_least(PLAIN_WIDTH, self.kind)

    @property
    def small_url(self) -> str:
        """The file for where the picture is shown small."""
        return self._at_least(SMALL_WIDTH, self.kind, "webp")

    def _at_least(self, least: int, *kinds: str) -> str:
        made = self.renditions or {}
        files = [(width, kind) for kind in kinds for width in made.get(kind, ()) if width >= least]
        return str(default_storage.url(self.rendition_name(*min(files)))) if files else self.url

    @property
    def stored(self) -> StoredPicture:
        """As the renderer wants it."""
        return StoredPicture(self.width, self.height, self.plain_url, self.alt, self.sources)


@receiver(post_delete, sender=Picture)
def remove_files(instance: Picture, **kwargs: Any) -> None:
    """Let the files go with their row, as soon as that is final: their addresses would answer for ever."""
    transaction.on_commit(partial(_remove_unused, str(instance.file), instance.rendition_names))


def _remove_unused(name: str, rendition_names: list[str]) -> None:
    if Picture.objects.filter(file=name).exists():  # it may have been uploaded again meanwhile
        return
    for stored in (name, *rendition_names):
        default_storage.delete(stored)
