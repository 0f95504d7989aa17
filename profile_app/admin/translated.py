from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from modeltranslation.fields import TranslationField
from modeltranslation.utils import build_localized_fieldname

from blog.editor import MarkdownField, MarkdownWidget
from blog.models import Picture
from blog.models.language import Language
from profile_app.models.markdown import MarkdownModel

if TYPE_CHECKING:
    ModelAdmin = TranslationAdmin[models.Model]
    ModelForm = forms.ModelForm[models.Model]
else:
    ModelAdmin, ModelForm = TranslationAdmin, forms.ModelForm

MOST_OPEN = 3
Fields = Sequence[str | tuple[str, ...]]


class RowForm(ModelForm):
    """A row of a list, which has few fields: what is wrong with another field is said of the whole row."""

    def add_error(self, field: str | None, error: Any) -> None:
        if field is not None or not hasattr(error, "error_dict"):
            super().add_error(field, error)
            return
        for name, errors in error.error_dict.items():
            super().add_error(name if name in self.fields else None, errors)


class TranslatedAdmin(ModelAdmin):
    """A form: what holds in every language, then the fields of each language, then the row's place."""

    shared_fields: Fields = ()
    language_fields: Sequence[str] = ()
    place_fields: Fields = (("position", "is_visible"),)
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.TextField: {"widget": forms.Textarea({"rows": 3, "class": "vLargeTextField"})},
    }

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        texts = [
            (label, [build_localized_fieldname(name, code) for name in self.language_fields])
            for code, label in Language.choices
        ]
        groups = [(None, self.shared_fields), *texts, (_("Place"), self.place_fields)]
        shut = self._shut_language()
        return [
            (label, {"fields": fields, "classes": ["collapse"] if label == shut else []})
            for label, fields in groups
            if fields
        ]

    def _shut_language(self) -> str:
        """The language whose many fields open with a click: the one that the page is not in."""
        others = [str(language.label) for language in Language if language != Language.active()]
        return others[0] if len(self.language_fields) > MOST_OPEN else ""

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[ModelForm]:
        return super().get_changelist_form(request, **{"form": RowForm, **kwargs})

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Give Markdown columns an editor in their language, and translated fields plain names."""
        language = self._language_of_markdown(db_field)
        if language:
            kwargs["form_class"] = MarkdownField
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and language:
            classes = {"class": field.widget.attrs.get("class", "")}
            field.widget = MarkdownWidget(classes, profile="text", language=language)
        if field is not None and isinstance(db_field, TranslationField):
            field.label = self._label(db_field)
        return field

    def _label(self, db_field: TranslationField) -> str:
        """The name of the field, with its language where no heading says it."""
        name = capfirst(str(db_field.translated_field.verbose_name))
        if db_field.translated_field.name in self.language_fields:
            return name
        return _("%(name)s (%(language)s)") % {"name": name, "language": Language(db_field.language).label}

    def _language_of_markdown(self, db_field: "models.Field[Any, Any]") -> str:
        """The language of a Markdown column, empty for every other field."""
        if not (isinstance(db_field, TranslationField) and issubclass(self.model, MarkdownModel)):
            return ""
        is_markdown = db_field.translated_field.name in self.model.markdown_fields
        return str(db_field.language) if is_markdown else ""

    def view_on_site(self, obj: models.Model) -> str:
        return reverse("profile:home")


def thumbnail(picture: Picture | None) -> str:
    """A small picture for lists; a dash where there is none."""
    if picture is None:
        return "–"
    name = picture.alt or picture.upload_name
    return format_html('<img class="thumbnail" src="{}" alt="{}" loading="lazy">', picture.small_url, name)
