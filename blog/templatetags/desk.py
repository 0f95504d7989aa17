"""The owner's desk, the first page of the admin: what is being written and what needs a look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import template
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _

from blog.models import Post, Revision, WorkingCopy
from blog.models.language import Language
from blog.models.post import TIME_IN_TRASH
from blog.models.visibility import PostQuerySet, Status
from blog.services import outdated_rows

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

register = template.Library()

MOST_ROWS = 10
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Paper:
    """A row among the drafts: a saved draft, or what the user wrote and has not saved."""

    title: str
    language: str
    address: str
    edited: datetime
    post: Post | None = None
    is_unsaved: bool = False

    @property
    def is_public(self) -> bool:
        """Whether these are changes of a post that is no draft."""
        return self.post is not None and self.post.status != Status.DRAFT


@dataclass(frozen=True)
class Pile:
    """The first rows of a list, and how many it has in all."""

    rows: Sequence[Any]
    total: int

    @property
    def has_more(self) -> bool:
        return self.total > MOST_ROWS


class Desk:
    """Each part is read when the page asks for it, with one query."""

    def __init__(self, user: "User | AnonymousUser") -> None:
        self._user = user
        self.can_see = user.has_perm("blog.view_post") or user.has_perm("blog.change_post")
        self.can_write = user.has_perm("blog.add_post")

    @cached_property
    def drafts(self) -> Pile:
        """The latest edited first; unsaved work of the user stands among them."""
        latest = Revision.objects.filter(post=OuterRef("pk")).order_by("-pk").values("created_at")[:1]
        edited = {"edited": Coalesce(Subquery(latest), F("created_at"))}
        drafts = _pile(Post.objects.drafts().annotate(**edited).order_by(F("edited").desc(), "-pk"))
        papers: dict[object, Paper] = {
            post.pk: Paper(post.title, post.language, _form_of(post), post.edited, post)
            for post in drafts.rows
        }
        for copy in self._unsaved:
            papers[copy.post_id or copy.pk] = _paper_of(copy)
        latest_first = sorted(papers.values(), key=lambda paper: paper.edited, reverse=True)
        return Pile(latest_first[:MOST_ROWS], drafts.total)

    @cached_property
    def scheduled(self) -> Pile:
        return _pile(Post.objects.scheduled().order_by("published_at", "pk"))

    @cached_property
    def with_problems(self) -> Pile:
        return _pile(Post.objects.filter(problems__gt=0, trashed_at=None).order_by("-problems", "-pk"))

    @cached_property
    def outdated(self) -> int:
        return len(outdated_rows())

    @cached_property
    def samples(self) -> int:
        return Post.objects.filter(is_sample=True, trashed_at=None).count()

    @cached_property
    def leaving(self) -> int:
        """How many posts the trash will delete soon."""
        return Post.objects.trashed().filter(trashed_at__lt=timezone.now() - TIME_IN_TRASH + SOON).count()

    @property
    def needs_attention(self) -> bool:
        return bool(self.with_problems.total or self.outdated or self.samples or self.leaving)

    @property
    def is_clear(self) -> bool:
        return not (self.drafts.rows or self.scheduled.rows or self.needs_attention)

    @property
    def _unsaved(self) -> QuerySet[WorkingCopy]:
        copies = WorkingCopy.objects.filter(author=self._user.pk, post__trashed_at=None)
        return copies.select_related("post")[:MOST_ROWS]


def _pile(posts: PostQuerySet) -> Pile:
    """One query: each row knows how many there are, whatever is cut off."""
    total = {"total": Window(Count("*"))}
    rows: list[Any] = list(posts.without_texts().annotate(**total)[:MOST_ROWS])
    return Pile(rows, rows[0].total if rows else 0)


def _form_of(post: Post) -> str:
    return reverse("admin:blog_post_change", args=[post.pk])


def _paper_of(copy: WorkingCopy) -> Paper:
    address = _form_of(copy.post) if copy.post else f"{reverse('admin:blog_post_add')}?copy={copy.pk}"
    language = copy.values.get("language") or Language.active()
    return Paper(str(copy), language, address, copy.updated_at, copy.post, is_unsaved=True)


@register.simple_tag(takes_context=True)
def desk(context: Context) -> Desk:
    """What the signed-in user may see of it."""
    return Desk(context["request"].user)


@register.filter
def ago(moment: datetime) -> str:
    """How long ago, in the largest unit alone."""
    if timezone.now() - moment < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(moment, depth=1)}


@register.filter
def ahead(moment: datetime) -> str:
    """How long until then, likewise."""
    return timeuntil(moment, depth=1)
