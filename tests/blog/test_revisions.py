"""Nothing that was saved is lost: revisions, restoring, and two who write at once."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from blog.models import Post, Revision
from blog.services import restore_revision, save_post
from tests.blog.factories import make_post
from tests.blog.test_admin import post_form

pytestmark = pytest.mark.django_db


def change(post: Post) -> str:
    return reverse("admin:blog_post_change", args=[post.pk])


def history(post: Post) -> str:
    return reverse("admin:blog_post_history", args=[post.pk])


def bodies(post: Post) -> list[str]:
    """The texts of the revisions, the newest first."""
    return [revision.body for revision in post.revisions.all()]


def test_every_save_of_a_new_text_keeps_a_revision_with_its_author(admin: Client) -> None:
    admin.post(reverse("admin:blog_post_add"), post_form(body="One"))
    post = Post.objects.get()
    admin.post(change(post), post_form(body="Two", seen_edition=post.edition))
    post.refresh_from_db()
    admin.post(change(post), post_form(body="Two", licence="no-repost", seen_edition=post.edition))

    assert bodies(post) == ["Two", "One"]
    assert {str(revision.author) for revision in post.revisions.all()} == {"owner"}


def test_a_text_from_before_revisions_is_kept_too() -> None:
    post = make_post(body="Before")
    post.body = "After"
    save_post(post=post)

    assert bodies(post) == ["After", "Before"]


def test_a_restored_text_is_a_save_of_its_own() -> None:
    post = make_post(body="One")
    for body in ("Two", "Three"):
        post.body = body
        save_post(post=post)
    restored = restore_revision(revision=Revision.objects.get(body="One"))

    assert "One" in restored.body_html
    assert bodies(post) == ["One", "Three", "Two", "One"]


def test_the_history_compares_and_restores(admin: Client) -> None:
    post = make_post(title="T", body="Same\n\nold words here")
    post.body = "Same\n\nnew words here"
    save_post(post=post)
    page = admin.get(history(post)).content.decode()
    assert "<del>old </del>" in page
    assert "<ins>new </ins>" in page

    first = post.revisions.last()
    assert first is not None
    assert f'name="revision" value="{first.pk}"' in page
    response = admin.post(history(post), {"revision": first.pk}, follow=True)
    assert "is the text again" in response.content.decode()
    assert Post.objects.get().body == first.body


def test_a_text_beyond_newer_limits_is_not_restored_and_the_page_says_why(admin: Client) -> None:
    post = make_post(body="Now")
    revision = Revision.objects.create(post=post, title="T", body="x" * 1_000_001)
    response = admin.post(history(post), {"revision": revision.pk}, follow=True)

    assert "1,000,000" in response.content.decode()
    assert Post.objects.get().body == "Now"


@pytest.mark.parametrize("pk", ["", "x", "0", "99999"])
def test_a_revision_that_is_not_of_this_post_is_not_found(admin: Client, pk: str) -> None:
    post, other = make_post(), make_post()
    save_post(post=other)

    assert admin.get(history(post), {"from": pk}).status_code == 404
    assert admin.post(history(post), {"revision": other.revisions.get().pk}).status_code == 404


def test_restoring_needs_the_right_to_change(client: Client) -> None:
    client.force_login(User.objects.create_user("reader", is_staff=True))
    post = make_post()
    save_post(post=post)

    assert client.post(history(post), {"revision": post.revisions.get().pk}).status_code == 403


def conflict(admin: Client, post: Post, **fields: Any) -> Any:
    """The answer to a save of a form that was opened before another save."""
    stale = post.edition
    post.body = "Theirs"
    save_post(post=post)
    return admin.post(change(post), post_form(body="Mine", seen_edition=stale, **fields))


def test_a_save_over_another_is_refused_with_both_texts_and_can_then_be_meant(admin: Client) -> None:
    post = make_post(title="Title", slug="title", body="Both")
    response = conflict(admin, post)
    form = response.context["adminform"].form

    assert "saved elsewhere" in response.content.decode()
    assert "<del>Theirs</del>" in response.content.decode()
    assert form["body"].value() == "Mine"
    assert Post.objects.get().body == "Theirs"

    admin.post(change(post), post_form(body="Mine", seen_edition=form["seen_edition"].value()))
    assert bodies(post) == ["Mine", "Theirs", "Both"]


def test_a_form_opened_before_the_post_was_trashed_is_stale(admin: Client) -> None:
    post = make_post(title="Title", slug="title")
    admin.post(
        reverse("admin:blog_post_changelist"), {"action": "move_to_trash", "_selected_action": [post.pk]}
    )
    admin.post(change(post), post_form(body="Mine", seen_edition=0))

    assert Post.objects.get().body != "Mine"
