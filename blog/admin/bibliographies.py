from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from blog.admin.macros import rerender_and_tell
from blog.editor import MarkdownField
from blog.models import Bibliography
from blog.services import delete_bibliography, save_bibliography
from blog.services.rerender import Row

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Bibliography]
    Form = forms.ModelForm[Bibliography]
else:
    ModelAdmin, Form = admin.ModelAdmin, forms.ModelForm


class BibTeXWidget(forms.Textarea):
    """A text area for a .bib file: no spelling, no wrapped lines."""

    def __init__(self, rows: int = 30) -> None:
        super().__init__(
            {"rows": rows, "class": "vLargeTextField bibtex", "spellcheck": "false", "wrap": "off"}
        )


@admin.register(Bibliography)
class BibliographyAdmin(ModelAdmin):
    list_display = ["name", "entry_count"]
    search_fields = ["name", "text"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bibliography]:
        return super().get_queryset(request).annotate(entry_count=Count("entries"))

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        as_written = {"widgets": {"text": BibTeXWidget()}, "field_classes": {"text": MarkdownField}}
        return super().get_form(request, *args, **kwargs | as_written)

    @admin.display(description=_("entries"), ordering="entry_count")
    def entry_count(self, bibliography: Bibliography) -> int:
        return int(getattr(bibliography, "entry_count", 0))

    def save_model(self, request: HttpRequest, obj: Bibliography, form: Form, change: bool) -> None:
        self._rerender(request, save_bibliography(bibliography=obj))

    def delete_model(self, request: HttpRequest, obj: Bibliography) -> None:
        self._rerender(request, delete_bibliography(bibliography=obj))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Bibliography]) -> None:
        rows = [row for each in queryset for row in delete_bibliography(bibliography=each)]
        self._rerender(request, list(dict.fromkeys(rows)))

    def _rerender(self, request: HttpRequest, rows: list[Row]) -> None:
        """Bring the posts up to date once the change is final, as for macros."""
        if rows:
            transaction.on_commit(partial(rerender_and_tell, request, rows))
