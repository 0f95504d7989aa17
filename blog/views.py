from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.paginator import InvalidPage, Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from blog.facets import Facets
from blog.models import Column, FormerAddress, FormerTagAddress, Post
from blog.models.language import Language
from blog.models.picture import CONTENT_TYPES
from blog.models.upvote import upvote_count
from blog.models.visibility import PostQuerySet
from blog.qr import draw_qr

YEAR_SECONDS = 365 * 24 * 3600
PAGE_SIZE = 20
MOST_RELATED = 4


@require_safe
def post_list(request: HttpRequest) -> HttpResponse:
    """Every post, the newest first."""
    facets = Facets()
    posts = Post.objects.published()
    return _list_page(request, facets, posts, count=facets.count, heading=_("Blog"))


@require_safe
def year_archive(request: HttpRequest, year: int) -> HttpResponse:
    """The posts of one year of the site's time zone; 404 for a year without any."""
    facets = Facets()
    if year not in facets.years:
        raise Http404
    posts = Post.objects.published().filter(published_at__year=year)
    return _list_page(request, facets, posts, count=facets.years[year], heading=str(year), year=year)


@require_safe
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The posts with one tag; 404 when no published one has it.

    Where only one post of a pair has the tag, that one is shown: the page exists in both languages.
    """
    facets = Facets()
    tag = next((tag for tag in facets.tags if tag.slug == slug), None)
    if tag is None:
        return _former_tag(request, facets, slug)
    posts = Post.objects.published().filter(tags=tag)
    return _list_page(request, facets, posts, count=tag.post_count, heading=tag.name, tag=tag)


@cache_control(no_cache=True)
def _former_tag(request: HttpRequest, facets: Facets, slug: str) -> HttpResponse:
    """Lead on to the tag that had this address; browsers have to ask again, as `elsewhere` says."""
    former = FormerTagAddress.objects.filter(slug=slug).first()
    tag = next((tag for tag in facets.tags if former and tag.pk == former.tag_id), None)
    if tag is None:
        raise Http404
    return redirect(tag, permanent=True)


def _list_page(
    request: HttpRequest, facets: Facets, posts: PostQuerySet, *, count: int, **context: Any
) -> HttpResponse:
    """A page of the list of `posts`, one of each pair of translations; `count` is known from the facets."""
    listed = posts.preferring(Language.active()).newest_first().with_listing()
    paginator = Paginator(listed, PAGE_SIZE)
    paginator.count = count
    try:
        page = paginator.page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    for post in page:
        post.column = facets.columns.get(post.column_pk or 0)
    return render(request, "blog/post_list.html", {"facets": facets, "page_obj": page} | context)


@require_safe
def post_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One post at its one address; what is not here (any more) may be elsewhere."""
    found = Post.objects.reachable().filter(slug=slug, language=Language.active())
    found = found.annotate(upvote_count=upvote_count("post")).prefetch_related("changes")
    post = found.select_related("cover").with_tags().first()
    if post is None:
        return elsewhere(request, slug)
    translation = post.translation
    switch_url = translation.get_absolute_url() if translation else ""
    context = {"post": post, "texts": [post.body_html], "translation": translation, "switch_url": switch_url}
    around = surroundings(post)
    context |= around | {"related_posts": related_posts(post, around)}
    return render(request, "blog/post_detail.html", context)


@require_safe
def post_qr(request: HttpRequest, slug: str) -> HttpResponse:
    """The QR code of a post's address, which the share menu loads when it is opened."""
    post = get_object_or_404(Post.objects.reachable(), slug=slug, language=Language.active())
    code = draw_qr(settings.SITE_URL + post.get_absolute_url())
    return HttpResponse(code, content_type="image/svg+xml")


@cache_control(no_cache=True)
def elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer where no post is: it moved or is gone for good, here or under the other language's prefix.

    Browsers keep a permanent redirect without end. A post may take its address back, so they have to ask.
    """
    former = {address.language: address for address in FormerAddress.objects.answering().filter(slug=slug)}
    if Language.active() in former:
        return _lead_on(request, former[Language.active()], permanent=True)
    other = Post.objects.reachable().filter(slug=slug).first()
    if other is not None:
        return redirect(other)
    if not former:
        raise Http404
    return _lead_on(request, former[Language.active().other], permanent=False)


def _lead_on(request: HttpRequest, address: FormerAddress, *, permanent: bool) -> HttpResponse:
    if address.post is None:
        return render(request, "410.html", status=HTTPStatus.GONE)
    return redirect(address.post, permanent=permanent)


def surroundings(post: Post) -> dict[str, Any]:
    """Where a published post stands: in its columns and at which place of the first, else by date."""
    if not post.is_published:
        return {}
    columns = list(Column.objects.of(post))
    if not columns:
        others = Post.objects.published().filter(language=post.language)
        return {"previous_post": others.before(post).first(), "next_post": others.after(post).first()}
    series = list(columns[0].listed_posts(post.language).only("title", "slug", "language"))
    if post not in series:  # it was taken away a moment ago
        return {}
    place = series.index(post)
    return {
        "column": columns[0],
        "other_columns": columns[1:],
        "series": series,
        "column_position": place + 1,
        "column_size": len(series),
        "previous_post": series[place - 1] if place else None,
        "next_post": series[place + 1] if place + 1 < len(series) else None,
    }


def related_posts(post: Post, around: dict[str, Any]) -> PostQuerySet:
    """What belongs with a published post and doesn't stand beside it anyway."""
    if not post.is_published:
        return Post.objects.none()
    beside = [near.pk for near in (around.get("previous_post"), around.get("next_post")) if near]
    found = Post.objects.published().related_to(post).exclude(pk__in=beside)
    return found.only("title", "slug", "language", "published_at", "words")[:MOST_RELATED]


@require_safe
def column_list(request: HttpRequest) -> HttpResponse:
    """The columns that hold a published post."""
    facets = Facets()
    columns = list(facets.columns.values())
    texts = [column.description_html for column in columns]
    return render(request, "blog/column_list.html", {"facets": facets, "columns": columns, "texts": texts})


@require_safe
def column_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One column and its posts, at its one address."""
    facets = Facets()
    column = next((column for column in facets.columns.values() if column.slug == slug), None)
    if column is None:
        raise Http404
    if column.language != Language.active():
        return redirect(column)
    posts = list(column.listed_posts(column.language).with_listing())
    context = {
        "facets": facets,
        "column": column,
        "texts": [column.description_html],
        "posts": posts[::-1] if column.is_newest_first else posts,
        "first_post": posts[0] if posts else None,
        "switch_url": "",
    }
    return render(request, "blog/column_detail.html", context)


@require_safe
def picture_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A stored picture, or a smaller one made of it. Its name is a hash, so browsers may keep it for good."""
    if not default_storage.exists(name):
        raise Http404
    content_type = CONTENT_TYPES[name.rpartition(".")[2]]  # systems without a table of types know few
    response = FileResponse(default_storage.open(name), content_type=content_type)
    response["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
