from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.admin.widgets import AdminIntegerFieldWidget
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from blog.admin.slugs import ProposedSlugForm
from blog.editor import MarkdownField, MarkdownWidget
from blog.models import Column, ColumnEntry

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Column]
    TabularInline = admin.TabularInline[ColumnEntry, Column]
else:
    ModelAdmin, TabularInline = admin.ModelAdmin, admin.TabularInline


class ColumnForm(ProposedSlugForm):
    class Meta:
        field_classes = {"description": MarkdownField}
        widgets = {"description": MarkdownWidget()}


class EntryInline(TabularInline):
    model = ColumnEntry
    verbose_name = _("post")
    formfield_overrides = {
        models.PositiveIntegerField: {"widget": AdminIntegerFieldWidget({"aria-label": _("position")})}
    }
    autocomplete_fields = ["post"]
    extra = 1


@admin.register(Column)
class ColumnAdmin(ModelAdmin):
    form = ColumnForm
    list_display = ["title", "language", "entered", "position", "is_visible"]
    list_editable = ["position", "is_visible"]
    list_filter = ["language", "is_visible"]
    search_fields = ["title", "description"]
    inlines = [EntryInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Column]:
        counts = {"post_count": Count("entries")}
        return super().get_queryset(request).annotate(**counts)

    @admin.display(description=_("posts"), ordering="post_count")
    def entered(self, column: Column) -> int:
        return column.post_count
