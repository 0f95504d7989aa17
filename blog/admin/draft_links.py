from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.models import DraftLink, Post
from blog.models.draft_link import DAYS, MOST_DAYS

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Post]
    ModelForm = forms.ModelForm[DraftLink]
else:
    ModelAdmin, ModelForm = object, forms.ModelForm


class DraftLinkForm(ModelForm):
    """A link to be made: for whom, and for how long."""

    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=MOST_DAYS, initial=DAYS)

    class Meta:
        model = DraftLink
        fields = ["note"]
        widgets = {"note": forms.TextInput({"class": "vTextField", "autocomplete": "off"})}

    def save(self, commit: bool = True) -> DraftLink:
        self.instance.expires_at = timezone.now() + timedelta(days=self.cleaned_data["days"])
        return super().save(commit)


class DraftLinks(ModelAdmin):
    """The page of a post's draft links: a page of its own, so that making one saves nothing of the post."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.draft_links_view)
        return [path("<path:object_id>/links/", view, name="blog_post_links"), *super().get_urls()]

    def draft_links_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        post = self.get_object(request, object_id)
        if post is None:
            raise Http404
        if not self.has_change_permission(request, post):
            raise PermissionDenied
        if "revoke" in request.POST:
            return self._revoke(request, post)
        may_share = not post.is_reachable and post.trashed_at is None
        form = DraftLinkForm(request.POST or None, instance=DraftLink(post=post))
        if may_share and form.is_valid():
            form.save()
            messages.success(request, _("The link is made. Copy it from the list and send it."))
            return HttpResponseRedirect(request.path)
        return self._page(request, post, form if may_share else None)

    def _page(self, request: HttpRequest, post: Post, form: DraftLinkForm | None) -> HttpResponse:
        context: dict[str, Any] = self.admin_site.each_context(request) | {
            "title": _("Draft links: %(title)s") % {"title": post},
            "opts": self.opts,
            "post": post,
            "form": form,
            "origin": settings.SITE_URL,  # `site_url` is a word of the admin's own
            "links": post.draft_links.all(),
        }
        return TemplateResponse(request, "admin/blog/post/draft_links.html", context)

    def _revoke(self, request: HttpRequest, post: Post) -> HttpResponse:
        links = {str(link.pk): link for link in post.draft_links.filter(revoked_at=None)}
        link = links.get(request.POST["revoke"])
        if link is not None:
            link.revoked_at = timezone.now()
            link.save(update_fields=["revoked_at"])
            messages.success(request, _("The link for “%(note)s” is revoked.") % {"note": link.note})
        return HttpResponseRedirect(request.path)
