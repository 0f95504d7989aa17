"""Related posts: by what is rare, in both languages, and none rather than a wrong one."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import Column, Post, Relation, Tag
from blog.models.visibility import Status
from blog.services import (
    add_to_column,
    arrange_post,
    delete_posts,
    merge_tags,
    publish_drafts,
    relate_all_posts,
    restore_posts,
    save_post,
    tag_posts,
    trash_posts,
)
from tests.blog.factories import make_column, make_post
from tests.blog.test_admin import post_form
from tests.pages import get_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def others() -> list[Post]:
    """Enough posts about something else for two to have something rare in common."""
    return [make_post(tags=["common"], language="zh-hans") for _ in range(10)]


def make_apart(**fields: Any) -> Post:
    """A post that has others, about nothing in particular, before and after it."""
    post = make_post(**fields)
    make_post(language=post.language)
    return post


def related(client: Client, post: Post) -> list[str]:
    """The titles that the post's page names as related."""
    page = get_page(client, post.get_absolute_url())
    return [node.text for node in page.select("main", "section", "article", "h3")]


def test_posts_that_share_a_rare_tag_are_related_both_ways(client: Client) -> None:
    one = make_apart(title="One", tags=["rare", "common"], language="zh-hans")
    two = make_apart(title="Two", tags=["rare"])
    relate_all_posts()

    assert related(client, one) == ["Two"]
    assert related(client, two) == ["One"]


def test_what_most_posts_share_relates_none_of_them(client: Client, others: list[Post]) -> None:
    post = make_apart(tags=["common"])
    relate_all_posts()

    assert related(client, post) == related(client, others[0]) == []


def test_the_rarer_what_they_share_the_closer_they_are(client: Client) -> None:
    post = make_apart(tags=["rare", "less rare"])
    make_apart(title="Less", tags=["less rare"], language="zh-hans")
    make_apart(title="More", tags=["rare"], language="zh-hans")
    make_apart(title="Most", tags=["rare", "less rare"], language="zh-hans")
    relate_all_posts()

    assert [title for title in related(client, post) if title != "Less"] == ["Most", "More"]


def test_what_stands_beside_a_post_is_not_named_again(client: Client) -> None:
    make_post(title="Before", tags=["rare"])
    post = make_post(tags=["rare"])
    relate_all_posts()

    assert client.get(post.get_absolute_url()).context["previous_post"].title == "Before"
    assert related(client, post) == []


def test_posts_of_one_column_are_related(client: Client) -> None:
    column = make_column()
    posts = [make_apart(title=title, column=column) for title in "ABCD"]
    relate_all_posts()

    assert sorted(related(client, posts[0])) == ["C", "D"]


def test_a_hidden_column_relates_nothing(client: Client) -> None:
    column = make_column(is_visible=False)
    posts = [make_apart(column=column) for _ in range(3)]
    relate_all_posts()

    assert related(client, posts[0]) == []


def make_pair(**fields: Any) -> tuple[Post, Post]:
    english = make_apart(title="English", tags=["inference"])
    chinese = make_apart(
        title="中文",
        tags=["推理"],
        language="zh-hans",
        translation_key=english.translation_key,
        **fields,
    )
    return english, chinese


def test_a_pair_is_related_by_the_tags_of_either_and_named_once_in_the_readers_language(
    client: Client,
) -> None:
    english, chinese = make_pair()
    other = make_apart(title="Other", tags=["推理"])
    third = make_apart(title="第三", tags=["inference"], language="zh-hans")
    relate_all_posts()

    assert sorted(related(client, other)) == ["English"]
    assert sorted(related(client, third)) == ["中文"]
    assert related(client, english) == related(client, chinese) != []


def test_the_tags_of_a_translation_that_nobody_sees_relate_nothing(client: Client) -> None:
    english, chinese = make_pair(status=Status.DRAFT)
    other = make_apart(title="Other", tags=["推理"])
    relate_all_posts()
    assert related(client, english) == related(client, other) == []

    publish_drafts(posts=[chinese])
    assert related(client, english) == ["Other"]
    trash_posts(posts=[chinese])
    assert related(client, english) == []
    restore_posts(posts=[chinese])
    assert related(client, english) == ["Other"]
    delete_posts(posts=[chinese])
    assert related(client, english) == []


@pytest.mark.parametrize(
    "fields",
    [{"status": Status.DRAFT}, {"status": Status.UNLISTED}, {"trashed_at": timezone.now()}],
)
def test_only_published_posts_are_named_and_name_others(client: Client, fields: dict[str, Any]) -> None:
    post = make_apart(tags=["rare"])
    hidden = make_apart(title="Canary", tags=["rare"], **fields)
    relate_all_posts()

    assert related(client, post) == []
    if hidden.is_reachable:
        assert related(client, hidden) == []


def test_a_scheduled_post_has_its_relations_when_it_comes_out(client: Client) -> None:
    post = make_apart(title="Post", tags=["rare"])
    later = make_apart(title="Later", tags=["rare"], published_at=timezone.now() + timedelta(days=1))
    save_post(post=later)
    assert related(client, post) == []

    Post.objects.filter(pk=later.pk).update(published_at=timezone.now())
    assert related(client, post) == ["Later"]
    assert related(client, later) == ["Post"]


def test_every_way_to_a_tag_or_a_column_relates_at_once(client: Client) -> None:
    one, two, three, four = (make_apart(title=title) for title in "ABCD")
    rare, again = Tag.objects.create(name="rare"), Tag.objects.create(name="again")
    tag_posts(posts=[one], tag=rare)
    tag_posts(posts=[two], tag=again)
    assert related(client, one) == []
    merge_tags(tags=[again], into=rare)
    assert Relation.objects.filter(post=one).get().other == two
    add_to_column(posts=[three, four], column=make_column())
    assert Relation.objects.filter(post=three).get().other == four


def test_the_admin_relates_what_it_saves_and_forgets_what_it_deletes(admin: Client) -> None:
    tag = Tag.objects.create(name="rare")
    other = make_apart(title="Other", tags=["rare"])
    column = make_column()
    admin.post(
        reverse("admin:blog_post_add"), post_form(status="published", tags=[tag.pk], in_columns=[column.pk])
    )
    post = Post.objects.get(title="Title")
    assert related(admin, post) == ["Other"]

    admin.post(reverse("admin:blog_tag_delete", args=[tag.pk]), {"post": "yes"})
    assert related(admin, post) == []

    arrange_post(post=other, columns=[column], home=None)
    assert Relation.objects.filter(post=post).get().other == other
    rows = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": column.pk, "form-0-position": 1}
    admin.post(reverse("admin:blog_column_changelist"), rows | {"_save": "Save"})
    assert not Column.objects.get().is_visible
    assert not Relation.objects.exists()

    admin.post(reverse("admin:blog_column_changelist"), rows | {"_save": "Save", "form-0-is_visible": "on"})
    assert Relation.objects.exists()
    admin.post(reverse("admin:blog_column_delete", args=[column.pk]), {"post": "yes"})
    assert not Relation.objects.exists()


def test_rerender_relates_what_was_there_before(client: Client) -> None:
    post = make_apart(tags=["rare"])
    make_apart(title="Other", tags=["rare"])
    assert related(client, post) == []
    call_command("rerender", stdout=StringIO())

    assert related(client, post) == ["Other"]
