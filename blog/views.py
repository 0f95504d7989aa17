from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from blog.models import Column, Post, Tag
from blog.models.language import Language
from blog.models.post import PostQuerySet
from blog.services.pictures import CONTENT_TYPES

if TYPE_CHECKING:
    PostListView = ListView[Post]
    PostDetailView = DetailView[Post]
    ColumnListView = ListView[Column]
    ColumnDetailView = DetailView[Column]
else:
    PostListView = ColumnListView = ListView
    PostDetailView = ColumnDetailView = DetailView

YEAR_SECONDS = 365 * 24 * 3600
MOST_TAGS = 20


def reader_language() -> str:
    return get_language() or Language.ENGLISH


class PostList(PostListView):
    """Every post, the newest first.

    The facets beside it are read whole: they also say how many posts the list has and which tag and columns
    are meant, so that it costs six queries whatever its length.
    """

    template_name = "blog/post_list.html"
    context_object_name = "posts"
    paginate_by = 20

    def posts(self) -> PostQuerySet:
        """The posts of the list: one of each pair of translations, in the reader's language."""
        return Post.objects.published().preferring(reader_language())

    def get_queryset(self) -> PostQuerySet:
        return self.posts().newest_first().with_listing()

    @cached_property
    def columns(self) -> dict[int, Column]:
        columns = Column.objects.visible().with_post_counts(Post.objects.published())
        return {column.pk: column for column in columns}

    @cached_property
    def tags(self) -> list[Tag]:
        return list(Tag.objects.with_post_counts(Post.objects.published()))

    @cached_property
    def years(self) -> dict[int, int]:
        listed = PostList.posts(self)
        counts = (
            listed.order_by("-published_at__year").values_list("published_at__year").annotate(Count("pk"))
        )
        return dict(counts)

    def count(self) -> int:
        """How many posts the list has, on all its pages."""
        return sum(self.years.values())

    def get_paginator(self, *args: Any, **kwargs: Any) -> "Paginator[Post]":
        paginator = super().get_paginator(*args, **kwargs)
        paginator.count = self.count()
        return paginator

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**({"heading": _("Blog")} | kwargs))
        for post in context["posts"]:
            post.column = self.columns.get(post.column_pk or 0)
        facets = {
            "columns": self.columns.values(),
            "tags": self.tags[:MOST_TAGS],
            "years": self.years.items(),
        }
        return context | facets


class YearArchive(PostList):
    """The posts of one year of the site's time zone; 404 for a year without any."""

    def posts(self) -> PostQuerySet:
        return super().posts().filter(published_at__year=self.kwargs["year"])

    def count(self) -> int:
        if self.kwargs["year"] not in self.years:
            raise Http404
        return self.years[self.kwargs["year"]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = self.kwargs["year"]
        return super().get_context_data(heading=str(year), year=year, **kwargs)


class TagDetail(PostList):
    """The posts with one tag; 404 when no published one has it.

    Where only one post of a pair has the tag, that one is shown: the page exists in both languages.
    """

    def posts(self) -> PostQuerySet:
        tagged = Post.objects.published().filter(tags__slug=self.kwargs["slug"])
        return tagged.preferring(reader_language())

    @cached_property
    def tag(self) -> Tag:
        for tag in self.tags:
            if tag.slug == self.kwargs["slug"]:
                return tag
        raise Http404

    def count(self) -> int:
        return self.tag.post_count

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(heading=self.tag.name, tag=self.tag, **kwargs)


class PostDetail(PostDetailView):
    """One post at its one address; under the other language's prefix it redirects there."""

    template_name = "blog/post_detail.html"
    context_object_name = "post"

    def get_queryset(self) -> QuerySet[Post]:
        return Post.objects.reachable().select_related("cover").with_tags()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.get_queryset().filter(slug=self.kwargs["slug"])
        self.object = post = found.filter(language=get_language()).first() or get_object_or_404(found)
        if post.language != get_language():
            return HttpResponseRedirect(post.get_absolute_url())
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post, translation = self.object, self.object.translation
        kwargs["translation"] = translation
        kwargs["switch_url"] = translation.get_absolute_url() if translation else ""
        return super().get_context_data(**neighbours(post), **kwargs)


def neighbours(post: Post) -> dict[str, Any]:
    """The post's place in its first visible column and what stands beside it there, else by date."""
    column = Column.objects.visible().filter(posts=post).first()
    if column is None:
        same = Post.objects.published().filter(language=post.language).exclude(pk=post.pk).newest_first()
        moment = post.published_at or post.created_at
        return {
            "previous_post": same.filter(published_at__lte=moment).first(),
            "next_post": same.filter(published_at__gt=moment).reverse().first(),
        }
    series = list(Post.objects.published().in_column(column).with_listing().prefetch_related(None))
    place = series.index(post) if post in series else len(series)
    return {
        "column": column,
        "column_position": place + 1,
        "column_size": len(series),
        "previous_post": series[place - 1] if place else None,
        "next_post": series[place + 1] if place + 1 < len(series) else None,
    }


class ColumnList(ColumnListView):
    """The columns that hold a published post."""

    template_name = "blog/column_list.html"
    context_object_name = "columns"

    def get_queryset(self) -> QuerySet[Column]:
        return Column.objects.visible().with_post_counts(Post.objects.published())


class ColumnDetail(ColumnDetailView):
    """One column and its posts in the owner's order, at its one address."""

    template_name = "blog/column_detail.html"
    context_object_name = "column"
    queryset = Column.objects.visible()

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.object.language != get_language():
            return HttpResponseRedirect(self.object.get_absolute_url())
        return super().render_to_response(context, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posts = Post.objects.published().in_column(self.object).with_listing()
        return super().get_context_data(posts=posts, switch_url="", **kwargs)


@require_safe
def picture_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A stored picture. Its name holds the hash of its content, so browsers may keep it for good."""
    if not default_storage.exists(name):
        raise Http404
    content_type = CONTENT_TYPES[name.rpartition(".")[2]]  # systems without a table of types know no WebP
    response = FileResponse(default_storage.open(name), content_type=content_type)
    response["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
