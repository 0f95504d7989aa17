"""Where a picture is shown, as the library in the admin tells it."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from blog.models import Picture, Post, WorkingCopy
from blog.services import PictureUses


def uses_of(request: HttpRequest) -> PictureUses:
    """Where each picture is shown; reads every text, so once for a request."""
    uses: PictureUses | None = getattr(request, "_picture_uses", None)
    if uses is None:
        uses = PictureUses()
        request._picture_uses = uses  # type: ignore[attr-defined]
    return uses


class UseFilter(admin.SimpleListFilter):
    """The pictures that nothing shows, to be deleted, or those that something does."""

    title = _("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("unused", _("Unused")), ("used", _("Used"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        if self.value() not in {"unused", "used"}:
            return queryset
        uses = uses_of(request)
        used = [picture.pk for picture in Picture.objects.all() if uses.is_used(picture)]
        return queryset.filter(pk__in=used) if self.value() == "used" else queryset.exclude(pk__in=used)


def linked(*rows: Model) -> SafeString:
    """The names of rows, each leading to its page in the admin."""
    return format_html_join(", ", "{}", ((_linked(row),) for row in rows))


def _linked(row: Model) -> SafeString:
    name = f"{capfirst(row._meta.verbose_name)}: {row}"
    if isinstance(row, Post) and not row.is_reachable:
        name = f"{name} ({_('In the trash') if row.trashed_at else row.get_status_display()})"
    address = _address(row)
    return format_html('<a href="{}">{}</a>', address, name) if address else format_html("{}", name)


def _address(row: Model) -> str:
    """The row's page in the admin, empty where it has none; an unsaved text stands in its post's form."""
    if isinstance(row, WorkingCopy):
        if row.post_id is None:
            return f"{reverse('admin:blog_post_add')}?copy={row.pk}"
        return reverse("admin:blog_post_change", args=[row.post_id])
    if not admin.site.is_registered(type(row)):
        return ""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
