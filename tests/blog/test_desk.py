"""The first page of the admin shows its user what is being written and what needs a look."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.models import Column, Post
from blog.models.visibility import Status
from blog.services import keep_working_copy, save_post
from config.admin_site import MODELS
from tests.blog.factories import make_column, make_post
from tests.pages import get_page

pytestmark = pytest.mark.django_db

INDEX = "/admin/"
NOW = timezone.now()


@pytest.fixture
def owner() -> User:
    return User.objects.create_superuser("owner")


@pytest.fixture
def admin(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def rows(client: Client, part: str, address: str = INDEX) -> list[str]:
    """The rows of a part of the desk, as text."""
    sections = get_page(client, address).select("section")
    found = [node.element for node in sections if node.element.get("aria-labelledby") == f"desk-{part}"]
    return [" ".join("".join(row.itertext()).split()) for section in found for row in section.iter("li")]


def links(client: Client) -> list[str]:
    return [node.element.get("href", "") for node in get_page(client, INDEX).select("main", "a")]


def staff(client: Client, *permissions: str) -> Client:
    """The client as a member of staff with these permissions alone."""
    user = User.objects.create_user("helper", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    return client


def make_draft(title: str, days: int) -> Post:
    """A draft that was saved so many days ago."""
    post = Post(title=title, slug=title.lower(), body="Text")
    save_post(post=post)
    post.revisions.update(created_at=NOW - timedelta(days=days, minutes=1))
    return post


def test_drafts_stand_by_their_last_edit_with_their_age(admin: Client) -> None:
    make_draft("Old", 21)
    recent = make_draft("Recent", 3)
    make_post(title="Published")

    assert rows(admin, "drafts") == ["Recent edited 3 days ago", "Old edited 3 weeks ago"]
    assert reverse("admin:blog_post_change", args=[recent.pk]) in links(admin)


def test_unsaved_work_of_the_user_stands_among_the_drafts(admin: Client, owner: User) -> None:
    public, draft = make_post(title="Public"), make_draft("Draft", 3)
    other = User.objects.create_superuser("other")
    keys = {}
    for author, post, title in (
        (owner, None, "Idea"),
        (owner, public, "Public, better"),
        (owner, draft, "Draft, better"),
        (other, None, "Another’s"),
    ):
        keys[title] = uuid.uuid4()
        keep_working_copy(author=author, key=keys[title], post=post, edition=0, text={"title": title})

    assert rows(admin, "drafts") == [
        "Draft, better with unsaved changes edited just now",
        "Public, better out, with unsaved changes edited just now",
        "Idea not saved yet edited just now",
    ]
    assert f"{reverse('admin:blog_post_add')}?copy={keys['Idea']}" in links(admin)


def test_scheduled_posts_say_when_they_go_live(admin: Client) -> None:
    make_post(title="Later", published_at=NOW + timedelta(days=15))
    make_post(title="Sooner", published_at=NOW + timedelta(days=3, hours=1))
    sooner, later = rows(admin, "scheduled")

    assert sooner.startswith("Sooner in 3 days: ")
    assert later.startswith("Later in 2 weeks: ")


def test_what_needs_a_look_is_named(admin: Client) -> None:
    make_post(title="Broken", body="[^1] [^2]")
    make_post(title="Thrown away", body="[^1]", trashed_at=NOW - timedelta(days=24))
    make_post(title="Thrown away today", trashed_at=NOW)
    make_post(title="Sample", is_sample=True)
    Column.objects.filter(pk=make_column().pk).update(renderer_version=1)

    assert rows(admin, "attention") == [
        "Broken 2 problems in the text",
        "1 post in the trash deleted for good within a week",
        "1 sample post run make remove-samples",
        "1 text of an older renderer run make rerender",
    ]


def test_a_clear_desk_says_so_and_shows_nothing_else(admin: Client) -> None:
    make_post(summary="", cover=None)
    page = get_page(admin, INDEX)

    assert not page.select("section")
    assert [node.text for node in page.select("main", "p")] == [
        "Nothing waits for you here. A good moment to write."
    ]


def test_long_lists_are_cut_and_lead_to_the_whole(admin: Client) -> None:
    for number in range(12):
        make_post(status=Status.DRAFT, body="[^1]")
        make_post(published_at=NOW + timedelta(days=1 + number))

    assert len(rows(admin, "drafts")) == len(rows(admin, "scheduled")) == 10
    texts = {node.text: node.element.get("href") for node in get_page(admin, INDEX).select("main", "a")}
    assert texts["All drafts (12)"] == "/admin/blog/post/?state=drafts"
    assert texts["All scheduled posts (12)"] == "/admin/blog/post/?state=scheduled"
    assert texts["All posts with problems (12)"] == "/admin/blog/post/?problems=yes"


def test_staff_see_only_what_they_may(client: Client) -> None:
    make_draft("Secret", 1)
    staff(client)
    assert "Secret" not in client.get(INDEX).content.decode()
    assert not rows(client, "drafts")
    assert reverse("admin:blog_post_add") not in links(client)


def test_who_may_only_read_posts_gets_no_new_one(client: Client) -> None:
    make_draft("Draft", 1)
    staff(client, "view_post")

    assert rows(client, "drafts") == ["Draft edited 1 day ago"]
    assert reverse("admin:blog_post_add") not in links(client)


@pytest.mark.parametrize("address", [INDEX, "/zh-hans/admin/"])
def test_the_desk_costs_few_queries_whatever_lies_on_it(admin: Client, owner: User, address: str) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            admin.get(address)
        return len(queries)

    def fill() -> None:
        for post in (make_post(status=Status.DRAFT, body="[^1]"), None):
            keep_working_copy(author=owner, key=uuid.uuid4(), post=post, edition=0, text={})
        make_post(published_at=NOW + timedelta(days=1), is_sample=True)

    fill()
    first = count()
    for _number in range(15):
        fill()

    assert count() == first <= 3 + 7  # the session, its user and the site's name; then one for each part


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_the_lists_stand_in_the_order_of_the_work(admin: Client, prefix: str) -> None:
    apps = admin.get(f"{prefix}/admin/").context["app_list"]

    assert [app["app_label"] for app in apps] == ["blog", "profile_app", "auth"]
    assert [model["object_name"] for model in apps[0]["models"]][:3] == ["Post", "Column", "Tag"]
    assert {model["object_name"] for app in apps for model in app["models"]} == set(MODELS)
