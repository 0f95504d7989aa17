from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import get_translation_fields

from profile_app.admin.translated import TranslatedAdmin
from profile_app.models import ContactLink, Profile


@admin.register(Profile)
class ProfileAdmin(TranslatedAdmin):
    """The one profile: its list is its form."""

    shared_fields = [("name", "name_han"), "other_names", "photo", "announcement_until"]
    language_fields = [
        "headline",
        "affiliation",
        "location",
        "biography",
        "announcement",
        "page_title",
        "page_description",
    ]
    place_fields = ()
    autocomplete_fields = ["photo"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, str] | None = None
    ) -> HttpResponse:
        profile = Profile.objects.first()
        if profile is None:
            return redirect("admin:profile_app_profile_add")
        return redirect("admin:profile_app_profile_change", profile.pk)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, str] | None = None
    ) -> HttpResponse:
        profile = Profile.objects.first()
        if profile is None:
            return super().add_view(request, form_url, extra_context)
        messages.warning(request, _("There is a profile already. Change that one: the site has one owner."))
        return redirect("admin:profile_app_profile_change", profile.pk)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(ContactLink)
class ContactLinkAdmin(TranslatedAdmin):
    shared_fields = ["kind", "address"]
    language_fields = ["label"]
    list_display = ["kind", "address", "label", "position", "is_visible"]
    list_editable = ["position", "is_visible"]
    list_filter = ["kind", "is_visible"]
    search_fields = ["address", *get_translation_fields("label")]
