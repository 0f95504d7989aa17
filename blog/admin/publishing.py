from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from blog.models import Post

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Post]
else:
    ModelAdmin = object


class Publishing(ModelAdmin):
    """The post form's buttons: "Publish", and "Update and view", which end on the live page."""

    def response_add(
        self, request: HttpRequest, obj: Post, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._shown(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Post) -> HttpResponse:
        return self._shown(request, obj) or super().response_change(request, obj)

    @staticmethod
    def _shown(request: HttpRequest, post: Post) -> HttpResponse | None:
        """Where the owner sees what became of the post; None for the buttons that only save."""
        if not {"_publish", "_view"} & set(request.POST):
            return None
        if post.is_reachable:
            return HttpResponseRedirect(post.get_absolute_url())
        if post.is_scheduled and post.published_at:
            moment = date_format(localtime(post.published_at), "DATETIME_FORMAT")
            messages.success(request, _("The post goes live on %(moment)s.") % {"moment": moment})
        else:
            messages.success(request, _("The post was saved. Readers don’t see it."))
        return HttpResponseRedirect(reverse("admin:blog_post_change", args=[post.pk]))
