"""The owner's way from a public page to its form in the admin: it knows the pages of both apps."""

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from django.db.models import Model
from django.http import HttpRequest, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from blog.models import Column, Post, Tag
from blog.models.language import Language
from blog.staff import staff_only
from profile_app.models import Profile

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Name of a page to what its link says and the table of its row; a page without a slug leads to the list.
PAGES: dict[str, tuple["_StrPromise", type[Model]]] = {
    "profile:home": (_("Edit profile"), Profile),  # its list leads to the one form
    "blog:post-list": (_("Manage posts"), Post),
    "blog:year-archive": (_("Manage posts"), Post),
    "blog:column-list": (_("Manage columns"), Column),
    "blog:post-detail": (_("Edit post"), Post),
    "blog:column-detail": (_("Edit column"), Column),
    "blog:tag-detail": (_("Edit tag"), Tag),
}


class Goal(NamedTuple):
    """A form, or without a row the list of the forms."""

    label: "_StrPromise"
    model: type[Model]
    row: Model | None = None

    @property
    def url(self) -> str:
        options = self.model._meta
        name = f"admin:{options.app_label}_{options.model_name}"
        return reverse(f"{name}_change", args=[self.row.pk]) if self.row else reverse(f"{name}_changelist")

    @property
    def permission(self) -> str:
        return f"{self.model._meta.app_label}.change_{self.model._meta.model_name}"


@never_cache
@staff_only
@require_safe
def edit_link(request: HttpRequest) -> JsonResponse:
    """Where the page at `path` is edited: address and label, 404 where there is no form for this user."""
    goal = _goal_of(request.GET.get("path", ""))
    if goal is None or not request.user.has_perm(goal.permission):
        return JsonResponse({"error": str(_("Nothing to edit here."))}, status=404)
    return JsonResponse({"url": goal.url, "label": str(goal.label)})


def _goal_of(path: str) -> Goal | None:
    """The path is one of the request's own language, as the browser spells it."""
    try:
        page = resolve(unquote(path))
    except Resolver404:
        return None
    if page.view_name not in PAGES:
        return None
    label, model = PAGES[page.view_name]
    if "slug" not in page.kwargs:
        return Goal(label, model)
    here = {"language": Language.active()} if model is Post else {}
    row = model._default_manager.filter(slug=page.kwargs["slug"], **here).first()
    return Goal(label, model, row) if row else None
