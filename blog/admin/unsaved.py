import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from blog.admin.history import differences
from blog.models import Post, WorkingCopy
from blog.models.post import TEXT_FIELDS
from blog.services import discard_working_copy
from blog.staff import author_of

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Post]
else:
    ModelAdmin = object


class UnsavedWork(ModelAdmin):
    """A post form that keeps what is written in it: the script autosave.js sends it, this brings it back."""

    class Media:
        js = ["blog/session.js", "blog/autosave.js"]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        post: Post | None = kwargs.get("obj")
        copy = self._copy_to_show(request, post)
        if copy is not None:
            context["adminform"].form.initial |= copy.values | {"seen_edition": copy.edition}
        context |= {
            "working_copy": copy,
            "working_key": self._key(request, post),
            "unsaved_changes": differences(post.text, text_of(copy)) if post and copy else [],
            "unfinished": [] if post or copy or context["errors"] else self._copies(request, None),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def forget_working_copy(self, request: HttpRequest, post: Post) -> None:
        """Its text is saved now."""
        author = author_of(request)
        for key in {self._key(request, None), WorkingCopy.key_for(author.pk, post)}:
            discard_working_copy(author=author, key=key)

    def _copy_to_show(self, request: HttpRequest, post: Post | None) -> WorkingCopy | None:
        """The author's working copy, when the page is opened and it differs from what is saved."""
        if request.method != "GET":
            return None
        copy = self._copies(request, post).filter(key=self._key(request, post)).first()
        return copy if copy is not None and copy.differs_from(post) else None

    def _copies(self, request: HttpRequest, post: Post | None) -> "QuerySet[WorkingCopy]":
        return WorkingCopy.objects.filter(author=author_of(request), post=post)

    def _key(self, request: HttpRequest, post: Post | None) -> uuid.UUID:
        if post is not None:
            return WorkingCopy.key_for(author_of(request).pk, post)
        try:
            return uuid.UUID(request.POST.get("working_key") or request.GET["copy"])
        except (KeyError, ValueError):
            return uuid.uuid4()


def text_of(copy: WorkingCopy) -> dict[str, str]:
    """As `Post.text`."""
    return {name: copy.values.get(name, "") for name in TEXT_FIELDS}
