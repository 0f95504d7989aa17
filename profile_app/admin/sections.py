from django.contrib import admin
from django.db import models
from modeltranslation.utils import get_translation_fields

from profile_app.admin.translated import TranslatedAdmin
from profile_app.models import Section


@admin.register(Section)
class SectionAdmin(TranslatedAdmin):
    shared_fields = ["kind", ("anchor", "old_anchors")]
    language_fields = ["title", "text"]
    list_display = ["title", "kind", "anchor", "position", "is_visible"]
    list_editable = ["position", "is_visible"]
    list_filter = ["kind", "is_visible"]
    search_fields = [*get_translation_fields("title", "text"), "anchor", "old_anchors"]
    prepopulated_fields = {"anchor": ["title_en"]}

    def view_on_site(self, obj: models.Model) -> str:
        return obj.get_absolute_url() if isinstance(obj, Section) else ""
