"""What a draft link opens. Nothing of it may be kept: by a cache, a search engine or another site's log."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from blog.models import DraftLink, Post
from blog.models.language import Language

HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
View = Callable[..., HttpResponse]


def leaves_no_trace(view: View) -> View:
    """Send every answer of the view, refusals too, with headers that forbid to keep or to name it."""

    @wraps(view)
    def guarded(request: HttpRequest, signed: str) -> HttpResponse:
        response = view(request, signed)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return guarded


@leaves_no_trace
@require_safe
def draft_detail(request: HttpRequest, signed: str) -> HttpResponse:
    """The post of a draft link as it is saved; its public page once readers see it."""
    try:
        links = DraftLink.objects.at(signed).select_related("post__cover").prefetch_related("post__changes")
    except BadSignature:
        return render(request, "404.html", {"switch_url": ""}, status=HTTPStatus.NOT_FOUND)
    link = links.valid().first()
    public = Post.objects.reachable() if link else Post.objects.published()
    if post := public.filter(draft_links__in=links).first():
        return redirect(post)
    if link is None:
        return render(request, "blog/draft_gone.html", {"switch_url": ""}, status=HTTPStatus.GONE)
    if link.post.language != Language.active():
        return redirect(link)
    context = {"draft_link": link, "post": link.post, "texts": [link.post.body_html], "switch_url": ""}
    return render(request, "blog/draft_detail.html", context)
