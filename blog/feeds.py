import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from blog.markdown import without_controls
from blog.models import Column, Post
from blog.models.language import Language
from blog.owner import owner

if TYPE_CHECKING:
    BaseFeed = Feed[Post, Any]
else:
    BaseFeed = Feed

NEWEST = 20
SPAN = re.compile(r"<span\b[^>]*>|</span>")
CHOICE = re.compile(r'</?picture>|<source type="[^"]*" srcset="[^"]*" sizes="[^"]*">')
ANCHOR = re.compile(r'<a class="anchor"[^>]*>#</a>')
FOLD = re.compile(r'<details class="fold">.*?</details>')
RELATIVE = re.compile(r"""(<[a-z][^<>]*?\s(?:src|href|poster)=")(/(?!/)|#)""")


def without_notes_beside(html: str) -> str:
    """The HTML without the notes that stand beside their marks: they are at its end too."""
    kept, start, depth = [], 0, 0
    for tag in SPAN.finditer(html):
        if depth == 0 and 'class="fn-pop"' in tag[0]:
            kept.append(html[start : tag.start()])
            depth = 1
        elif depth:
            depth += -1 if tag[0] == "</span>" else 1
            start = tag.end()
    return "".join(kept) + html[start:]


def with_absolute_addresses(html: str, page: str) -> str:
    """The HTML of the page at the absolute address `page`, as it can be read anywhere else."""
    starts = {"/": f"{settings.SITE_URL}/", "#": f"{page}#"}
    return RELATIVE.sub(lambda match: match[1] + starts[match[2]], html)


class AtomWithContent(Atom1Feed):
    """Atom with each entry's whole text beside its summary (RFC 4287, section 4.1.3)."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class PostFeed(BaseFeed):
    """What every feed of posts says of its author and its entries."""

    feed_type = AtomWithContent

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        response["Content-Type"] = "application/atom+xml; charset=utf-8"
        return response

    def author_name(self) -> str:
        return without_controls(owner().name)

    def author_link(self) -> str:
        return f"{settings.SITE_URL}/"

    def item_link(self, item: Post) -> str:
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item: Post) -> str:
        """A tag URI (RFC 4151): the same however title and address change."""
        return f"tag:{settings.SITE_HOST},{item.created_at:%Y}:post-{item.pk}"

    def item_title(self, item: Post) -> str:
        return without_controls(item.title)

    def item_description(self, item: Post) -> str:
        return escape(without_controls(item.lead))  # Django declares summaries as HTML

    def item_pubdate(self, item: Post) -> Any:
        return item.published_at

    def item_updateddate(self, item: Post) -> Any:
        return item.edited_at or item.published_at

    def item_categories(self, item: Post) -> list[str]:
        return [without_controls(tag.name) for tag in item.tags.all()]

    def item_extra_kwargs(self, item: Post) -> dict[str, Any]:
        html = CHOICE.sub("", item.body_html)  # one file a picture
        html = without_notes_beside(ANCHOR.sub("", FOLD.sub("", html)))
        return {"content": with_absolute_addresses(html, self.item_link(item))}


class LatestPosts(PostFeed):
    """The newest posts in the language of the address: English at /feed.xml, Chinese at /zh-hans/feed.xml."""

    def title(self) -> str:
        return without_controls(_("%(name)s’s blog") % {"name": owner().name})

    def link(self) -> str:
        return settings.SITE_URL + reverse("blog:post-list")

    def feed_url(self) -> str:
        return settings.SITE_URL + reverse("blog:feed")

    def feed_guid(self) -> str:
        return self.feed_url()

    def items(self) -> Iterable[Post]:
        posts = Post.objects.published().filter(language=get_language()).newest_first()
        return posts.with_tags()[:NEWEST]


class ColumnPosts(PostFeed):
    """The newest posts of one column, under the prefix of its language."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        column = get_object_or_404(Column.objects.published(), slug=kwargs["slug"])
        if column.language != Language.active():
            return redirect(column.get_feed_url())
        return super().__call__(request, column=column)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Column:
        column: Column = kwargs["column"]
        return column

    def title(self, column: Column) -> str:
        return without_controls(_("%(column)s · %(name)s") % {"column": column.title, "name": owner().name})

    def subtitle(self, column: Column) -> str:
        return without_controls(column.summary)

    def link(self, column: Column) -> str:
        return settings.SITE_URL + column.get_absolute_url()

    def feed_url(self, column: Column) -> str:
        return settings.SITE_URL + column.get_feed_url()

    def feed_guid(self, column: Column) -> str:
        return self.feed_url(column)

    def items(self, column: Column) -> Iterable[Post]:
        return column.listed_posts(column.language).newest_first().with_tags()[:NEWEST]
