"""The list of posts in the admin: what can be found in it, and what can be done to many at once."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from blog.models import Post
from blog.models.post import Status
from tests.blog.factories import make_column, make_post

pytestmark = pytest.mark.django_db

LIST = "admin:blog_post_changelist"
Find = Callable[..., list[str]]


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("owner"))
    return client


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
