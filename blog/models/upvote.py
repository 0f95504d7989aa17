from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from blog.models.post import Post
from blog.models.visitor import Visitor

Target = Post


@dataclass(frozen=True)
class Tally:
    """How many votes something has, and whether one of them is the visitor's."""

    votes: int
    is_voted: bool


class UpvoteQuerySet(models.QuerySet["Upvote"]):
    def on(self, target: Target) -> "UpvoteQuerySet":
        return self.filter(**field_of(target))

    def tally(self, target: Target, visitor: Visitor) -> Tally:
        votes = self.on(target)
        return Tally(votes.count(), visitor.is_known and votes.filter(visitor=visitor).exists())


def field_of(target: Target) -> dict[str, Any]:
    """The field of a vote that names its target, with the target."""
    return {str(target._meta.model_name): target}


def upvote_count(field: str) -> Coalesce:
    """An annotation: how many votes name the row in this field."""
    votes = Upvote.objects.filter(**{field: OuterRef("pk")}).values(field)
    return Coalesce(Subquery(votes.annotate(number=Count("pk")).values("number")), 0)


class Upvote(models.Model):
    """One visitor's vote for one thing. Counts are counts of these rows, so they can't drift."""

    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="upvotes", verbose_name=_("visitor"))
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="upvotes", verbose_name=_("post"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = UpvoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("upvote")
        verbose_name_plural = _("upvotes")
        constraints = [
            models.UniqueConstraint(fields=["visitor", "post"], name="one_upvote_per_visitor_and_post"),
            models.CheckConstraint(condition=models.Q(post__isnull=False), name="upvote_has_one_target"),
        ]

    def __str__(self) -> str:
        return f"{self.visitor}: {self.post}"
