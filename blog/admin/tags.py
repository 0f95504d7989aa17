from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from blog.models import FormerTagAddress, Tag
from blog.services import delete_tags, merge_tags, rename_tag

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Tag]
    TabularInline = admin.TabularInline[FormerTagAddress, Tag]
    Form = forms.ModelForm[Tag]
else:
    ModelAdmin, TabularInline, Form = admin.ModelAdmin, admin.TabularInline, forms.ModelForm


class FormerTagAddressInline(TabularInline):
    """What the tag was called and what was merged into it: recorded by itself, to be removed only."""

    model = FormerTagAddress
    verbose_name_plural = _("Former names and merged tags, whose addresses lead here")
    fields = readonly_fields = ("name", "slug")
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Tag | None = None) -> bool:
        return False


@admin.register(Tag)
class TagAdmin(ModelAdmin):
    list_display = ["name", "slug", "used"]
    search_fields = ["name", "slug"]
    ordering = ["name"]  # counting drops the order of the model
    actions = ["merge"]

    def get_fields(self, request: HttpRequest, obj: Tag | None = None) -> Any:
        """A new tag's slug follows from its name."""
        return ["name", "slug"] if obj else ["name"]

    def get_inlines(self, request: HttpRequest, obj: Tag | None) -> list[Any]:
        has_moved = obj is not None and obj.former_addresses.exists()
        return [FormerTagAddressInline] if has_moved else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        counts = {"post_count": Count("items")}
        tags: QuerySet[Tag] = super().get_queryset(request).annotate(**counts)
        return tags

    def save_model(self, request: HttpRequest, obj: Tag, form: Form, change: bool) -> None:
        if change:
            rename_tag(tag=obj)
        else:
            super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Tag) -> None:
        delete_tags(tags=[obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Tag]) -> None:
        delete_tags(tags=queryset)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Merging changes one tag and deletes the others."""
        return self.has_change_permission(request) and self.has_delete_permission(request)

    @admin.display(description=_("posts, drafts too"), ordering="post_count")
    def used(self, tag: Tag) -> str:
        address = f"{reverse('admin:blog_post_changelist')}?tag={tag.slug}"
        return format_html('<a href="{}">{}</a>', address, tag.post_count) if tag.post_count else "0"

    @admin.action(description=_("Merge the selected tags"), permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Tag]) -> TemplateResponse | None:
        """Ask which tag stays, then let it take the place of the others."""
        tags = {str(tag.pk): tag for tag in queryset}
        into = tags.get(request.POST.get("into", ""))
        if len(tags) == 1:
            messages.warning(request, _("Select at least two tags to merge."))
            return None
        if into is None:
            return self._ask_which_stays(request, list(tags.values()))
        others = [tag for tag in tags.values() if tag != into]
        names = ", ".join(tag.name for tag in others)
        merge_tags(tags=others, into=into)
        self.log_change(request, into, [{"changed": {"fields": [f"+ {names}"]}}])
        text = _("%(names)s: merged into “%(into)s”. Their old addresses lead to it.")
        messages.success(request, text % {"names": names, "into": into.name})
        return None

    def _ask_which_stays(self, request: HttpRequest, tags: list[Tag]) -> TemplateResponse:
        usual = max(tags, key=lambda tag: tag.post_count)
        context = {"tags": tags, "usual": usual, "checkbox": ACTION_CHECKBOX_NAME, "opts": self.opts}
        context |= self.admin_site.each_context(request) | {"title": _("Which tag stays?")}
        return TemplateResponse(request, "admin/blog/tag/merge.html", context)
