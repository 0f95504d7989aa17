from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from blog.models import Tag

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Tag]
else:
    ModelAdmin = admin.ModelAdmin


@admin.register(Tag)
class TagAdmin(ModelAdmin):
    list_display = ["name", "slug", "used"]
    search_fields = ["name", "slug"]
    ordering = ["name"]  # counting drops the order of the model

    def get_fields(self, request: HttpRequest, obj: Tag | None = None) -> Any:
        """A new tag's slug follows from its name."""
        return ["name", "slug"] if obj else ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        counts = {"post_count": Count("items")}
        tags: QuerySet[Tag] = super().get_queryset(request).annotate(**counts)
        return tags

    @admin.display(description=_("posts, drafts too"), ordering="post_count")
    def used(self, tag: Tag) -> int:
        return tag.post_count
