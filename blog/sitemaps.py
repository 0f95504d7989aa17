from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from blog.models import Column, Post
from blog.models.language import Language
from blog.seo import SiteUrlMixin

if TYPE_CHECKING:
    PostsSitemap = Sitemap[Post]
    ColumnsSitemap = Sitemap[Column]
else:
    PostsSitemap = ColumnsSitemap = Sitemap


class PostSitemap(SiteUrlMixin, PostsSitemap):
    """Published posts, each with its translation as an alternate."""

    def items(self) -> QuerySet[Post]:
        posts = Post.objects.published().newest_first()
        return posts.only("slug", "language", "translation_key", "published_at", "edited_at")

    def lastmod(self, item: Post) -> datetime | None:
        return item.edited_at or item.published_at

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        urls = super().get_urls(page, site, protocol)
        pairs: dict[Any, list[dict[str, str]]] = defaultdict(list)
        for url in urls:
            post = url["item"]
            pairs[post.translation_key].append({"location": url["location"], "lang_code": post.language_tag})
        for url in urls:
            alternates = pairs[url["item"].translation_key]
            url["alternates"] = alternates if len(alternates) == len(Language) else []
        return urls


class ColumnSitemap(SiteUrlMixin, ColumnsSitemap):
    """The columns that hold a published post."""

    def items(self) -> QuerySet[Column]:
        return Column.objects.published()
