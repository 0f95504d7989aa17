import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from blog.admin.bibliographies import BibTeXWidget
from blog.admin.history import Difference, differences
from blog.admin.slugs import ProposedSlugForm
from blog.editor import MarkdownField, MarkdownWidget
from blog.markdown import Problem
from blog.models import Column, ColumnEntry, Post, Tag, TaggedItem
from blog.models.language import Language
from blog.models.post import TEXT_FIELDS
from blog.models.visibility import Status

if TYPE_CHECKING:
    TagsField = forms.ModelMultipleChoiceField[Tag]
    PostField = forms.ModelChoiceField[Post]
    ColumnsField = forms.ModelMultipleChoiceField[Column]
    ColumnField = forms.ModelChoiceField[Column]
else:
    TagsField = ColumnsField = forms.ModelMultipleChoiceField
    PostField = ColumnField = forms.ModelChoiceField

# The autocompletion asks for a foreign key; these point at what is wanted.
TO_TAG = TaggedItem._meta.get_field("tag")
TO_COLUMN = ColumnEntry._meta.get_field("column")
TO_POST = ColumnEntry._meta.get_field("post")

CONFLICT = _(
    "This post was saved elsewhere since you opened it here. Nothing of yours is lost: your text is below, "
    "not saved yet. Compare the two, take over what you want to keep, and save again."
)

PUBLISH_AT = _("In the time of %(zone)s. A time to come schedules the post; without one it is published now.")

ERRORS = _("The text has errors: %(errors)s. Fix them, or publish once more as it is.")
MOST_NAMED = 3


class PostForm(ProposedSlugForm):
    """A post as the owner edits it: tags by name, the translation and the columns by their titles."""

    may_arrange = True  # whether its user may put posts into columns

    tags = TagsField(
        Tag.objects.all(),
        required=False,
        label=_("Tags"),
        widget=RelatedFieldWidgetWrapper(
            AutocompleteSelectMultiple(TO_TAG, admin.site),
            TO_TAG.remote_field,
            admin.site,
            can_add_related=True,
        ),
        help_text=_("Begin to type a name, or add a new tag with the plus sign."),
    )
    in_columns = ColumnsField(
        Column.objects.all(),
        required=False,
        label=_("In columns"),
        widget=RelatedFieldWidgetWrapper(
            AutocompleteSelectMultiple(TO_COLUMN, admin.site),
            TO_COLUMN.remote_field,
            admin.site,
            can_add_related=True,
        ),
        help_text=_("A new one takes the post as its last. The column’s own form arranges its posts."),
    )
    home_column = ColumnField(
        Column.objects.all(),
        required=False,
        label=_("Home column"),
        widget=AutocompleteSelect(TO_COLUMN, admin.site),
        help_text=_("Its page names this one. Needed only in several columns."),
    )
    translation_of = PostField(
        Post.objects.all(),
        required=False,
        label=_("Translation of"),
        widget=AutocompleteSelect(TO_POST, admin.site),
        help_text=_("The same post in the other language. Lists show one of the two."),
    )

    seen_edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    accepts_errors = forms.BooleanField(widget=forms.HiddenInput, required=False)

    class Media:
        js = ["blog/checklist.js", "blog/counter.js"]

    class Meta:
        field_classes = {
            "body": MarkdownField,
            "bibliography": MarkdownField,
            "published_at": forms.DateTimeField,
        }
        labels = {"published_at": _("Publish at")}
        widgets = {
            "body": MarkdownWidget(profile="post"),
            "bibliography": BibTeXWidget(rows=12),
            "summary": forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
            "published_at": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: list[Difference] = []
        self.sibling = Post.objects.siblings_of(self.instance).first()
        self.fields["translation_of"].initial = self.sibling
        self.fields["seen_edition"].initial = self.instance.edition
        self._fill_columns()
        if "published_at" in self.fields:  # who may only look gets no fields
            self.fields["published_at"].help_text = PUBLISH_AT % {"zone": settings.TIME_ZONE}
        for name in {"title", "summary"} & self.fields.keys():
            self._count(self.fields[name].widget.attrs)

    def _fill_columns(self) -> None:
        places = dict(ColumnEntry.objects.filter(post=self.instance.pk).values_list("column", "is_home"))
        self.fields["in_columns"].initial = list(places)
        self.fields["home_column"].initial = next((pk for pk, is_home in places.items() if is_home), None)
        for name in ("in_columns", "home_column"):
            self.fields[name].disabled = not self.may_arrange

    @property
    def is_rearranged(self) -> bool:
        """Whether the post's columns were changed here: what was done elsewhere meanwhile stays otherwise."""
        return not {"in_columns", "home_column"}.isdisjoint(self.changed_data)

    @staticmethod
    def _count(attributes: dict[str, Any]) -> None:
        """Count what is too long rather than cut it off, as browsers do with what is pasted."""
        if most := attributes.pop("maxlength", None):
            attributes |= {"data-most": most, "data-count": _("{count} of {most} characters")}

    def clean(self) -> dict[str, Any]:
        """The button "Publish" publishes what is still called a draft; "Back to draft" is the way back."""
        cleaned = super().clean()
        if "_draft" in self.data:
            cleaned["status"] = Status.DRAFT
        if "_publish" in self.data and cleaned.get("status") == Status.DRAFT:
            cleaned["status"] = Status.PUBLISHED
        self._check_edition(cleaned)
        return cleaned

    def _check_edition(self, cleaned: dict[str, Any]) -> None:
        """Refuse to write over what was saved since the form was opened; the next try is meant so."""
        stored = Post.objects.select_for_update().filter(pk=self.instance.pk).first()
        if stored is None or stored.edition == cleaned.get("seen_edition"):
            return
        self._send_back("seen_edition", stored.edition)
        mine = {name: cleaned.get(name, "") for name in TEXT_FIELDS}
        self.conflict = differences(stored.text, mine)
        raise ValidationError(CONFLICT)

    def _post_clean(self) -> None:
        """Ask once before a text with errors comes out; the next try is meant so."""
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, which the stubs leave out
        is_coming_out = self.initial.get("status", Status.DRAFT) == Status.DRAFT != self.instance.status
        errors = self.instance.errors
        if self.errors or not errors or not is_coming_out or self.cleaned_data["accepts_errors"]:
            return
        self._send_back("accepts_errors", "on")
        named = [_problem_words(problem) for problem in errors[:MOST_NAMED]]
        rest = ["…"] if len(errors) > MOST_NAMED else []
        self.add_error(None, ERRORS % {"errors": "; ".join(named + rest)})

    def _send_back(self, name: str, value: object) -> None:
        """Let a hidden field go back to the browser with a new value."""
        data: Any = self.data
        self.data = data = data.copy()
        data[name] = value

    def clean_published_at(self) -> datetime | None:
        """The browser's field ends with the minutes: a time that was not touched keeps its seconds."""
        chosen: datetime | None = self.cleaned_data["published_at"]
        stored = self.instance.published_at
        is_same = stored is not None and stored.replace(second=0, microsecond=0) == chosen
        return stored if is_same else chosen

    def clean_translation_of(self) -> Post | None:
        """A post in another language that has no other translation into this one's."""
        other: Post | None = self.cleaned_data["translation_of"]
        if other is None:
            return None
        language = self.cleaned_data.get("language", "")
        taken = Post.objects.siblings_of(other).exclude(pk=self.instance.pk).filter(language=language)
        if other.language == language:
            raise ValidationError(_("That post is in the same language."))
        if taken.exists():
            raise ValidationError(_("That post already has a translation into this language."))
        return other

    def save(self, commit: bool = True) -> Post:
        """The post with the key of its translation, or with one of its own when it has none any more."""
        other = self.cleaned_data["translation_of"]
        if other is not None:
            self.instance.translation_key = other.translation_key
        elif self.sibling is not None:
            self.instance.translation_key = uuid.uuid4()
        post: Post = super().save(commit)
        return post


def _problem_words(problem: Problem) -> str:
    message = problem.in_language(Language.active())
    return _("line %(line)d: %(message)s") % {"line": problem.line, "message": message}
