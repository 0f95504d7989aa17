from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from blog.admin.trash import Trash, is_trash
from blog.models import Column, Post, Tag
from blog.services import add_to_column, publish_drafts, tag_posts, unlist_posts
from blog.services.bulk import Outcome
from blog.staff import author_of

if TYPE_CHECKING:
    TagField = forms.ModelChoiceField[Tag]
    ColumnField = forms.ModelChoiceField[Column]
else:
    TagField = ColumnField = forms.ModelChoiceField

MOST_TITLES = 20


class TagChoice(forms.Form):
    tag = TagField(Tag.objects.all(), label=_("Tag"))


class ColumnChoice(forms.Form):
    column = ColumnField(Column.objects.all(), label=_("Column"))
    leave_others = forms.BooleanField(label=_("Take them out of their other columns"), required=False)


class Bulk(Trash):
    """What can be done to many posts at once; the trash has actions of its own."""

    actions = ("publish", "unlist", "add_tag", "add_to_column", *Trash.actions)
    out_of_trash: ClassVar[set[str]] = {"publish", "unlist", "add_tag", "add_to_column"}

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        hidden = self.out_of_trash if is_trash(request) else set()
        return {name: action for name, action in super().get_actions(request).items() if name not in hidden}

    def has_arrange_permission(self, request: HttpRequest) -> bool:
        """To put posts into columns, and out of them."""
        needed = ("blog.change_post", "blog.add_columnentry", "blog.delete_columnentry")
        return request.user.has_perms(needed)

    @admin.action(description=_("Publish drafts now"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        outcome = publish_drafts(posts=queryset, author=author_of(request))
        text = ngettext("%(count)d draft was published.", "%(count)d drafts were published.", outcome.changed)
        _tell(request, text, outcome)

    @admin.action(description=_("Unlist published posts: only by their addresses"), permissions=["change"])
    def unlist(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        outcome = unlist_posts(posts=queryset, author=author_of(request))
        text = ngettext("%(count)d post was unlisted.", "%(count)d posts were unlisted.", outcome.changed)
        _tell(request, text, outcome)

    @admin.action(description=_("Add a tag …"), permissions=["change"])
    def add_tag(self, request: HttpRequest, queryset: QuerySet[Post]) -> TemplateResponse | None:
        form = TagChoice(request.POST if "answer" in request.POST else None)
        if not form.is_valid():
            return self._ask(request, queryset, form, "add_tag", _("Which tag?"))
        tag = form.cleaned_data["tag"]
        count = tag_posts(posts=queryset, tag=tag)
        text = ngettext(
            "%(count)d post has the tag “%(tag)s” now.", "%(count)d posts have the tag “%(tag)s” now.", count
        )
        messages.success(request, text % {"count": count, "tag": tag})
        return None

    @admin.action(description=_("Add to a column, behind its posts …"), permissions=["arrange"])
    def add_to_column(self, request: HttpRequest, queryset: QuerySet[Post]) -> TemplateResponse | None:
        form = ColumnChoice(request.POST if "answer" in request.POST else None)
        if not form.is_valid():
            return self._ask(request, queryset, form, "add_to_column", _("Which column?"))
        column = form.cleaned_data["column"]
        count = add_to_column(posts=queryset, **form.cleaned_data)
        text = ngettext(
            "%(count)d post was added to “%(column)s”.", "%(count)d posts were added to “%(column)s”.", count
        )
        messages.success(request, text % {"count": count, "column": column})
        return None

    def _ask(
        self, request: HttpRequest, posts: QuerySet[Post], form: forms.Form, action: str, title: Any
    ) -> TemplateResponse:
        """The page between an action and its doing, which sends the action again with the answer."""
        is_all = request.POST.get("select_across") == "1"  # then a list of all keys would be too long a form
        titles, count = list(posts[:MOST_TITLES]), posts.count()
        context = {
            "form": form,
            "action": action,
            "checkbox": ACTION_CHECKBOX_NAME,
            "is_all": is_all,
            "keys": posts.values_list("pk", flat=True)[: 1 if is_all else None],
            "titles": titles,
            "more": count - len(titles),
            "opts": self.opts,
            "title": title,
        }
        context |= self.admin_site.each_context(request)
        return TemplateResponse(request, "admin/blog/post/choose.html", context)


def _tell(request: HttpRequest, text: str, outcome: Outcome) -> None:
    messages.success(request, text % {"count": outcome.changed})
    for post, reason in outcome.refused:
        messages.warning(
            request, _("“%(title)s” stays as it is: %(reason)s") % {"title": post, "reason": reason}
        )
