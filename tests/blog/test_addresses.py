"""An address that readers could see stays: it leads to where the post is now, or says that it is gone."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import FormerAddress, Post
from blog.models.visibility import Status
from blog.services import delete_posts, restore_posts, save_post, trash_posts
from tests.blog.factories import make_post
from tests.blog.test_admin import post_form
from tests.pages import Page, parse_strictly

pytestmark = pytest.mark.django_db

TOMORROW = timezone.now() + timedelta(days=1)
HIDDEN: list[dict[str, Any]] = [
    {"status": Status.DRAFT},
    {"published_at": TOMORROW},
    {"trashed_at": timezone.now()},
]


def change(post: Post, **fields: Any) -> Post:
    """Save a post with other values, as a request does: from the stored row."""
    post = Post.objects.get(pk=post.pk)
    for name, value in fields.items():
        setattr(post, name, value)
    save_post(post=post)
    return post


def answer(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.get("Location", "")


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.UNLISTED])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"slug": "old"}, {"slug": "new"}),
        ({"slug": "旧址", "language": "zh-hans"}, {"slug": "新址"}),
        ({"slug": "same"}, {"language": "zh-hans"}),
        ({"slug": "old"}, {"slug": "新址", "language": "zh-hans"}),
    ],
)
def test_a_former_address_leads_to_the_present_one(
    client: Client, status: Status, old: dict[str, str], new: dict[str, str]
) -> None:
    post = make_post(status=status, **old)
    former = post.get_absolute_url()
    post = change(post, **new)

    assert answer(client, former) == (301, post.get_absolute_url())
    assert client.get(post.get_absolute_url()).status_code == 200
    assert "no-cache" in client.get(former)["Cache-Control"]


def test_every_former_address_leads_on_in_one_step_and_none_in_a_circle(client: Client) -> None:
    post = make_post(slug="a")
    for slug in ("b", "c", "a"):
        post = change(post, slug=slug)

    assert [answer(client, f"/blog/{slug}/") for slug in "bc"] == [(301, "/blog/a/")] * 2
    assert client.get("/blog/a/").status_code == 200
    assert {address.slug for address in FormerAddress.objects.all()} == {"b", "c"}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_move_out_of_sight_leaves_nothing(client: Client, hidden: dict[str, Any]) -> None:
    post = make_post(slug="a", **hidden)
    change(post, slug="b")
    change(post, slug="c", status=Status.PUBLISHED, published_at=None, trashed_at=None)

    assert not FormerAddress.objects.exists()
    assert [client.get(f"/blog/{slug}/").status_code for slug in "abc"] == [404, 404, 200]


def test_a_scheduled_post_that_came_out_by_the_clock_keeps_its_address(client: Client) -> None:
    post = make_post(slug="a", published_at=TOMORROW)
    Post.objects.update(published_at=timezone.now())  # as time passes: without a save
    change(post, slug="b")

    assert answer(client, "/blog/a/") == (301, "/blog/b/")


def test_a_post_taken_back_as_a_draft_keeps_only_the_address_that_was_seen(client: Client) -> None:
    post = change(make_post(slug="a"), status=Status.DRAFT)
    for slug in ("b", "c"):
        change(post, slug=slug)
    assert [client.get(f"/blog/{slug}/").status_code for slug in "abc"] == [404] * 3

    change(post, status=Status.PUBLISHED)
    assert [answer(client, f"/blog/{slug}/") for slug in "ab"] == [(301, "/blog/c/"), (404, "")]


def test_a_draft_that_takes_back_its_own_address_was_seen_there(client: Client) -> None:
    post = change(make_post(slug="a"), slug="b")
    change(post, status=Status.DRAFT, slug="a")
    assert client.get("/blog/a/").status_code == 404
    assert [address.slug for address in FormerAddress.objects.all()] == ["b"]

    delete_posts(posts=[post])
    assert [client.get(f"/blog/{slug}/").status_code for slug in "ab"] == [410, 410]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_former_address_betrays_no_post_out_of_sight(client: Client, hidden: dict[str, Any]) -> None:
    post = change(make_post(slug="old"), slug="new")
    Post.objects.update(**hidden)

    for address in ("/blog/old/", "/blog/new/", "/zh-hans/blog/old/", "/zh-hans/blog/new/"):
        response = client.get(address)
        assert response.status_code == 404
        assert post.title not in response.content.decode()


def test_the_other_languages_prefix_leads_on_but_not_for_good(client: Client) -> None:
    change(make_post(slug="old"), slug="new")

    assert answer(client, "/zh-hans/blog/old/") == (302, "/blog/new/")
    assert answer(client, "/zh-hans/blog/new/") == (302, "/blog/new/")


def test_a_former_address_comes_before_the_translation_with_the_same_slug(client: Client) -> None:
    english = make_post(slug="same")
    make_post(slug="same", language="zh-hans", translation_key=english.translation_key)
    change(english, slug="new")

    assert answer(client, "/blog/same/") == (301, "/blog/new/")
    assert client.get("/zh-hans/blog/same/").status_code == 200

    change(english, status=Status.DRAFT)
    assert answer(client, "/blog/same/") == (302, "/zh-hans/blog/same/")


def test_another_post_takes_a_former_address_only_when_it_leads_nowhere() -> None:
    first = change(make_post(title="First", slug="old"), slug="new")
    second = Post(title="Second", slug="old", body="Text")
    with pytest.raises(ValidationError, match="“First” had this address"):
        second.full_clean()

    first.slug = "old"
    first.full_clean()
    Post(title="Second", slug="old", language="zh-hans", body="文").full_clean()
    delete_posts(posts=[first])
    second.full_clean()


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_all_addresses_of_a_deleted_post_are_gone(client: Client, prefix: str) -> None:
    post = change(make_post(title="Secret", slug="旧"), slug="new")
    trash_posts(posts=[post])
    assert client.get("/blog/new/").status_code == 404
    assert delete_posts(posts=[post]) == 1

    for slug in ("旧", "new"):
        response = client.get(f"{prefix}/blog/{slug}/")
        page = Page(parse_strictly(response.content))
        assert response.status_code == 410
        assert page.meta("robots") == "noindex"
        assert page.root.get("lang") == ("zh-Hans" if prefix else "en")
        assert page.text("h1") == ("这个页面已删除" if prefix else "This page is gone")
        assert "Secret" not in response.content.decode()


def test_one_of_a_pair_is_gone_where_the_other_has_the_same_slug(client: Client) -> None:
    english = make_post(slug="same")
    make_post(slug="same", language="zh-hans", translation_key=english.translation_key)
    delete_posts(posts=[english])

    assert client.get("/blog/same/").status_code == 410
    assert client.get("/zh-hans/blog/same/").status_code == 200


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_post_that_nobody_saw_is_deleted_without_a_trace(client: Client, hidden: dict[str, Any]) -> None:
    post = make_post(slug="a", **hidden)
    delete_posts(posts=[post])

    assert client.get("/blog/a/").status_code == 404


def test_a_post_seen_before_it_was_a_draft_is_gone_when_deleted(client: Client) -> None:
    delete_posts(posts=[change(make_post(slug="a"), status=Status.DRAFT)])

    assert client.get("/blog/a/").status_code == 410


def test_a_new_post_at_a_gone_address_shows_only_once_readers_see_it(client: Client) -> None:
    delete_posts(posts=[make_post(slug="a")])
    new = Post(title="New", slug="a", body="Text")
    save_post(post=new)
    assert client.get("/blog/a/").status_code == 410

    change(new, status=Status.PUBLISHED)
    assert not FormerAddress.objects.exists()
    assert client.get("/blog/a/").status_code == 200
    trash_posts(posts=Post.objects.all())
    assert client.get("/blog/a/").status_code == 404


def test_a_gone_address_is_given_up_for_a_post_that_came_out_by_the_clock(client: Client) -> None:
    delete_posts(posts=[make_post(slug="a")])
    new = make_post(slug="a", published_at=TOMORROW)
    Post.objects.update(published_at=timezone.now())
    trash_posts(posts=Post.objects.all())
    assert client.get("/blog/a/").status_code == 404

    restore_posts(posts=Post.objects.all())
    change(new, slug="b")
    assert answer(client, "/blog/a/") == (301, "/blog/b/")


def test_the_form_lists_former_addresses_and_removes_them(admin: Client) -> None:
    post = make_post(slug="old")
    form = reverse("admin:blog_post_change", args=[post.pk])
    assert "former_addresses-group" not in admin.get(form).content.decode()

    post = change(post, slug="new")
    page = admin.get(form).content.decode()
    assert "Former addresses" in page
    assert 'name="former_addresses-0-slug"' not in page
    assert 'name="former_addresses-MAX_NUM_FORMS" value="0"' in page
    address = FormerAddress.objects.get()
    inline = {
        "former_addresses-TOTAL_FORMS": "1",
        "former_addresses-INITIAL_FORMS": "1",
        "former_addresses-0-id": address.pk,
        "former_addresses-0-post": post.pk,
        "former_addresses-0-DELETE": "on",
    }
    admin.post(form, post_form(slug="new", status="published", seen_edition=post.edition) | inline)
    assert not FormerAddress.objects.exists()
    assert admin.get("/blog/old/").status_code == 404


def test_the_admin_says_which_post_had_an_address(admin: Client) -> None:
    change(make_post(title="First", slug="title"), slug="new")
    response = admin.post(reverse("admin:blog_post_add"), post_form())

    assert "First" in response.context["adminform"].form.errors["slug"][0]


def test_the_owner_sees_and_removes_what_is_left_of_a_deleted_post(admin: Client) -> None:
    change(make_post(slug="moved", title="Moved"), slug="here")
    delete_posts(posts=[make_post(slug="gone", language="zh-hans")])
    address = reverse("admin:blog_formeraddress_changelist")
    page = admin.get(address).content.decode()
    assert '<a href="/zh-hans/blog/gone/">' in page
    assert "Gone (410)" in page
    assert ">Moved</td>" in page

    gone = FormerAddress.objects.get(post=None)
    delete = {"action": "delete_selected", "_selected_action": [gone.pk], "post": "yes"}
    admin.post(address, delete)
    assert admin.get("/zh-hans/blog/gone/").status_code == 404
    assert answer(admin, "/blog/moved/")[0] == 301


def test_an_address_of_another_site_is_added_by_hand(admin: Client, client: Client) -> None:
    post, add = make_post(slug="present"), reverse("admin:blog_formeraddress_add")
    admin.post(add, {"language": "en", "slug": "from-ghost", "post": post.pk})
    assert answer(client, "/blog/from-ghost/") == (301, post.get_absolute_url())

    for taken in ("present", "from-ghost", "columns"):
        assert admin.post(add, {"language": "en", "slug": taken, "post": post.pk}).status_code == 200
