from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.models.post import Post


class Relation(models.Model):
    """That two posts belong together, stored for each of them, whether or not readers see it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="+", verbose_name=_("post"))
    other = models.ForeignKey(Post, models.CASCADE, related_name="relations", verbose_name=_("related post"))
    score = models.FloatField()

    objects: models.Manager["Relation"] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("related posts")
        constraints = [models.UniqueConstraint(fields=["post", "other"], name="one_relation_per_pair")]

    def __str__(self) -> str:
        return f"{self.post_id}, {self.other_id}: {self.score:.2f}"
