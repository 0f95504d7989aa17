from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import get_translation_fields

from profile_app.admin.translated import TranslatedAdmin
from profile_app.models import Interest


@admin.register(Interest)
class InterestAdmin(TranslatedAdmin):
    shared_fields = ["parent", "tags"]
    language_fields = ["title", "text"]
    autocomplete_fields = ["tags"]
    list_display = ["title", "parent", "tag_names", "position", "is_visible"]
    list_editable = ["position", "is_visible"]
    list_filter = [("parent", admin.RelatedOnlyFieldListFilter), "is_visible"]
    list_select_related = ["parent"]
    search_fields = [*get_translation_fields("title", "text")]
    ordering = ["parent__position", "position", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("tags")

    @admin.display(description=_("tags"))
    def tag_names(self, interest: Interest) -> str:
        return ", ".join(tag.name for tag in interest.tags.all())
