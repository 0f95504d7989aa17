"""Links within the site that lead nowhere are told to who writes them."""

from typing import Any

import pytest

from blog.models import FormerTagAddress, Tag, render_markdown
from blog.models.links import broken_paths
from blog.models.visibility import Status
from blog.services import delete_posts, save_post
from tests.blog.factories import make_column, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> None:
    post = make_post(slug="old", tags=["Tag"], column=make_column(slug="series"))
    post.slug = "new"
    save_post(post=post)
    FormerTagAddress.objects.create(tag=Tag.objects.get(name="Tag"), slug="former", name="Former")
    unseen = Tag.objects.create(name="Unseen before")
    FormerTagAddress.objects.create(tag=unseen, slug="former-unseen", name="Former")
    make_column(slug="empty")
    make_post(slug="中文", language="zh-hans")
    make_post(slug="hidden", status=Status.UNLISTED)
    make_post(slug="draft", status=Status.DRAFT, tags=["Unseen"])
    delete_posts(posts=[make_post(slug="gone")])


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "address",
    [
        *("/", "/zh-hans/", "/blog/", "/blog/new/", "/blog/new", "/blog/new/?a=b#c", "/blog/old/"),
        *("/zh-hans/blog/中文/", "/blog/hidden/", "/blog/columns/series/", "/zh-hans/blog/tags/tag/"),
        *("/blog/tags/former/", "/blog/archive/2024/", "/feed.xml", "/robots.txt"),
        "/static/blog/favicon.svg",
    ],
)
def test_what_answers_is_no_problem(address: str) -> None:
    assert broken_paths([address]) == set()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "address",
    [
        *("/none/", "/blog/none/", "/blog/draft/", "/blog/gone/", "/blog/columns/empty/"),
        *("/blog/tags/unseen/", "/blog/tags/former-unseen/", "/zh-hans/none/", "/blog/a/b/"),
    ],
)
def test_what_answers_nothing_is_told(address: str) -> None:
    assert broken_paths([address, "/blog/new/"]) == {address}


@pytest.mark.usefixtures("site")
def test_the_problem_names_line_and_address() -> None:
    (problem,) = render_markdown("a\n\n[b](/blog/new/) [c](/blog/draft/)", language="en").problems

    assert (problem.line, problem.kind) == (3, "link-broken")
    assert problem.message == "Readers find no page of this site at /blog/draft/"


def test_many_links_cost_one_query_of_each_kind(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(5):
        broken_paths([f"/blog/{kind}post-{n}/" for n in range(2000) for kind in ("", "tags/", "columns/")])
