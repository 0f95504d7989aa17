"""A draft link shows one unpublished post to whoever has it, for a time, and leaves no trace of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import DraftLink, Post
from blog.models.visibility import Status
from blog.services import delete_posts, keep_working_copy, trash_posts
from tests.blog.factories import make_column, make_post
from tests.pages import Page, get_page, parse_strictly

pytestmark = pytest.mark.django_db

TOMORROW = timezone.now() + timedelta(days=1)
UNSEEN: list[dict[str, Any]] = [{"status": Status.DRAFT}, {"published_at": TOMORROW}]


def make_link(post: Post | None = None, **fields: Any) -> DraftLink:
    post = post or make_post(title="Secret", slug="secret", status=Status.DRAFT)
    return DraftLink.objects.create(**{"post": post, "note": "Reviewer", "expires_at": TOMORROW} | fields)


def links_page(post: Post) -> str:
    return reverse("admin:blog_post_links", args=[post.pk])


def assert_leaves_no_trace(response: Any) -> None:
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not {"ETag", "Last-Modified", "Link", "Vary"} & set(response.headers)
    assert not response.cookies


@pytest.mark.parametrize("state", UNSEEN)
@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_a_link_shows_the_saved_text_and_says_that_it_is_a_draft(
    client: Client, state: dict[str, Any], prefix: str
) -> None:
    language = "zh-hans" if prefix else "en"
    post = make_post(title="Title", body="The **saved** text", language=language, **state)
    author = User.objects.create_user("author")
    keep_working_copy(author=author, key=make_link().key, post=post, edition=0, text={"body": "unsaved"})
    address = make_link(post).get_absolute_url()

    response = client.get(address)
    page = Page(parse_strictly(response.content))
    assert address.startswith(f"{prefix}/blog/drafts/")
    assert page.text("h1") == "Title"
    assert page.text("article", "strong") == "saved"
    assert ("这是一篇草稿" if prefix else "A draft. Shared with you until") in page.text("article", "p")
    assert "unsaved" not in response.content.decode()
    assert "Reviewer" not in response.content.decode()
    assert_leaves_no_trace(response)


def test_the_page_tells_robots_and_previews_no_more_than_the_title(client: Client) -> None:
    post = make_post(
        title="Title",
        body="Words",
        summary="Summary",
        tags=["New"],
        column=make_column(),
        status=Status.DRAFT,
    )
    make_post(language="zh-hans", translation_key=post.translation_key)
    page = get_page(client, make_link(post).get_absolute_url())

    assert page.meta("robots") == "noindex"
    assert page.meta("description") == "A draft"
    assert not [node for node in page.select("meta") if node.element.get("property")]
    assert {node.element.get("rel") for node in page.select("head", "link")} <= {
        "stylesheet",
        "icon",
        "apple-touch-icon",
        "alternate",
    }
    assert page.alternates() == {}
    links = {node.element.get("href") for node in page.select("main", "a")}
    assert links == {"/feed.xml", "https://creativecommons.org/licenses/by/4.0/"}
    assert not page.select("main", "form")


def test_a_page_is_sent_anew_each_time(client: Client) -> None:
    address = make_link().get_absolute_url()

    conditions = {"If-None-Match": "*", "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert client.get(address, headers=conditions).status_code == 200
    assert_leaves_no_trace(client.head(address))


@pytest.mark.parametrize("ended", [{"expires_at": timezone.now()}, {"revoked_at": timezone.now()}])
@pytest.mark.parametrize("state", [*UNSEEN, {"status": Status.UNLISTED}])
def test_an_ended_link_opens_nothing_and_tells_no_title(
    client: Client, ended: dict[str, Any], state: dict[str, Any]
) -> None:
    link = make_link(make_post(title="Secret", slug="secret", **state), **ended)

    assert_is_gone(client, link.get_absolute_url())


def test_a_post_in_the_trash_is_not_shown_until_it_is_restored(client: Client) -> None:
    link = make_link()
    trash_posts(posts=[link.post])
    assert_is_gone(client, link.get_absolute_url())

    Post.objects.update(trashed_at=None)
    assert client.get(link.get_absolute_url()).status_code == 200


def test_the_link_of_a_deleted_post_has_ended(client: Client) -> None:
    link = make_link()
    delete_posts(posts=[link.post])

    assert_is_gone(client, link.get_absolute_url())


def assert_is_gone(client: Client, address: str) -> None:
    response = client.get(address)
    page = Page(parse_strictly(response.content))
    assert response.status_code == 410
    assert page.text("h1") == "This link has ended"
    assert page.meta("robots") == "noindex"
    assert "secret" not in response.content.decode().lower()
    assert_leaves_no_trace(response)


@pytest.mark.parametrize("state", [{}, {"status": Status.UNLISTED}])
def test_a_link_leads_to_the_post_once_readers_reach_it(client: Client, state: dict[str, Any]) -> None:
    post = make_post(**state)
    response = client.get(make_link(post).get_absolute_url())

    assert (response.status_code, response["Location"]) == (302, post.get_absolute_url())
    assert_leaves_no_trace(response)


def test_an_ended_link_leads_to_a_post_that_everybody_sees(client: Client) -> None:
    post = make_post()
    link = make_link(post, expires_at=timezone.now(), revoked_at=timezone.now())

    assert client.get(link.get_absolute_url())["Location"] == post.get_absolute_url()


def test_a_link_follows_the_language_of_its_post(client: Client) -> None:
    link = make_link()
    former = link.get_absolute_url()
    Post.objects.update(language="zh-hans")
    link = DraftLink.objects.get()

    response = client.get(former)
    assert (response.status_code, response["Location"]) == (302, f"/zh-hans{former}")
    assert_leaves_no_trace(response)


def test_no_made_up_address_opens_anything(client: Client) -> None:
    link, other = make_link(), make_link(make_post(title="Other", status=Status.DRAFT))
    key, _stop, signature = link.get_absolute_url().split("/")[3].partition(".")
    made_up = [
        key,
        f"{key}.",
        f"{key}.{signature[:-1]}",
        f"{key}.{signature.swapcase()}",
        f"{link.key}.{signature}",
        f"{other.key.hex}.{signature}",
        f"{link.post_id}.{signature}",
        f".{signature}",
        "%00",
        "１.é",
        "x" * 2000,
        Signer(sep=".").sign(key),
        Signer(sep=".", salt="another").sign(key),
    ]
    for signed in made_up:
        response = client.get(f"/blog/drafts/{signed}/")
        assert response.status_code == 404, signed
        assert Page(parse_strictly(response.content)).meta("robots") == "noindex"
        assert "secret" not in response.content.decode().lower()
        assert_leaves_no_trace(response)


def test_each_link_opens_its_own_post(client: Client) -> None:
    for title in ("One", "Two"):
        link = make_link(make_post(title=title, status=Status.DRAFT))
        assert get_page(client, link.get_absolute_url()).text("h1") == title


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_a_link_is_for_reading_only(client: Client, method: str) -> None:
    response = getattr(client, method)(make_link().get_absolute_url())

    assert response.status_code == 405
    assert_leaves_no_trace(response)


def test_no_new_post_takes_the_slug_and_one_that_has_it_keeps_answering(client: Client) -> None:
    with pytest.raises(ValidationError, match="belongs to another page"):
        Post(title="Drafts", slug="drafts", body="Text").full_clean()
    post = make_post(slug="drafts", title="About drafts")

    assert get_page(client, post.get_absolute_url()).text("h1") == "About drafts"


def test_robots_are_told_of_no_draft(client: Client) -> None:
    make_link()

    assert "drafts" not in client.get("/robots.txt").content.decode()


def test_the_owner_makes_a_link_beside_the_posts_form(admin: Client) -> None:
    post = make_post(slug="secret", status=Status.DRAFT)
    form = get_page(admin, reverse("admin:blog_post_change", args=[post.pk]))
    assert links_page(post) in [node.element.get("href") for node in form.select("main", "a")]

    page = get_page(admin, links_page(post))
    values = {node.element.get("name"): node.element.get("value") for node in page.select("main", "input")}
    assert values["days"] == "7"
    assert admin.post(links_page(post), {"note": "Ada", "days": "30"})["Location"] == links_page(post)

    link = DraftLink.objects.get()
    assert (link.post, link.note) == (post, "Ada")
    assert timedelta(days=29) < link.expires_at - timezone.now() <= timedelta(days=30)
    content = admin.get(links_page(post)).content.decode()
    assert f"http://127.0.0.1:8000{link.get_absolute_url()}" in content
    assert Post.objects.get().edition == post.edition


@pytest.mark.parametrize(
    "sent",
    [{"note": " ", "days": "7"}, {"note": "x" * 201, "days": "7"}]
    + [{"note": "Ada", "days": days} for days in ("", "0", "-1", "91", "1.5", "x", "9" * 999)],
)
def test_a_link_without_a_note_or_for_another_time_is_not_made(admin: Client, sent: dict[str, str]) -> None:
    post = make_post(status=Status.DRAFT)
    response = admin.post(links_page(post), sent)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not DraftLink.objects.exists()


def test_the_owner_revokes_one_of_the_links(admin: Client, client: Client) -> None:
    link = make_link()
    other = make_link(link.post)
    admin.post(links_page(link.post), {"revoke": str(link.pk)})

    assert list(DraftLink.objects.valid()) == [other]
    assert client.get(link.get_absolute_url()).status_code == 410
    assert link.get_absolute_url() not in admin.get(links_page(link.post)).content.decode()


@pytest.mark.parametrize("key", ["", "x", None])
def test_another_posts_link_is_not_revoked_here(admin: Client, key: str | None) -> None:
    link = make_link()
    response = admin.post(links_page(make_post()), {"revoke": str(link.pk) if key is None else key})

    assert response.status_code == 302
    assert DraftLink.objects.valid().exists()


@pytest.mark.parametrize("state", [{}, {"status": Status.UNLISTED}, {"trashed_at": timezone.now()}])
def test_a_post_that_needs_no_link_lists_those_that_it_had(admin: Client, state: dict[str, Any]) -> None:
    post = make_post(**state)
    change = reverse("admin:blog_post_change", args=[post.pk])
    assert links_page(post) not in admin.get(change).content.decode()

    make_link(post, note="Ada")
    assert links_page(post) in admin.get(change).content.decode()
    assert "Ada" in admin.get(links_page(post)).content.decode()
    assert admin.post(links_page(post), {"note": "Bob", "days": "7"}).context["form"] is None
    assert DraftLink.objects.count() == 1


@pytest.mark.parametrize("rights", [[], ["view_post"]])
def test_links_are_for_those_who_may_change_the_post(client: Client, rights: list[str]) -> None:
    link = make_link()
    user = User.objects.create_user("helper", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)

    for answer in (
        client.get(links_page(link.post)),
        client.post(links_page(link.post), {"note": "Me", "days": "7"}),
        client.post(links_page(link.post), {"revoke": str(link.pk)}),
    ):
        assert answer.status_code == 403
    assert list(DraftLink.objects.valid()) == [link]
    change = client.get(reverse("admin:blog_post_change", args=[link.post_id]))
    assert links_page(link.post) not in change.content.decode()


def test_there_is_no_page_of_links_for_a_post_that_is_not_there(admin: Client) -> None:
    assert admin.get("/admin/blog/post/99/links/").status_code == 404
    assert admin.get("/admin/blog/post/x/links/").status_code == 404
