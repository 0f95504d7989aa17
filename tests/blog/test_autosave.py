"""What is written and not saved: kept for its author, seen by nobody else."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from blog.models import Post, WorkingCopy
from blog.services import keep_working_copy, save_post
from tests.blog.factories import make_post
from tests.blog.test_admin import post_form

pytestmark = pytest.mark.django_db

AUTOSAVE, DISCARD, ADD = "/editor/autosave/", "/editor/discard/", "/admin/blog/post/add/"


@pytest.fixture
def owner() -> User:
    return User.objects.create_superuser("owner")


@pytest.fixture
def admin(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def change(post: Post) -> str:
    return reverse("admin:blog_post_change", args=[post.pk])


def send(admin: Client, post: Post | None = None, **values: Any) -> Any:
    """The answer to what the script sends."""
    data = {"key": uuid.uuid4(), "post": post.pk if post else "", "edition": post.edition if post else 0}
    return admin.post(AUTOSAVE, data | {"title": "Title", "body": "Mine"} | values)


def value(admin: Client, address: str, name: str = "body") -> Any:
    """What the form at this address shows in a field."""
    return admin.get(address).context["adminform"].form[name].value()


def test_only_who_may_write_posts_can_keep_a_text(client: Client) -> None:
    assert send(client).status_code == 403
    client.force_login(User.objects.create_user("staff", is_staff=True))
    assert send(client).status_code == 403
    assert not WorkingCopy.objects.exists()

    for right, answers in {"change_post": [200, 403], "add_post": [403, 200]}.items():
        editor = User.objects.create_user(right, is_staff=True)
        editor.user_permissions.add(Permission.objects.get(codename=right))
        client.force_login(editor)
        assert [send(client, make_post()).status_code, send(client).status_code] == answers


def test_a_request_from_elsewhere_is_refused(owner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)

    assert send(client).status_code == client.post(DISCARD, {"key": uuid.uuid4()}).status_code == 403


@pytest.mark.parametrize(
    "wrong", [{"key": "x"}, {"post": "9999"}, {"edition": "-1"}, {"edition": f"{10**30}"}]
)
def test_a_broken_request_is_answered(admin: Client, wrong: dict[str, Any]) -> None:
    assert admin.post(AUTOSAVE, {"key": uuid.uuid4()} | wrong).status_code == 400


def test_an_unsaved_text_comes_back_and_changes_nothing_for_readers(admin: Client) -> None:
    post = make_post(title="Title", slug="title", body="Saved")
    assert "time" in send(admin, post, body="Un\r\nsaved").json()

    assert value(admin, change(post)) == "Un\nsaved"
    assert "Unsaved text of" in admin.get(change(post)).content.decode()
    post.refresh_from_db()
    assert post.body == "Saved"
    assert "Un" not in Client().get(post.get_absolute_url()).content.decode().partition("<article>")[2]


def test_the_last_text_is_kept_once(admin: Client) -> None:
    post = make_post()
    for body in ("One", "Two"):
        send(admin, post, body=body)

    assert WorkingCopy.objects.get().values["body"] == "Two"


def test_a_save_ends_it(admin: Client) -> None:
    post = make_post(title="Title", slug="title")
    send(admin, post)
    admin.post(change(post), post_form(body="Mine", status="draft"))

    assert Post.objects.get().body == "Mine"
    assert not WorkingCopy.objects.exists()


def test_a_text_as_it_was_saved_is_no_unsaved_text(admin: Client) -> None:
    post = make_post(title="Title", slug="title", body="Same")
    for body in ("Other", "Same"):
        send(admin, post, slug="title", language="en", body=body)

    assert admin.get(change(post)).context["working_copy"] is None
    assert "unsaved changes" not in admin.get("/admin/").content.decode()


def test_a_slug_alone_is_kept_too(admin: Client) -> None:
    post = make_post(title="Title", slug="title", body="Same")
    send(admin, post, slug="another", language="en", body="Same")

    assert value(admin, change(post), "slug") == "another"
    assert "Unsaved text of" in admin.get(change(post)).content.decode()


def test_what_no_database_takes_is_left_out(admin: Client) -> None:
    send(admin, body="a\0b")

    assert WorkingCopy.objects.get().values["body"] == "ab"


def test_an_unsaved_text_over_a_newer_save_is_a_conflict(admin: Client) -> None:
    post = make_post(title="Title", slug="title", body="Old")
    send(admin, post)
    post.body = "Theirs"
    save_post(post=post)
    edition = value(admin, change(post), "seen_edition")
    response = admin.post(change(post), post_form(body="Mine", seen_edition=edition))

    assert "saved elsewhere" in response.content.decode()
    assert Post.objects.get().body == "Theirs"
    assert WorkingCopy.objects.exists()


def test_a_new_post_that_was_not_finished_is_offered_and_goes_on(admin: Client) -> None:
    key = uuid.uuid4()
    send(admin, key=key, title="Half", body="a post")
    assert "Half" in admin.get(ADD).content.decode()

    assert value(admin, f"{ADD}?copy={key}") == "a post"
    assert admin.get(f"{ADD}?copy={key}").context["working_key"] == key
    admin.post(ADD, post_form(body="a post", working_key=key))
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize("key", ["x", "8f5d286c-c5e5-40e5-9107-0bc27c60fdb6", ""])
def test_a_key_of_nothing_opens_an_empty_form(admin: Client, key: str) -> None:
    assert not value(admin, f"{ADD}?copy={key}")


def test_it_can_be_discarded(admin: Client) -> None:
    post = make_post(body="Saved")
    send(admin, post)
    response = admin.post(DISCARD, {"key": WorkingCopy.objects.get().pk})

    assert response["Location"] == change(post)
    assert value(admin, change(post)) == "Saved"


def test_it_belongs_to_its_author(admin: Client) -> None:
    other = User.objects.create_superuser("other")
    post, key = make_post(body="Saved"), uuid.uuid4()
    keep_working_copy(author=other, key=key, post=post, edition=0, text={"body": "Theirs"})
    keep_working_copy(author=other, key=key, post=None, edition=0, text={"title": "Secret"})

    assert value(admin, change(post)) == "Saved"
    assert "Secret" not in admin.get(ADD).content.decode()
    assert not value(admin, f"{ADD}?copy={key}", "title")
    assert send(admin, key=key).status_code == 400
    admin.post(DISCARD, {"key": key})
    assert WorkingCopy.objects.filter(author=other).count() == 2
