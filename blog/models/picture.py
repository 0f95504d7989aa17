from django.conf import settings
from django.db import models
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
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [models.UniqueConstraint(fields=["file"], name="one_row_per_picture_file")]

    def __str__(self) -> str:
        return self.alt or str(self.file)

    @property
    def url(self) -> str:
        return str(self.file.url)
