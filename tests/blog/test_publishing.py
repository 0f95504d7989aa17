"""The post form's buttons: what they make of a post, and where they lead."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from blog.models import Post
from blog.models.visibility import Status
from tests.blog.factories import make_post
from tests.blog.test_admin import post_form

pytestmark = pytest.mark.django_db

ADD = "/admin/blog/post/add/"
LATER = "2199-01-01T00:00Z"
BROKEN = "$\\nosuchcommand$\n\n![](/media/x.png)"


def change(post: Post) -> str:
    return reverse("admin:blog_post_change", args=[post.pk])


def test_publishing_ends_on_the_live_page(admin: Client) -> None:
    response = admin.post(ADD, post_form(slug="new", _publish="Publish"))

    post = Post.objects.get()
    assert post.is_published
    assert response.headers["Location"] == post.get_absolute_url() == "/blog/new/"
    assert not list(get_messages(response.wsgi_request))


def test_a_draft_is_published_as_what_the_owner_chose(admin: Client) -> None:
    post = make_post(slug="quiet", status=Status.DRAFT, published_at=None)
    values = post_form(slug="quiet", status="unlisted", _publish="Publish")
    response = admin.post(change(post), values)

    post.refresh_from_db()
    assert post.status == Status.UNLISTED
    assert response.headers["Location"] == "/blog/quiet/"


def test_saving_leaves_a_draft_a_draft(admin: Client) -> None:
    response = admin.post(ADD, post_form(_continue="Save"))

    post = Post.objects.get()
    assert post.status == Status.DRAFT
    assert response.headers["Location"] == change(post)


def test_scheduling_says_when_the_post_goes_live(admin: Client) -> None:
    later = {"published_at": "2199-01-02T03:04"}
    response = admin.post(ADD, post_form(_publish="Publish", **later), follow=True)

    post = Post.objects.get()
    assert post.is_scheduled
    assert response.redirect_chain == [(change(post), 302)]
    assert "2199" in str(next(iter(response.context["messages"])))


def test_an_update_may_take_a_post_back(admin: Client) -> None:
    post = make_post(slug="back")
    response = admin.post(change(post), post_form(slug="back", status="draft", _view="Update and view"))

    post.refresh_from_db()
    assert post.status == Status.DRAFT
    assert response.headers["Location"] == change(post)


@pytest.mark.parametrize("fields", [{}, {"status": Status.UNLISTED}, {"published_at": LATER}])
def test_a_button_takes_a_post_back_to_a_draft(admin: Client, fields: dict[str, Any]) -> None:
    post = make_post(slug="back", **fields)
    response = admin.post(change(post), post_form(slug="back", status=post.status, _draft="Back to draft"))

    post.refresh_from_db()
    assert post.status == Status.DRAFT
    assert said(response) == "The post was saved. Readers don’t see it."


def said(response: Any) -> str:
    return str(next(iter(get_messages(response.wsgi_request))))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "published"}, "Readers see it as it is now"),
        ({"status": "unlisted"}, "no list shows it"),
        ({"status": "published", "published_at": "2199-01-02T03:04"}, "goes live on Jan. 2, 2199"),
        ({"status": "draft"}, "Readers don’t see it"),
    ],
)
def test_saving_says_who_sees_the_post_now(admin: Client, fields: dict[str, Any], words: str) -> None:
    response = admin.post(ADD, post_form(slug="new", _continue="Save", **fields))

    message = said(response)
    assert words in message
    assert ('href="/blog/new/"' in message) == Post.objects.get().is_reachable


@pytest.mark.parametrize("button", [{"_publish": "Publish"}, {"_continue": "Save", "status": "published"}])
def test_a_text_with_errors_is_asked_about_once_and_nothing_is_lost(
    admin: Client, button: dict[str, Any]
) -> None:
    response = admin.post(ADD, post_form(body=BROKEN, **button))
    form = response.context["adminform"].form
    assert "line 1: Formula: unknown command \\nosuchcommand." in form.non_field_errors()[0]
    assert form["body"].value() == BROKEN
    assert not Post.objects.exists()

    accepted = form["accepts_errors"].value()
    admin.post(ADD, post_form(body=BROKEN, accepts_errors=accepted, **button))
    assert Post.objects.get().is_published


def test_drafts_warnings_and_what_is_out_already_are_not_asked_about(admin: Client) -> None:
    admin.post(ADD, post_form(slug="draft", body=BROKEN, _continue="Save"))
    admin.post(ADD, post_form(slug="warned", body="![](/media/x.png)", _publish="Publish"))
    out = make_post(slug="out", body=BROKEN)
    response = admin.post(change(out), post_form(slug="out", status="published", body=BROKEN + " more"))

    assert set(Post.objects.values_list("slug", flat=True)) == {"draft", "warned", "out"}
    assert response.status_code == 302


@pytest.mark.parametrize(
    ("fields", "buttons"),
    [
        ({"status": Status.DRAFT}, ["_continue", "_publish"]),
        ({}, ["_continue", "_view", "_draft"]),
        ({"published_at": LATER}, ["_continue", "_draft"]),
        ({"trashed_at": "2020-01-01T00:00Z"}, ["_continue"]),
    ],
)
def test_the_buttons_follow_from_the_state(admin: Client, fields: dict[str, Any], buttons: list[str]) -> None:
    page = admin.get(change(make_post(**fields))).content.decode()

    assert [
        name for name in ("_continue", "_publish", "_view", "_draft", "_save") if f'name="{name}"' in page
    ] == buttons
