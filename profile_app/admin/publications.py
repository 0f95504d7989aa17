from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from profile_app.admin.translated import TranslatedAdmin, thumbnail
from profile_app.models import Publication


@admin.register(Publication)
class PublicationAdmin(TranslatedAdmin):
    list_display = ["teaser_picture", "title", "venue", "year", "is_selected", "position", "is_visible"]
    list_display_links = ["title"]
    list_editable = ["is_selected", "position", "is_visible"]
    list_filter = ["is_selected", "is_visible", "entry_type", "year"]
    list_select_related = ["teaser"]
    search_fields = ["title", "authors", "venue", "citekey", "abstract"]
    autocomplete_fields = ["teaser"]
    readonly_fields = ["bibtex"]

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        work = ["title", "authors", "venue", ("year", "month"), ("entry_type", "citekey"), "abstract"]
        print_details = [("volume", "number", "pages"), "publisher", ("doi", "arxiv_id"), "note"]
        links = ["url", "pdf_url", "code_url", "slides_url", "poster_url", "video_url", "post_url"]
        homepage = ["teaser", ("award_en", "award_zh_hans"), "is_selected", ("position", "is_visible")]
        return [
            (None, {"fields": work}),
            (_("In print"), {"fields": [*print_details, *(["bibtex"] if obj else [])]}),
            (_("Links"), {"fields": links}),
            (_("On the homepage"), {"fields": homepage}),
        ]

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name == "arxiv_id":
            kwargs["label"] = "arXiv"  # Django would begin the name with a capital letter
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("teaser"))
    def teaser_picture(self, publication: Publication) -> str:
        return thumbnail(publication.teaser)
