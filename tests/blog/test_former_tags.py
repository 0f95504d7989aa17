"""Tags can be renamed and merged: what readers knew leads on, and no post loses or doubles one."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from blog.models import FormerTagAddress, Tag
from blog.models.visibility import Status
from blog.services import merge_tags, rename_tag
from profile_app.models import Interest
from tests.blog.factories import make_post

pytestmark = pytest.mark.django_db

LIST = "admin:blog_tag_changelist"


def rename(tag: Tag, name: str, slug: str) -> None:
    tag.name, tag.slug = name, slug
    rename_tag(tag=tag)


def answer(client: Client, slug: str, prefix: str = "") -> tuple[int, str]:
    response = client.get(f"{prefix}/blog/tags/{slug}/")
    return response.status_code, response.get("Location", "")


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_a_renamed_tag_leads_on_from_its_old_address(client: Client, prefix: str) -> None:
    make_post(tags=["LLM"])
    rename(Tag.objects.get(), "Language models", "language-models")

    assert answer(client, "llm", prefix) == (301, f"{prefix}/blog/tags/language-models/")
    assert answer(client, "language-models", prefix)[0] == 200
    assert "no-cache" in client.get(f"{prefix}/blog/tags/llm/")["Cache-Control"]


def test_renamed_again_and_back_nothing_leads_in_a_circle(client: Client) -> None:
    make_post(tags=["a"])
    for slug in ("b", "c", "a"):
        rename(Tag.objects.get(), slug, slug)

    assert [answer(client, slug) for slug in "bc"] == [(301, "/blog/tags/a/")] * 2
    assert answer(client, "a")[0] == 200
    assert {address.slug for address in FormerTagAddress.objects.all()} == {"b", "c"}


def test_a_new_name_alone_leaves_no_address() -> None:
    make_post(tags=["LLM"])
    rename(Tag.objects.get(), "Large models", "llm")

    assert not FormerTagAddress.objects.exists()


def test_a_name_that_readers_never_saw_stays_unknown(client: Client) -> None:
    post = make_post(tags=["secret"], status=Status.DRAFT)
    rename(Tag.objects.get(), "open", "open")
    post.status = Status.PUBLISHED
    post.save()

    assert answer(client, "secret")[0] == 404


def test_an_address_leads_only_to_a_tag_with_something_published(client: Client) -> None:
    post = make_post(tags=["old"])
    rename(Tag.objects.get(), "new", "new")
    post.status = Status.DRAFT
    post.save()

    assert answer(client, "old")[0] == 404


def test_a_new_tag_takes_a_former_address_over(client: Client) -> None:
    make_post(tags=["LLM"])
    rename(Tag.objects.get(), "Language models", "language-models")
    make_post(tags=["LLM"])

    assert answer(client, "llm")[0] == 200
    assert not FormerTagAddress.objects.exists()


def test_merged_tags_stand_once_on_every_post_and_lead_on(client: Client) -> None:
    both, one = make_post(tags=["LLM", "LLMs", "other"]), make_post(tags=["llms"])
    draft = make_post(tags=["大模型"], status=Status.DRAFT)
    rename(Tag.objects.get(name="LLMs"), "LLMs", "many")
    into = Tag.objects.get(name="LLM")
    merge_tags(tags=Tag.objects.filter(name__in=["LLM", "LLMs", "大模型"]), into=into)

    assert [sorted(tag.name for tag in post.tags.all()) for post in (both, one, draft)] == [
        ["LLM", "other"],
        ["LLM"],
        ["LLM"],
    ]
    assert {tag.name for tag in Tag.objects.all()} == {"LLM", "other"}
    assert [answer(client, slug) for slug in ("many", "llms")] == [(301, "/blog/tags/llm/")] * 2
    assert answer(client, "大模型")[0] == 404


def test_interests_of_the_homepage_keep_a_merged_tag() -> None:
    into, tag = Tag.objects.create(name="LLM"), Tag.objects.create(name="LLMs")
    interest = Interest.objects.create(title="Models")
    interest.tags.add(tag)
    merge_tags(tags=[tag], into=into)

    assert list(interest.tags.all()) == [into]


def test_the_owner_merges_tags_in_two_steps(admin: Client) -> None:
    make_post(tags=["LLM", "LLMs"])
    make_post(tags=["LLM"])
    tags = {tag.name: str(tag.pk) for tag in Tag.objects.all()}
    chosen = {"action": "merge", "_selected_action": list(tags.values())}
    page = admin.post(reverse(LIST), chosen).content.decode()
    assert f'value="{tags["LLM"]}" required checked' in page
    assert Tag.objects.count() == 2

    response = admin.post(reverse(LIST), chosen | {"into": tags["LLM"]}, follow=True)
    assert [tag.name for tag in Tag.objects.all()] == ["LLM"]
    assert "LLMs: merged into “LLM”" in response.content.decode()
    form = admin.get(reverse("admin:blog_tag_change", args=[tags["LLM"]])).content.decode()
    assert "<p>llms</p>" in form


@pytest.mark.parametrize("into", ["", "0", "x", "999"])
def test_a_tag_that_was_not_selected_cannot_stay(admin: Client, into: str) -> None:
    tags = [Tag.objects.create(name=name) for name in "ab"]
    chosen = {"action": "merge", "_selected_action": [tag.pk for tag in tags], "into": into}

    assert "Which tag stays?" in admin.post(reverse(LIST), chosen).content.decode()
    assert Tag.objects.count() == 2


def test_one_tag_alone_is_not_merged(admin: Client) -> None:
    tag = Tag.objects.create(name="a")
    page = admin.post(reverse(LIST), {"action": "merge", "_selected_action": [tag.pk]}, follow=True)

    assert "at least two" in page.content.decode()


def test_renaming_in_the_form_leads_on_and_the_form_says_from_where(admin: Client) -> None:
    make_post(tags=["LLM"])
    change = reverse("admin:blog_tag_change", args=[Tag.objects.get().pk])
    admin.post(change, {"name": "Models", "slug": "models"})

    assert answer(admin, "llm") == (301, "/blog/tags/models/")
    assert "<p>llm</p>" in admin.get(change).content.decode()


@pytest.mark.parametrize("permission", ["change_tag", "delete_tag"])
def test_who_may_not_delete_and_change_tags_may_not_merge_them(client: Client, permission: str) -> None:
    helper = User.objects.create_user("helper", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename=permission, content_type__app_label="blog"))
    client.force_login(helper)
    tags = [Tag.objects.create(name=name).pk for name in "ab"]
    client.post(reverse(LIST), {"action": "merge", "_selected_action": tags, "into": tags[0]})

    assert Tag.objects.count() == 2
