from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from blog.models import FormerAddress, Post
from blog.models.post import RESERVED_SLUGS

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[FormerAddress]
    ModelForm = forms.ModelForm[FormerAddress]
    TabularInline = admin.TabularInline[FormerAddress, Post]
else:
    ModelAdmin, ModelForm, TabularInline = admin.ModelAdmin, forms.ModelForm, admin.TabularInline


class FormerAddressInline(TabularInline):
    """Where the post was before: recorded by itself, to be removed only."""

    model = FormerAddress
    verbose_name_plural = _("Former addresses")
    fields = readonly_fields = ("language", "slug")
    classes = ("collapse",)
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        return False


class FormerAddressForm(ModelForm):
    """An address from before this site, which is to lead to a post."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        address = {name: cleaned.get(name, "") for name in ("language", "slug")}
        if address["slug"] in RESERVED_SLUGS or Post.objects.filter(**address).exists():
            raise ValidationError({"slug": _("A page stands at this address.")})
        return cleaned


@admin.register(FormerAddress)
class FormerAddressAdmin(ModelAdmin):
    """All of them in one list, also those of posts deleted for good; those of another site are added here."""

    form = FormerAddressForm
    fields = ("language", "slug", "post")
    autocomplete_fields = ("post",)

    list_display = ["address", "leads_to"]
    list_display_links = None
    list_filter = ["language"]
    list_select_related = ["post"]
    search_fields = ["slug", "post__title"]

    def has_change_permission(self, request: HttpRequest, obj: FormerAddress | None = None) -> bool:
        return False

    @admin.display(description=_("address"), ordering="slug")
    def address(self, former: FormerAddress) -> str:
        with override(former.language):
            return format_html('<a href="{0}">{0}</a>', reverse("blog:post-detail", args=[former.slug]))

    @admin.display(description=_("leads to"), ordering="post__title")
    def leads_to(self, former: FormerAddress) -> Any:
        return former.post or _("Gone (410): the post was deleted for good")
