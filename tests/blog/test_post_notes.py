"""What the owner tells readers about a post beside its text: the use of AI, what changed, errata."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from blog.models import Change, Picture, Post
from blog.models.visibility import Status
from tests.blog.factories import make_post
from tests.blog.test_admin import post_form
from tests.blog.test_draft_links import make_link
from tests.pages import Node, Page, get_page

pytestmark = pytest.mark.django_db


def with_class(page: Page, name: str) -> list[Node]:
    return [node for node in page.nodes if name in node.element.get("class", "").split()]


def make_change(post: Post, summary: str, **fields: Any) -> Change:
    return Change.objects.create(post=post, summary=summary, **{"made_on": date(2024, 5, 1)} | fields)


def test_the_notes_stand_at_the_end_and_errata_above_the_text_too(client: Client) -> None:
    post = make_post(body="The text", ai_note="Figures <b>drawn</b> by a model.")
    make_change(post, "Added a section")
    make_change(post, "A sign was wrong", made_on=date(2024, 6, 2), is_erratum=True)
    page = get_page(client, post.get_absolute_url())
    text = page.text("article")

    assert "Use of AI Figures <b>drawn</b> by a model." in text
    [errata] = with_class(page, "errata")
    assert errata.text == "Erratum 2 June 2024 A sign was wrong"
    [changes] = with_class(page, "changes")
    assert changes.text == "What changed 2 Jun 2024 Erratum A sign was wrong 1 May 2024 Added a section"
    assert text.index("A sign was wrong") < text.index("The text") < text.index("Added a section")


def test_a_post_without_notes_shows_no_empty_ones(client: Client) -> None:
    post = make_post(cover=None, has_wide_cover=True)
    page = get_page(client, post.get_absolute_url())

    assert not [*with_class(page, "errata"), *with_class(page, "changes"), *with_class(page, "ai-note")]
    assert not with_class(page, "wide")


def test_a_cover_is_as_wide_as_the_window_where_the_owner_says_so(client: Client) -> None:
    cover = Picture.objects.create(file="pictures/x.png", width=1600, height=400)
    narrow, wide = make_post(cover=cover), make_post(cover=cover, has_wide_cover=True)

    assert len(with_class(get_page(client, wide.get_absolute_url()), "wide")) == 1
    assert not with_class(get_page(client, narrow.get_absolute_url()), "wide")


def test_a_draft_link_shows_the_notes_as_they_will_be(client: Client) -> None:
    post = make_post(status=Status.DRAFT)
    make_change(post, "A sign was wrong", is_erratum=True)

    assert "A sign was wrong" in get_page(client, make_link(post).get_absolute_url()).text("main")


def test_the_notes_are_kept_in_the_posts_form(admin: Client) -> None:
    rows = {
        "changes-TOTAL_FORMS": "1",
        "changes-0-made_on": "2024-05-01",
        "changes-0-summary": "Added a section",
        "changes-0-is_erratum": "on",
    }
    sent = post_form(status="published", ai_note="Proofread by a model.", has_wide_cover="on")
    admin.post(reverse("admin:blog_post_add"), sent | rows)

    post = Post.objects.get()
    assert (post.ai_note, post.has_wide_cover) == ("Proofread by a model.", True)
    assert [change.summary for change in post.errata] == ["Added a section"]


def test_a_save_that_is_refused_keeps_the_new_lines_in_the_form(admin: Client) -> None:
    post = make_post(edition=3)
    rows = {"changes-TOTAL_FORMS": "1", "changes-0-made_on": "2024-05-01", "changes-0-summary": "A new line"}
    response = admin.post(reverse("admin:blog_post_change", args=[post.pk]), post_form(seen_edition=2) | rows)

    assert "A new line" in response.content.decode()
    assert not Change.objects.exists()
