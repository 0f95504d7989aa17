from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from blog.models import Visitor

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Visitor]
else:
    ModelAdmin = admin.ModelAdmin


@admin.register(Visitor)
class VisitorAdmin(ModelAdmin):
    """Who has acted on the site: all that is known of each."""

    list_display = ["__str__", "created_at", "votes", "is_banned"]
    list_display_links = None
    list_filter = ["is_banned", "created_at"]
    search_fields = ["key_hash"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Visitor | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Visitor | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Visitor]:
        visitors: QuerySet[Visitor] = super().get_queryset(request).annotate(vote_count=Count("upvotes"))
        return visitors

    @admin.display(description=_("upvotes"), ordering="vote_count")
    def votes(self, visitor: Visitor) -> int:
        count: int = getattr(visitor, "vote_count", 0)
        return count
