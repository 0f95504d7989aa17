"""The two views behind the autosave of the post form, for who may write posts only."""

from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from blog.models import Post, WorkingCopy
from blog.services import discard_working_copy, keep_working_copy

if TYPE_CHECKING:
    PostField = forms.ModelChoiceField[Post]
else:
    PostField = forms.ModelChoiceField


class AutosaveForm(forms.Form):
    """Which text it is: `key` of a new post's, `post` of a saved one and the `edition` that was opened."""

    key = forms.UUIDField()
    post = PostField(Post.objects.all(), required=False)
    edition = forms.IntegerField(required=False, min_value=0)


@require_POST
@never_cache
def autosave(request: HttpRequest) -> JsonResponse:
    """Keep what the form holds, and answer the time."""
    user = request.user
    if not (user.is_authenticated and user.is_staff and user.has_perm("blog.change_post")):
        return JsonResponse({"error": _("Sign in to the administration and try again.")}, status=403)
    form = AutosaveForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": _("This text can’t be kept: reload the page.")}, status=400)
    data = form.cleaned_data
    values = {name: str(text).replace("\r\n", "\n") for name, text in request.POST.items()}
    try:
        copy = keep_working_copy(
            author=user, key=data["key"], post=data["post"], edition=data["edition"] or 0, values=values
        )
    except PermissionError:
        return JsonResponse({"error": _("This text can’t be kept: reload the page.")}, status=400)
    return JsonResponse({"time": date_format(localtime(copy.updated_at), "TIME_FORMAT")})


@require_POST
@never_cache
def discard(request: HttpRequest) -> HttpResponse:
    """Give up a working copy, and go on with what is saved."""
    form = AutosaveForm(request.POST)
    if not (request.user.is_authenticated and request.user.is_staff and form.is_valid()):
        return HttpResponse(status=403)
    copy = WorkingCopy.objects.filter(author=request.user, key=form.cleaned_data["key"]).first()
    discard_working_copy(author=request.user, key=form.cleaned_data["key"])
    if copy is None or copy.post is None:
        return redirect("admin:blog_post_add")
    return redirect("admin:blog_post_change", copy.post.pk)
