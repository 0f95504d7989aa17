from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from blog.models import Post, Revision
from blog.models.post import TEXT_FIELDS
from blog.services import restore_revision
from blog.staff import author_of
from blog.text_diff import Line, compare

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Post]
else:
    ModelAdmin = object

PAGE_SIZE = 100
Difference = tuple[str, list[Line]]


def differences(before: dict[str, str], after: dict[str, str]) -> list[Difference]:
    """The name of each field of a text that differs, with its lines."""
    names = {name: Post._meta.get_field(name).verbose_name for name in TEXT_FIELDS}  # type: ignore[union-attr]
    found = [(str(names[name]), compare(before[name], after[name])) for name in TEXT_FIELDS]
    return [(name, lines) for name, lines in found if lines]


class RevisionHistory(ModelAdmin):
    """The history page of a post: its revisions, what changed between two of them, and a way back."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        post = self.get_object(request, object_id)
        if request.method == "POST" and post is not None:
            return self._restore(request, post)
        return super().history_view(request, object_id, self._compared(request, post) if post else None)

    def _compared(self, request: HttpRequest, post: Post) -> dict[str, Any]:
        """The revisions and the two that are compared: those asked for, else the last two."""
        revisions = post.revisions.select_related("author").with_sizes()
        page = self.get_paginator(request, revisions, PAGE_SIZE).get_page(request.GET.get("p"))
        before = _asked_for(request, "from", post) or post.revisions.all()[1:2].first()
        after = _asked_for(request, "to", post) or post.revisions.first()
        changes = differences(before.text, after.text) if before and after else []
        may_restore = self.has_change_permission(request, post)
        context = {"revisions": page, "before": before, "after": after, "changes": changes}
        return context | {"has_change_permission": may_restore}

    def _restore(self, request: HttpRequest, post: Post) -> HttpResponse:
        if not self.has_change_permission(request, post):
            raise PermissionDenied
        revision = _revision(post, request.POST.get("revision", ""))
        try:
            restore_revision(revision=revision, author=author_of(request))
        except ValueError as error:  # the limits are newer than it
            messages.error(request, str(error))
            return HttpResponseRedirect(request.get_full_path())
        moment = date_format(localtime(revision.created_at), "DATETIME_FORMAT")
        messages.success(request, _("The text of %(moment)s is the text again.") % {"moment": moment})
        return HttpResponseRedirect(reverse("admin:blog_post_change", args=[post.pk]))


def _asked_for(request: HttpRequest, name: str, post: Post) -> Revision | None:
    return _revision(post, request.GET[name]) if name in request.GET else None


def _revision(post: Post, pk: str) -> Revision:
    """One of the post's revisions. Raises Http404 for anything else."""
    revision = post.revisions.filter(pk=pk).first() if pk.isdecimal() else None
    if revision is None:
        raise Http404
    return revision
