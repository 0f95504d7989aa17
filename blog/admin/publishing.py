from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from blog.models import Post
from blog.models.visibility import Status

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Post]
else:
    ModelAdmin = object


BUTTONS = {"_continue", "_publish", "_view", "_draft"}


class Publishing(ModelAdmin):
    """The post form's buttons, and what is said of the post afterwards; two of them end on the live page."""

    def response_add(
        self, request: HttpRequest, obj: Post, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._shown(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Post) -> HttpResponse:
        return self._shown(request, obj) or super().response_change(request, obj)

    @staticmethod
    def _shown(request: HttpRequest, post: Post) -> HttpResponse | None:
        """Where the owner sees what became of the post; None for the forms that Django opens in a window."""
        if IS_POPUP_VAR in request.POST or not BUTTONS & set(request.POST):
            return None
        if post.is_reachable and {"_publish", "_view"} & set(request.POST):
            return HttpResponseRedirect(post.get_absolute_url())
        messages.success(request, _what_became(post))
        return HttpResponseRedirect(reverse("admin:blog_post_change", args=[post.pk]))


def _what_became(post: Post) -> str:
    """Who sees the post now."""
    if post.is_scheduled and post.published_at:
        moment = date_format(localtime(post.published_at), "DATETIME_FORMAT")
        return _("Scheduled: the post goes live on %(moment)s") % {"moment": moment}
    if not post.is_reachable:
        return _("The post was saved. Readers don’t see it.")
    if post.status == Status.UNLISTED:
        text = _("The post was saved. Whoever has its address reads it; no list shows it.")
    else:
        text = _("The post was saved. Readers see it as it is now.")
    return format_html('{} <a href="{}">{}</a>', text, post.get_absolute_url(), _("View"))
