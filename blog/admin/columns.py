from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminIntegerFieldWidget
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from blog.admin.slugs import ProposedSlugForm
from blog.editor import MarkdownField, MarkdownWidget
from blog.models import Column, ColumnEntry, Post
from blog.services import delete_columns, relate_posts

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

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Each row asks for its post: for the title only."""
        if db_field.name == "post":
            kwargs["queryset"] = Post.objects.only("title")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Column)
class ColumnAdmin(ModelAdmin):
    form = ColumnForm
    list_display = ["title", "language", "entered", "position", "is_visible", "in_navigation"]
    list_editable = ["position", "is_visible", "in_navigation"]
    list_filter = ["language", "is_visible"]
    search_fields = ["title", "description"]
    autocomplete_fields = ["cover"]
    fieldsets = [
        (None, {"fields": ["title", ("slug", "language"), "description", "cover"]}),
        (_("Place"), {"fields": [("position", "order"), ("is_visible", "in_navigation")]}),
    ]
    inlines = [EntryInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Column]:
        counts = {"post_count": Count("entries")}
        return super().get_queryset(request).annotate(**counts)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """What a column holds, or whether readers see it, tells which posts belong together."""
        before = list(form.instance.posts.only("translation_key"))
        super().save_related(request, form, formsets, change)
        relate_posts(posts=[*before, *form.instance.posts.only("translation_key")])

    def delete_model(self, request: HttpRequest, obj: Column) -> None:
        delete_columns(columns=[obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Column]) -> None:
        delete_columns(columns=queryset)

    @admin.display(description=_("posts"), ordering="post_count")
    def entered(self, column: Column) -> int:
        return column.post_count
