from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blog.admin.addresses import FormerAddressInline
from blog.admin.bulk import Bulk
from blog.admin.draft_links import DraftLinks
from blog.admin.filters import ProblemsFilter, TagFilter
from blog.admin.history import RevisionHistory
from blog.admin.post_form import PostForm
from blog.admin.publishing import Publishing
from blog.admin.unsaved import UnsavedWork
from blog.models import Change, Post
from blog.models.visibility import PostQuerySet, Status
from blog.services import arrange_post, relate_posts, save_post
from blog.staff import author_of

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Post]
    TabularInline = admin.TabularInline[Change, Post]
else:
    ModelAdmin, TabularInline = admin.ModelAdmin, admin.TabularInline


def _day(moment: datetime | None) -> str | None:
    return f"{localtime(moment):%Y-%m-%d}" if moment else None


class StateFilter(admin.SimpleListFilter):
    """Drafts, scheduled, published, unlisted and trashed posts; without a choice everything but the trash."""

    title = _("state")
    parameter_name = "state"
    states: ClassVar[dict[str, tuple[Any, Callable[[PostQuerySet], PostQuerySet]]]] = {
        "drafts": (_("Drafts"), PostQuerySet.drafts),
        "scheduled": (_("Scheduled"), PostQuerySet.scheduled),
        "published": (pgettext_lazy("state of a post", "Published"), PostQuerySet.published),
        "unlisted": (_("Unlisted"), PostQuerySet.unlisted),
        "trashed": (_("In the trash"), PostQuerySet.trashed),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(state, words) for state, (words, _rows) in self.states.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Post]) -> QuerySet[Post]:
        if self.value() not in self.states:
            return queryset.filter(trashed_at=None)
        _words, rows = self.states[str(self.value())]
        return queryset.filter(pk__in=rows(Post.objects.all()).values("pk"))


class PostList(ChangeList):
    """A page of the list: rows without their texts."""

    def get_queryset(self, request: HttpRequest, *args: Any) -> PostQuerySet:
        posts: Any = super().get_queryset(request, *args)
        return cast("PostQuerySet", posts.without_texts())


class ChangeInline(TabularInline):
    """What readers are told of edits."""

    model = Change
    verbose_name_plural = _("What changed, for readers")
    classes = ("collapse",)
    extra = 0


@admin.register(Post)
class PostAdmin(Publishing, UnsavedWork, RevisionHistory, DraftLinks, Bulk, ModelAdmin):
    form = PostForm
    list_display = ["title", "state", "problem_count", "language", "published_on", "edited_on", "words"]
    list_filter = [
        StateFilter,
        ProblemsFilter,
        "language",
        TagFilter,
        ("columns", admin.RelatedOnlyFieldListFilter),
        "is_sample",
    ]
    search_fields = ["title", "summary", "body", "tags__name", "columns__title"]
    date_hierarchy = "published_at"
    ordering = [models.F("published_at").desc(nulls_first=True), "-pk"]
    autocomplete_fields = ["cover"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = [ChangeInline]
    fieldsets = [
        (None, {"fields": ["title", ("slug", "language"), "body", "seen_edition", "accepts_errors"]}),
        (
            _("Publishing"),
            {
                "fields": [
                    ("status", "published_at"),
                    "tags",
                    ("in_columns", "home_column"),
                    "summary",
                    ("cover", "has_wide_cover"),
                ]
            },
        ),
        (_("Works cited"), {"fields": ["bibliography"], "classes": ["collapse"]}),
        (
            _("Translation, licence, origin"),
            {"fields": ["translation_of", "licence", "ai_note", "canonical_url"], "classes": ["collapse"]},
        ),
    ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PostList

    def get_inlines(self, request: HttpRequest, obj: Post | None) -> list[Any]:
        """The former addresses too, where there are any."""
        has_moved = obj is not None and obj.former_addresses.exists()
        return [*self.inlines, FormerAddressInline] if has_moved else [*self.inlines]

    def get_form(
        self, request: HttpRequest, obj: Post | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form as this user may use it."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.may_arrange = self.has_arrange_permission(request)
        return form

    def save_model(self, request: HttpRequest, obj: Post, form: PostForm, change: bool) -> None:
        save_post(post=obj, author=author_of(request))
        self.forget_working_copy(request, obj)
        if form.is_rearranged:
            arrange_post(
                post=obj, columns=form.cleaned_data["in_columns"], home=form.cleaned_data["home_column"]
            )

    def save_related(self, request: HttpRequest, form: PostForm, formsets: Any, change: bool) -> None:
        """With its tags a post may belong with others, and no longer with those of a former translation."""
        super().save_related(request, form, formsets, change)
        relate_posts(posts=[post for post in (form.instance, form.sibling) if post])

    def render_change_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        post: Post | None = kwargs.get("obj")
        if post is not None and post.trashed_at is not None and request.method == "GET":
            messages.warning(request, _("This post is in the trash: readers don’t see it."))
        return super().render_change_form(request, *args, **kwargs)

    def view_on_site(self, obj: Post) -> str | None:
        return obj.get_absolute_url() if obj.is_reachable else None

    @admin.display(description=_("state"), ordering="status")
    def state(self, post: Post) -> Any:
        if post.trashed_at:
            return _("In the trash")
        if post.status == Status.UNLISTED:
            return _("Unlisted")
        return _("Scheduled") if post.is_scheduled else post.get_status_display()

    @admin.display(description=_("published"), ordering="published_at", empty_value="")
    def published_on(self, post: Post) -> str | None:
        return _day(post.published_at)

    @admin.display(description=_("edited"), ordering="edited_at", empty_value="")
    def edited_on(self, post: Post) -> str | None:
        return _day(post.edited_at)

    @admin.display(description=_("problems"), ordering="problems", empty_value="")
    def problem_count(self, post: Post) -> int | None:
        return post.problems or None
