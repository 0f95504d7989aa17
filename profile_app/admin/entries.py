"""One form for each kind of entry, with the fields that the kind needs."""

from typing import ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import get_translation_fields

from profile_app.admin.translated import Fields, TranslatedAdmin
from profile_app.models import (
    Award,
    CommunityService,
    Education,
    Entry,
    Experience,
    NewsItem,
    Project,
    SkillGroup,
)

PERIOD: Fields = [("starts_on", "ends_on", "is_ongoing"), "date_precision"]
ALL_TEXTS = ["title", "organisation", "text", "note", "when_text"]


class EntryAdmin(TranslatedAdmin):
    list_display = ["__str__", "organisation", "when", "position", "is_visible"]
    list_editable = ["position", "is_visible"]
    list_filter = ["is_visible"]
    date_hierarchy: ClassVar[str | None] = "starts_on"
    search_fields = get_translation_fields("title", "organisation", "text", "note")

    @admin.display(description=_("time"), ordering="starts_on")
    def when(self, entry: Entry) -> str:
        return entry.when


@admin.register(Education, Experience, CommunityService, Project)
class PeriodAdmin(EntryAdmin):
    shared_fields = [*PERIOD, "url"]
    language_fields = ALL_TEXTS


@admin.register(NewsItem)
class NewsItemAdmin(EntryAdmin):
    shared_fields = [("starts_on", "date_precision"), "is_pinned"]
    language_fields = ["text", "when_text"]
    list_display = ["__str__", "when", "is_pinned", "position", "is_visible"]
    list_editable = ["is_pinned", "position", "is_visible"]
    list_filter = ["is_pinned", "is_visible"]


@admin.register(Award)
class AwardAdmin(EntryAdmin):
    shared_fields = [("starts_on", "date_precision"), "url"]
    language_fields = ALL_TEXTS


@admin.register(SkillGroup)
class SkillGroupAdmin(EntryAdmin):
    language_fields = ["title", "text"]
    list_display = ["__str__", "position", "is_visible"]
    date_hierarchy = None
