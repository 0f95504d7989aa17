"""The trash keeps posts for a time, and says for how long."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize

from blog.models import Post
from blog.models.visibility import Status
from blog.services import empty_trash, save_post, trash_posts
from config import startup
from tests.blog.factories import make_post

pytestmark = pytest.mark.django_db

NOW = timezone.now()
LIMIT = NOW - timedelta(days=30)
CHANGELIST = "admin:blog_post_changelist"


def stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def test_only_what_was_in_the_trash_for_more_than_thirty_days_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_still(monkeypatch)
    for name, since in {"over": LIMIT - timedelta(seconds=1), "at": LIMIT, "fresh": NOW, "out": None}.items():
        make_post(title=name, trashed_at=since, published_at=LIMIT - timedelta(days=9))

    assert empty_trash() == 1
    assert {post.title for post in Post.objects.all()} == {"at", "fresh", "out"}


def test_what_goes_by_itself_leaves_the_addresses_that_were_seen(client: Client) -> None:
    make_post(slug="seen")
    make_post(slug="draft", status=Status.DRAFT)
    trash_posts(posts=Post.objects.all())
    Post.objects.update(trashed_at=LIMIT - timedelta(days=1))

    assert empty_trash() == 2
    assert [client.get(f"/blog/{slug}/").status_code for slug in ("seen", "draft")] == [410, 404]


def test_opening_the_trash_empties_it_and_says_when_the_rest_goes(admin: Client) -> None:
    old = make_post(trashed_at=LIMIT - timedelta(minutes=1))
    kept = make_post(trashed_at=LIMIT + timedelta(days=2))
    admin.get(reverse(CHANGELIST))
    assert Post.objects.filter(pk=old.pk).exists()

    response = admin.get(reverse(CHANGELIST), {"state": "trashed"})
    assert list(response.context["cl"].result_list) == [kept]
    page = response.content.decode()
    assert "30 days" in page
    assert localize(timezone.localtime(NOW + timedelta(days=2))) in page
    assert "column-deleted_on" not in admin.get(reverse(CHANGELIST)).content.decode()


def test_what_is_seen_in_the_trash_can_still_be_restored(admin: Client) -> None:
    post = make_post(trashed_at=LIMIT - timedelta(minutes=1))
    address = f"{reverse(CHANGELIST)}?state=trashed"
    admin.post(address, {"action": "restore", "_selected_action": [post.pk]})

    assert Post.objects.get().is_published


@pytest.mark.parametrize("rights", [None, [], ["view_post", "change_post"]])
def test_who_may_not_delete_posts_does_not_empty_the_trash(client: Client, rights: list[str] | None) -> None:
    user = User.objects.create_user("reader", is_staff=rights is not None)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights or []))
    client.force_login(user)
    make_post(trashed_at=LIMIT - timedelta(days=1))
    client.get(reverse(CHANGELIST), {"state": "trashed"})

    assert Post.objects.exists()


def test_the_trash_takes_a_post_as_it_is_now_not_as_it_was_read() -> None:
    draft = make_post(slug="seen", status=Status.DRAFT)
    published = Post.objects.get()
    published.status = Status.PUBLISHED
    save_post(post=published)
    trash_posts(posts=[draft])

    assert Post.objects.get().has_been_reachable
    assert Post.objects.get().edition == published.edition + 1


def test_deleting_in_the_admin_leaves_the_address_gone(admin: Client) -> None:
    one, two = make_post(slug="one"), make_post(slug="two")
    trash_posts(posts=[one, two])
    admin.post(reverse("admin:blog_post_delete", args=[one.pk]), {"post": "yes"})
    action = {"action": "delete_selected", "_selected_action": [two.pk], "post": "yes"}
    admin.post(f"{reverse(CHANGELIST)}?state=trashed", action)

    assert not Post.objects.exists()
    assert [admin.get(f"/blog/{slug}/").status_code for slug in ("one", "two")] == [410, 410]


def test_the_start_empties_the_trash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "collect_static", lambda say: None)
    make_post(trashed_at=LIMIT - timedelta(days=1))
    said: list[str] = []
    startup.prepare(said.append)

    assert said == ["Posts deleted for good after 30 days in the trash: 1."]
    assert not Post.objects.exists()
