from datetime import date
from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from blog.markdown import TEXT
from blog.services import store_picture
from profile_app.models import Education, Interest, NewsItem, Profile, Section
from profile_app.services import load_starter_homepage
from tests.blog.factories import make_image
from tests.profile.factories import (
    column,
    make_interest,
    make_news,
    make_profile,
    make_publication,
    make_section,
)

pytestmark = pytest.mark.django_db

MODELS = [model for model in site._registry if model._meta.app_label == "profile_app"]


def form_of(admin: Client, address: str) -> dict[str, Any]:
    """What the browser would send of a form that is left as it is."""
    form = admin.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_lists_and_forms_of_every_model_open(admin: Client, language: str) -> None:
    make_publication(teaser=store_picture(file=make_image()))
    make_profile()
    make_section("text")
    make_news(starts_on=date(2024, 1, 1))
    make_interest("Topic", parent=make_interest("Field"))
    with override(language):
        for model in MODELS:
            name = f"admin:profile_app_{model._meta.model_name}"
            addresses = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
            addresses += [
                reverse(f"{name}_change", args=[row.pk]) for row in model._default_manager.all()[:1]
            ]
            for address in (*addresses, f"{addresses[0]}?q=a"):
                assert admin.get(address, follow=True).status_code == 200, address


def test_a_row_is_written_in_both_languages(admin: Client) -> None:
    values = {"text_en": "*Hi*", "text_zh_hans": "**你好。**", "date_precision": "month", "position": 0}
    admin.post(reverse("admin:profile_app_newsitem_add"), values)

    item = NewsItem.objects.get()
    assert "<em>Hi</em>" in column(item, "text_html_en")
    assert "<strong>你好。</strong>" in column(item, "text_html_zh_hans")
    assert item.kind == "news"


def test_a_text_is_kept_as_it_was_written(admin: Client) -> None:
    values = {"text_en": "    code\r\ntext\r\n", "date_precision": "month", "position": 0}
    admin.post(reverse("admin:profile_app_newsitem_add"), values)

    assert column(NewsItem.objects.get(), "text_en") == "    code\ntext\n"


def test_a_text_beyond_the_limits_is_a_message_beside_its_field(admin: Client) -> None:
    values = {"text_zh_hans": "长" * (TEXT.max_characters + 1), "date_precision": "month", "position": 0}
    response = admin.post(reverse("admin:profile_app_newsitem_add"), values)

    assert "text_zh_hans" in response.context["adminform"].form.errors
    assert not NewsItem.objects.exists()


def test_markdown_fields_have_the_editor_in_their_language(admin: Client) -> None:
    form = admin.get(reverse("admin:profile_app_section_add")).context["adminform"].form
    widgets = {name: field.widget for name, field in form.fields.items() if name.startswith("text_")}
    assert {name: widget.language for name, widget in widgets.items()} == {
        "text_en": "en",
        "text_zh_hans": "zh-hans",
    }


def test_a_form_has_a_group_for_each_language(admin: Client) -> None:
    form = admin.get(reverse("admin:profile_app_section_add")).context["adminform"]
    groups = {str(fieldset.name): [field for line in fieldset for field in line.fields] for fieldset in form}
    assert groups["English"] == ["title_en", "text_en"]
    assert groups["简体中文"] == ["title_zh_hans", "text_zh_hans"]


def test_the_list_of_profiles_is_the_form_of_the_one(admin: Client) -> None:
    listing, adding = (
        reverse("admin:profile_app_profile_changelist"),
        reverse("admin:profile_app_profile_add"),
    )
    assert admin.get(listing).headers["Location"] == adding
    make_profile()
    assert admin.get(listing).headers["Location"] == reverse("admin:profile_app_profile_change", args=[1])


def test_a_second_profile_is_refused_with_a_message(admin: Client) -> None:
    make_profile()
    response = admin.post(reverse("admin:profile_app_profile_add"), {"name": "Another"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "There is a profile already. Change that one: the site has one owner."
    ]
    assert Profile.objects.get().name == "Ada Lovelace"


def test_rows_are_ordered_and_hidden_in_the_list(admin: Client) -> None:
    item = make_news()
    values = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1,
        "form-0-id": item.pk,
        "form-0-position": 7,
        "_save": "Save",
    }
    admin.post(reverse("admin:profile_app_newsitem_changelist"), values)

    item.refresh_from_db()
    assert (item.position, item.is_visible) == (7, False)


def test_what_is_wrong_beside_a_row_of_the_list_is_said_of_the_row(admin: Client) -> None:
    entry = Education.objects.create(title_en="Mathematics", is_ongoing=True)
    values = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1,
        "form-0-id": entry.pk,
        "form-0-position": 7,
        "_save": "Save",
    }
    response = admin.post(reverse("admin:profile_app_education_changelist"), values)

    assert "Say since when" in response.content.decode()


def test_a_section_leads_to_its_place_on_the_site(admin: Client) -> None:
    section = make_section("contact")
    address = reverse("admin:profile_app_section_change", args=[section.pk])
    assert 'href="/#contact" class="viewsitelink"' in admin.get(address).content.decode()


def test_saving_a_form_that_was_left_alone_changes_nothing(admin: Client) -> None:
    load_starter_homepage()
    for row in (Profile.objects.get(), Section.objects.all()[0], Interest.objects.all()[0]):
        before = texts_of(row)
        address = reverse(f"admin:profile_app_{row._meta.model_name}_change", args=[row.pk])
        assert admin.post(address, form_of(admin, address)).status_code == 302
        row.refresh_from_db()
        assert texts_of(row) == before


def texts_of(row: Model) -> dict[str, Any]:
    """The columns that hold something."""
    return {field.name: value for field in row._meta.fields if (value := getattr(row, field.attname))}


def test_a_field_is_named_with_its_language_only_where_no_heading_says_it(admin: Client) -> None:
    profile = admin.get("/admin/profile_app/profile/add/").context["adminform"].form
    publication = admin.get("/zh-hans/admin/profile_app/publication/add/").context["adminform"].form

    assert profile["headline_en"].label == profile["headline_zh_hans"].label == "Headline"
    assert publication["award_zh_hans"].label == "获奖（简体中文）"
