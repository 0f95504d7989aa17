from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.models.post import Post


class Change(models.Model):
    """What the owner tells readers about one edit of a post: a date and a line."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="changes", verbose_name=_("post"))
    made_on = models.DateField(_("date"), default=timezone.localdate)
    summary = models.CharField(_("what changed"), max_length=300)
    is_erratum = models.BooleanField(_("erratum: above the text too"), default=False)

    class Meta:
        ordering = ["-made_on", "-pk"]
        verbose_name = _("notable change")
        verbose_name_plural = _("notable changes")

    def __str__(self) -> str:
        return f"{self.made_on:%Y-%m-%d}: {self.summary}"
