"""Who may edit is led from a public page to its form; nobody else learns a thing."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from blog.models import Post, Tag
from blog.models.visibility import Status
from tests.blog.factories import make_column, make_post

pytestmark = pytest.mark.django_db

ADDRESS = "/editor/edit-link/"


def ask(client: Client, path: str) -> tuple[int, str]:
    """Status and address of the answer, asked as the page's script does."""
    prefix = "/zh-hans" if path.startswith("/zh-hans") else ""
    response = client.get(f"{prefix}{ADDRESS}?{urlencode({'path': path})}")
    return response.status_code, response.json().get("url", "")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_kind_of_page_leads_to_its_form(admin: Client, language: str) -> None:
    column = make_column(language=language, slug="栏")
    post = make_post(slug="文-章", language=language, tags=["KV cache"], column=column)
    tag = Tag.objects.get()
    with translation.override(language):
        forms = {
            post.get_absolute_url(): reverse("admin:blog_post_change", args=[post.pk]),
            column.get_absolute_url(): reverse("admin:blog_column_change", args=[column.pk]),
            tag.get_absolute_url(): reverse("admin:blog_tag_change", args=[tag.pk]),
            reverse("blog:post-list"): reverse("admin:blog_post_changelist"),
            reverse("blog:column-list"): reverse("admin:blog_column_changelist"),
            reverse("profile:home"): reverse("admin:profile_app_profile_changelist"),
        }

    for path, form in forms.items():
        assert admin.get(path).status_code == 200
        assert ask(admin, path) == (200, form)


def test_the_form_is_that_of_the_post_in_the_pages_language(admin: Client) -> None:
    english, chinese = make_post(slug="same"), make_post(slug="same", language="zh-hans")

    assert ask(admin, "/blog/same/")[1] == f"/admin/blog/post/{english.pk}/change/"
    assert ask(admin, "/zh-hans/blog/same/")[1] == f"/zh-hans/admin/blog/post/{chinese.pk}/change/"


@pytest.mark.parametrize(
    "path", ["", "/nothing/", "/blog/none/", "/feed.xml", "//evil.example/", "\0", "%ff"]
)
def test_what_has_no_form_has_no_link(admin: Client, path: str) -> None:
    assert ask(admin, path) == (404, "")


def test_readers_are_refused_and_told_nothing(client: Client) -> None:
    post = make_post()
    for user in (None, User.objects.create_user("reader")):
        if user:
            client.force_login(user)
        assert ask(client, post.get_absolute_url()) == (403, "")


def test_staff_get_links_to_what_they_may_change_alone(client: Client) -> None:
    helper = User.objects.create_user("helper", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="change_post"))
    client.force_login(helper)
    post = make_post(tags=["a"])

    assert ask(client, post.get_absolute_url())[0] == 200
    assert [ask(client, path)[0] for path in ("/blog/tags/a/", "/")] == [404, 404]


def test_the_answer_is_kept_by_no_cache(admin: Client, client: Client) -> None:
    post = make_post(status=Status.UNLISTED)
    response = admin.get(ADDRESS, {"path": post.get_absolute_url()})

    assert "no-store" in response["Cache-Control"]
    assert response.json() == {"url": f"/admin/blog/post/{post.pk}/change/", "label": "Edit post"}


@pytest.mark.parametrize("address", ["/", "/blog/", "/zh-hans/blog/post/"])
def test_a_public_page_is_the_same_for_its_owner_and_for_readers(client: Client, address: str) -> None:
    Post.objects.all().delete()
    make_post(slug="post", language="zh-hans")
    for_readers = client.get(address).content
    client.force_login(User.objects.create_superuser("owner"))

    assert client.get(address).content == for_readers
