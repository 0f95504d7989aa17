from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from blog.models import Column, FormerAddress, Post
from blog.models.visibility import Status
from tests.blog.factories import make_column, make_post
from tests.blog.test_admin import post_form

pytestmark = pytest.mark.django_db

SLUG = "/editor/slug/"


def proposed(client: Client, **asked: Any) -> str:
    slug: str = client.get(SLUG, asked).json()["slug"]
    return slug


def test_only_staff_is_answered_and_nothing_is_kept(client: Client, admin: Client) -> None:
    assert "no-store" in admin.get(SLUG, {"title": "x"})["Cache-Control"]
    assert admin.post(SLUG).status_code == 405
    admin.logout()
    assert client.get(SLUG, {"title": "x"}).status_code == 403


def test_a_proposed_slug_is_free_in_its_language(admin: Client) -> None:
    post = make_post(slug="chongqing")
    FormerAddress.objects.keep(Post(language="en", slug="chongqing-2"), post)

    assert proposed(admin, title="重庆", language="en") == "chongqing-3"
    assert proposed(admin, title="重庆", language="zh-hans") == "chongqing"
    assert proposed(admin, title="重庆", language="en", pk=post.pk) == "chongqing"
    assert proposed(admin, title="Columns", language="en") == "columns-2"
    assert proposed(admin, title=" ", language="en") == ""
    assert proposed(admin, title="…", language="en", pk="x") == "post"


def test_an_address_that_is_gone_is_proposed_to_nobody(admin: Client) -> None:
    FormerAddress.objects.keep(Post(language="en", slug="gone"), None)
    draft = make_post(title="Gone", slug="x", status=Status.DRAFT)

    assert proposed(admin, title="Gone", language="en") == "gone-2"
    assert proposed(admin, title="Gone", language="en", pk=draft.pk) == "gone-2"
    assert proposed(admin, title="Gone", language="\0") == "gone-2"


def test_a_column_has_slugs_of_its_own(admin: Client) -> None:
    make_post(slug="series")
    assert proposed(admin, title="Series", kind="column") == "series"
    make_column(slug="series")
    assert proposed(admin, title="Series", kind="column") == "series-2"


def test_an_empty_slug_is_made_at_save(admin: Client) -> None:
    admin.post(reverse("admin:blog_post_add"), post_form(title="重庆 notes", slug=""))
    column = {
        "title": "重庆",
        "slug": "",
        "language": "zh-hans",
        "position": "0",
        "description": "",
        "order": "hand",
    }
    empty = {"entries-TOTAL_FORMS": "0", "entries-INITIAL_FORMS": "0"}
    admin.post(reverse("admin:blog_column_add"), column | empty)

    assert Post.objects.get().slug == "chongqing-notes"
    assert Column.objects.get().slug == "chongqing"


@pytest.mark.parametrize(("status", "slug"), [(Status.DRAFT, "new-title"), (Status.PUBLISHED, "known")])
def test_an_emptied_slug_changes_only_where_no_reader_knows_it(
    admin: Client, status: Status, slug: str
) -> None:
    post = make_post(slug="known", status=status)
    change = reverse("admin:blog_post_change", args=[post.pk])
    form = post_form(title="New title", slug="", status=status, seen_edition=post.edition)
    admin.post(change, form)

    post.refresh_from_db()
    assert (post.title, post.slug) == ("New title", slug)


def test_an_empty_title_is_the_only_message_about_an_empty_form(admin: Client) -> None:
    response = admin.post(reverse("admin:blog_post_add"), post_form(title="", slug=""))

    assert set(response.context["adminform"].form.errors) == {"title"}


def test_the_form_keeps_a_known_address_and_says_that_it_leads_on(admin: Client) -> None:
    kept: list[tuple[bool, bool]] = []
    for status in (Status.DRAFT, Status.PUBLISHED):
        post = make_post(title="Same", slug="same", language="zh-hans" if kept else "en", status=status)
        response = admin.get(reverse("admin:blog_post_change", args=[post.pk]))
        field = response.context["adminform"].form.fields["slug"]
        kept.append(("data-fixed" in field.widget.attrs, "old address" in field.help_text))

    assert kept == [(False, False), (True, True)]
