from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from blog.models import Post
from blog.models.post import TIME_IN_TRASH
from blog.services import delete_posts, empty_trash, restore_posts, trash_posts

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Post]
else:
    ModelAdmin = object


def is_trash(request: HttpRequest) -> bool:
    """Whether this is the list of the posts in the trash."""
    return request.GET.get("state") == "trashed"


class Trash(ModelAdmin):
    """Posts go through the trash, and from there back or, by the owner or after a time, away for good."""

    actions: tuple[str, ...] = ("move_to_trash", "restore")

    def has_delete_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        """Only what is in the trash can be deleted for good."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.trashed_at is not None)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Deleting for good is offered in the trash only, restoring likewise."""
        hidden = {"move_to_trash"} if is_trash(request) else {"delete_selected", "restore"}
        return {name: action for name, action in super().get_actions(request).items() if name not in hidden}

    def get_list_display(self, request: HttpRequest) -> Any:
        title, *columns = super().get_list_display(request)
        return [title, "deleted_on", *columns] if is_trash(request) else [title, *columns]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Opening the trash deletes what has been there for too long, so that no job has to."""
        if is_trash(request) and request.method == "GET":
            if self.has_delete_permission(request):
                empty_trash()
            text = _("After %(days)d days in the trash a post is deleted for good.")
            messages.info(request, text % {"days": TIME_IN_TRASH.days})
        return super().changelist_view(request, extra_context)

    def delete_model(self, request: HttpRequest, obj: Post) -> None:
        delete_posts(posts=[obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        delete_posts(posts=queryset)

    @admin.display(description=_("will be deleted on"), ordering="trashed_at")
    def deleted_on(self, post: Post) -> datetime | None:
        return post.trashed_at + TIME_IN_TRASH if post.trashed_at else None

    @admin.action(description=_("Move to the trash"), permissions=["change"])
    def move_to_trash(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        count = trash_posts(posts=queryset)
        text = ngettext("%(count)d post is in the trash now.", "%(count)d posts are in the trash now.", count)
        messages.success(request, text % {"count": count})

    @admin.action(description=_("Restore from the trash"), permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        count = restore_posts(posts=queryset)
        text = ngettext("%(count)d post was restored.", "%(count)d posts were restored.", count)
        messages.success(request, text % {"count": count})
