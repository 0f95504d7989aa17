"""The list of posts in the admin: what can be found in it, and what can be done to many at once."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.models import Post, Tag
from blog.models.visibility import Status
from blog.services import publish_drafts
from tests.blog.factories import make_column, make_post

pytestmark = pytest.mark.django_db

LIST = "admin:blog_post_changelist"
TOMORROW = timezone.now() + timedelta(days=1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
Find = Callable[..., list[str]]


@pytest.fixture
def find(admin: Client) -> Find:
    """The titles that the list shows for a query."""

    def find(**query: str | int) -> list[str]:
        posts = admin.get(reverse(LIST), query).context["cl"].result_list
        return sorted(post.title for post in posts)

    return find


def test_a_post_knows_how_many_problems_its_text_has() -> None:
    assert make_post(body="$x$ and [^1] and $\\nothing$").problems == 2
    assert make_post(body="$x$").problems == 0


def test_posts_with_problems_are_shown_with_their_number(admin: Client, find: Find) -> None:
    make_post(title="Wrong", body="[^1] and [^2]")
    make_post(title="Right")

    assert find(problems="yes") == ["Wrong"]
    page = admin.get(reverse(LIST)).content.decode()
    assert '<td class="field-problem_count">2</td>' in page
    assert '<td class="field-problem_count"></td>' in page


def test_neither_list_nor_questions_read_the_texts(admin: Client) -> None:
    make_post(title="A")
    action = {"action": "add_tag", "_selected_action": [Post.objects.get().pk]}
    with CaptureQueriesContext(connection) as asked:
        admin.get(reverse(LIST))
        admin.post(reverse(LIST), action)

    assert not [query["sql"] for query in asked if '"blog_post"."body' in query["sql"]]


def test_the_list_filters_by_tag_and_column(find: Find) -> None:
    column = make_column()
    make_column()
    make_post(title="Tagged", tags=["KV cache"])
    make_post(title="In a column", column=column)

    assert find(tag="kv-cache") == ["Tagged"]
    assert find(columns__id__exact=column.pk) == ["In a column"]


@pytest.mark.parametrize("word", ["attention", "注意力", "needle", "Series"])
def test_the_search_reads_title_tags_text_and_columns(find: Find, word: str) -> None:
    make_post(title="About attention", tags=["注意力"], body="A needle", column=make_column(title="A series"))
    make_post(title="Another")

    assert find(q=word) == ["About attention"]


def test_only_the_tags_used_most_are_offered_and_the_one_asked_for(admin: Client, find: Find) -> None:
    make_post(title="First", tags=[f"often {number}" for number in range(30)])
    make_post(title="Second", tags=[f"often {number}" for number in range(30)])
    make_post(title="Third", tags=["rare"], status=Status.DRAFT)

    assert find(tag="rare") == ["Third"]
    filters = admin.get(reverse(LIST), {"tag": "rare"}).context["cl"].filter_specs
    offered = next(spec for spec in filters if spec.title == "tag").lookup_choices
    assert len(offered) == 21


@pytest.mark.parametrize("query", [{"tag": "none"}, {"problems": "'>"}, {"tag": "'; --"}])
def test_an_unknown_choice_shows_everything(find: Find, query: dict[str, str]) -> None:
    make_post()
    assert len(find(**query)) == Post.objects.count()


def act(admin: Client, action: str, *posts: Post, **answer: object) -> str:
    """Send an action of the list for these posts; the page that follows."""
    chosen: dict[str, Any] = {"action": action, "_selected_action": [post.pk for post in posts]}
    return admin.post(reverse(LIST), chosen | answer, follow=True).content.decode()


def test_drafts_are_published_now_and_nothing_else_is_touched(admin: Client) -> None:
    draft = make_post(status=Status.DRAFT, published_at=None)
    early = make_post(status=Status.DRAFT, published_at=TOMORROW)
    imported = make_post(status=Status.DRAFT, published_at=LONG_AGO)
    public, unlisted = make_post(published_at=LONG_AGO), make_post(status=Status.UNLISTED)
    scheduled = make_post(published_at=TOMORROW)
    page = act(admin, "publish", draft, early, imported, public, unlisted, scheduled)

    assert "3 drafts were published." in page
    assert {*Post.objects.published()} == {draft, early, imported, public}
    for post in (public, unlisted, scheduled):
        assert Post.objects.get(pk=post.pk).edition == post.edition
    assert Post.objects.get(pk=imported.pk).published_at == LONG_AGO


def test_what_cannot_be_published_is_named_with_the_reason(admin: Client) -> None:
    good, bad, wrong = (make_post(title=title, status=Status.DRAFT) for title in ("Good", "Bad", "Wrong"))
    Post.objects.filter(pk=wrong.pk).update(body="$\\nothing$")
    Post.objects.filter(pk=bad.pk).update(body="x" * 1_000_001)
    page = act(admin, "publish", good, bad, wrong)

    assert "1 draft was published." in page
    assert "“Bad” stays as it is" in page
    assert "“Wrong” stays as it is: Its text has errors." in page
    assert {*Post.objects.published()} == {good}
    assert publish_drafts(posts=[make_post(status=Status.DRAFT, trashed_at=LONG_AGO)]).refused


def test_unlisting_shows_nobody_what_was_hidden(admin: Client) -> None:
    public, draft = make_post(), make_post(status=Status.DRAFT)
    scheduled = make_post(published_at=TOMORROW)
    page = act(admin, "unlist", public, draft, scheduled)

    assert "1 post was unlisted." in page
    assert {*Post.objects.unlisted()} == {public}
    assert {*Post.objects.reachable()} == {public}


def test_a_tag_is_added_after_a_question(admin: Client) -> None:
    one, two = make_post(tags=["LLM"]), make_post(title="Without")
    tag = Tag.objects.get()
    page = act(admin, "add_tag", one, two)
    assert "Which tag?" in page
    assert "Without" in page
    assert not two.tags.exists()

    page = act(admin, "add_tag", one, two, answer="yes", tag=tag.pk)
    assert "1 post has the tag “LLM” now." in page
    assert [post.tags.count() for post in (one, two)] == [1, 1]


@pytest.mark.parametrize("tag", ["", "999", "x"])
def test_a_wrong_answer_is_asked_again(admin: Client, tag: str) -> None:
    page = act(admin, "add_tag", make_post(), answer="yes", tag=tag)

    assert "Which tag?" in page
    assert "errorlist" in page


@pytest.mark.parametrize("leave", [{}, {"leave_others": "on"}])
def test_posts_go_to_the_end_of_a_column_the_oldest_first(admin: Client, leave: dict[str, str]) -> None:
    column, other = make_column(), make_column()
    first = make_post(column=column)
    new, old = make_post(column=other), make_post(published_at=LONG_AGO)
    draft = make_post(status=Status.DRAFT, published_at=None)
    answer = {"answer": "yes", "column": column.pk, **leave}
    page = act(admin, "add_to_column", draft, new, old, first, **answer)

    assert "3 posts were added to" in page
    assert [*Post.objects.in_column(column)] == [first, old, new, draft]
    assert other.entries.count() == (0 if leave else 1)


def test_all_posts_of_the_list_can_be_chosen_across_its_pages(admin: Client) -> None:
    posts = [make_post() for _number in range(110)]
    tag = Tag.objects.create(name="LLM")
    page = act(admin, "add_tag", posts[-1], select_across="1")
    assert "and 90 more" in page
    assert 'name="select_across" value="1"' in page

    act(admin, "add_tag", posts[-1], select_across="1", answer="yes", tag=tag.pk)
    assert tag.items.count() == 110


def test_the_trash_offers_no_publishing(admin: Client) -> None:
    make_post(trashed_at=timezone.now())
    page = admin.get(reverse(LIST), {"state": "trashed"}).content.decode()

    assert 'value="restore"' in page
    assert not re.search('value="(publish|unlist|add_tag|add_to_column|move_to_trash)"', page)


@pytest.mark.parametrize("action", ["publish", "unlist", "add_tag", "add_to_column"])
def test_who_may_only_see_posts_changes_none(client: Client, action: str) -> None:
    helper = User.objects.create_user("helper", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="view_post"))
    client.force_login(helper)
    draft, column = make_post(status=Status.DRAFT, tags=["a"]), make_column()
    act(client, action, draft, answer="yes", column=column.pk, tag=Tag.objects.get().pk)

    assert Post.objects.get().status == Status.DRAFT
    assert not column.entries.exists()
