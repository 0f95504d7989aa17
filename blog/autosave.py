"""The two views behind the autosave of the post form, for who may write posts only."""

from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from blog.models import Post, WorkingCopy
from blog.models.working_copy import FIELDS
from blog.services import discard_working_copy, keep_working_copy
from blog.staff import author_of, refused, staff_only

if TYPE_CHECKING:
    PostField = forms.ModelChoiceField[Post]
else:
    PostField = forms.ModelChoiceField


MOST_EDITIONS = 2**31 - 1  # what its column holds
UNKEPT = {ord("\0"): None, ord("\r"): None}  # of which PostgreSQL takes the first nowhere


class AutosaveForm(forms.Form):
    """Which text it is: `key` of a new post's, `post` of a saved one and the `edition` that was opened."""

    key = forms.UUIDField()
    post = PostField(Post.objects.all(), required=False)
    edition = forms.IntegerField(required=False, min_value=0, max_value=MOST_EDITIONS)


@never_cache
@staff_only
@require_POST
def autosave(request: HttpRequest) -> JsonResponse:
    """Keep what the form holds, and answer the time."""
    form = AutosaveForm(request.POST)
    if not form.is_valid():
        return _refusal()
    data, author = form.cleaned_data, author_of(request)
    if not author.has_perm("blog.change_post" if data["post"] else "blog.add_post"):
        return refused()
    values = {name: str(request.POST.get(name, "")).translate(UNKEPT) for name in FIELDS}
    edition = data["edition"] or 0
    try:
        keep_working_copy(author=author, key=data["key"], post=data["post"], edition=edition, text=values)
    except PermissionError:
        return _refusal()
    return JsonResponse({"time": date_format(localtime(now()), "TIME_FORMAT")})


def _refusal() -> JsonResponse:
    return JsonResponse({"error": _("This text can’t be kept: reload the page.")}, status=400)


@never_cache
@staff_only
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Give up a working copy, and go on with what is saved."""
    form, author = AutosaveForm(request.POST), author_of(request)
    if not form.is_valid():
        return _refusal()
    copy = WorkingCopy.objects.filter(author=author, key=form.cleaned_data["key"]).first()
    discard_working_copy(author=author, key=form.cleaned_data["key"])
    if copy is None or copy.post is None:
        return redirect("admin:blog_post_add")
    return redirect("admin:blog_post_change", copy.post.pk)
