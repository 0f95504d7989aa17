"""The pages and answers behind the upvote buttons: the visitor’s own, so no cache keeps them."""

from dataclasses import asdict
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from blog.models import Post, Tally, TooManyAttempts, Upvote, Visitor
from blog.models.language import Language
from blog.models.upvote import Target
from blog.services import take_back, upvote
from blog.visitors import remember, same_site_only, source_of, too_many, visitor_of, wants_json


class SeeOther(HttpResponseRedirect):
    """After an action: a page to look at, which can be loaded again without acting again."""

    status_code = HTTPStatus.SEE_OTHER


@never_cache
@same_site_only
@require_http_methods(["GET", "HEAD", "POST"])
def post_upvote(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether this visitor's vote counts for a post, and the way to give it or take it back."""
    posts = Post.objects.reachable().only("title", "slug", "language")
    post = get_object_or_404(posts, slug=slug, language=Language.active())
    visitor = visitor_of(request)
    if request.method != "POST":
        return _state(request, post, Upvote.objects.tally(post, visitor))
    try:
        tally = _act(request, post, visitor)
    except TooManyAttempts as error:
        return too_many(request, error, back=post.get_absolute_url())
    response = _answer(tally) if wants_json(request) else SeeOther(request.path)
    remember(response, visitor)
    return response


def _act(request: HttpRequest, target: Target, visitor: Visitor) -> Tally:
    if "take_back" in request.POST:
        return take_back(target=target, visitor=visitor)
    return upvote(target=target, visitor=visitor, source=source_of(request))


def _answer(tally: Tally) -> HttpResponse:
    return JsonResponse(asdict(tally))


def _state(request: HttpRequest, post: Post, tally: Tally) -> HttpResponse:
    if wants_json(request):
        return _answer(tally)
    return render(request, "blog/upvote_detail.html", {"post": post, "tally": tally, "switch_url": ""})
