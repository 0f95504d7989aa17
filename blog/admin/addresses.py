from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from blog.models import FormerAddress, Post

if TYPE_CHECKING:
    TabularInline = admin.TabularInline[FormerAddress, Post]
else:
    TabularInline = admin.TabularInline


class FormerAddressInline(TabularInline):
    """Where the post was before: recorded by itself, to be removed only."""

    model = FormerAddress
    verbose_name_plural = _("Former addresses")
    fields = readonly_fields = ("language", "slug")
    classes = ("collapse",)
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        return False
