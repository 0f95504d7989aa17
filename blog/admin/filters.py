from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from blog.models import Post, Tag

MOST_CHOICES = 20
WITH_PROBLEMS = "yes"


class ProblemsFilter(admin.SimpleListFilter):
    """The posts in whose text the renderer found something to mend."""

    title = _("problems")
    parameter_name = "problems"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(WITH_PROBLEMS, _("With problems"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Post]) -> QuerySet[Post]:
        return queryset.filter(problems__gt=0) if self.value() == WITH_PROBLEMS else queryset


class TagFilter(admin.SimpleListFilter):
    """The tags used most, and the one asked for: the search finds every other one by its name."""

    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        used = Tag.objects.filter(items__isnull=False).annotate(**{"post_count": Count("items")})
        most_used = used.order_by("-post_count", "name")[:MOST_CHOICES]
        asked_for = used.filter(slug=(self.value() or "").replace("\0", ""))
        choices = {(tag.slug, tag.name) for tag in (*most_used, *asked_for)}
        return sorted(choices, key=lambda choice: choice[1].casefold())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Post]) -> QuerySet[Post]:
        slugs = {slug for slug, _name in self.lookup_choices}
        return queryset.filter(tags__slug=self.value()) if self.value() in slugs else queryset
