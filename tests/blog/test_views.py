from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from blog.models.visibility import Status
from tests.blog.factories import make_column, make_post
from tests.pages import get_page
from tests.profile.factories import make_profile, make_section

pytestmark = pytest.mark.django_db

HIDDEN = [
    {"status": Status.DRAFT},
    {"published_at": timezone.now() + timedelta(days=30)},
    {"trashed_at": timezone.now()},
]


def titles(client: Client, address: str) -> list[str]:
    """The titles of the posts that the list at this address shows, in its order."""
    links = get_page(client, address).select("main", "article", "a")
    return [link.text for link in links if link.within("h2") or link.within("h3")]


def test_the_list_shows_the_newest_first(client: Client) -> None:
    make_post(title="Old", published_at=timezone.now() - timedelta(days=9))
    make_post(title="New")

    assert titles(client, "/blog/") == ["New", "Old"]


def test_each_language_lists_every_post_and_one_of_a_pair(client: Client) -> None:
    pair = make_post(title="Pair")
    make_post(title="一对", language="zh-hans", translation_key=pair.translation_key)
    make_post(title="独", language="zh-hans")

    assert set(titles(client, "/blog/")) == {"Pair", "独"}
    assert set(titles(client, "/zh-hans/blog/")) == {"一对", "独"}


def test_a_tag_on_one_of_a_pair_has_a_page_in_both_languages(client: Client) -> None:
    english = make_post(title="Pair", tags=["both", "inference"])
    make_post(
        title="一对", language="zh-hans", translation_key=english.translation_key, tags=["both", "推理"]
    )

    assert titles(client, "/blog/tags/推理/") == titles(client, "/zh-hans/blog/tags/推理/") == ["一对"]
    assert titles(client, "/blog/tags/both/") == ["Pair"]
    assert client.get("/blog/tags/both/").context["tag"].post_count == 1


@pytest.mark.parametrize("fields", [*HIDDEN, {"status": Status.UNLISTED}])
def test_what_is_not_published_is_on_no_list(client: Client, fields: dict[str, object]) -> None:
    make_section("writing")
    column = make_column()
    hidden = make_column(title="Canary column", slug="canary")
    make_post(title="Canary alone", slug="canary", column=hidden, **fields)
    alone = make_post(title="Alone")
    seen = make_post(title="Seen", tags=["a tag"], column=column)
    make_post(title="Canary", tags=["a tag", "canary tag"], column=column, **fields)

    for address in (
        "/",
        "/blog/",
        f"/blog/archive/{timezone.localtime(seen.published_at).year}/",
        "/blog/tags/a-tag/",
        "/blog/columns/",
        column.get_absolute_url(),
        seen.get_absolute_url(),
        alone.get_absolute_url(),
        "/feed.xml",
        "/sitemap.xml",
    ):
        content = client.get(address).content.decode()
        assert "Canary" not in content
        assert "canary" not in content
    assert client.get("/blog/tags/canary-tag/").status_code == 404
    assert client.get(hidden.get_absolute_url()).status_code == 404
    facets = client.get("/blog/").context["facets"]
    assert (facets.count, sum(facets.years.values())) == (2, 2)


@pytest.mark.parametrize("fields", HIDDEN)
def test_what_is_not_reachable_answers_as_if_it_did_not_exist(
    client: Client, fields: dict[str, object]
) -> None:
    missing = client.get("/blog/secret/")
    make_post(slug="secret", **fields)

    hidden = client.get("/blog/secret/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_an_unlisted_post_answers_at_its_address_and_asks_not_to_be_indexed(client: Client) -> None:
    column = make_column(title="Series")
    make_post(title="Listed", column=column)
    post = make_post(status=Status.UNLISTED, published_at=None, column=column)
    page = get_page(client, post.get_absolute_url())

    assert page.meta("robots") == "noindex"
    assert f"© {timezone.localdate().year} " in page.text("article", "footer")
    assert "Series" not in page.text("main")
    assert "Listed" not in page.text("main")


def test_a_post_lives_under_its_own_language_and_redirects_there(client: Client) -> None:
    make_post(slug="zh", language="zh-hans")
    make_post(slug="en")

    assert client.get("/blog/zh/")["Location"] == "/zh-hans/blog/zh/"
    assert client.get("/zh-hans/blog/en/")["Location"] == "/blog/en/"
    assert client.get("/zh-hans/blog/zh/").status_code == client.get("/blog/en/").status_code == 200


def test_the_same_slug_in_two_languages_is_two_posts(client: Client) -> None:
    make_post(slug="same", title="English")
    make_post(slug="same", title="中文", language="zh-hans")

    assert get_page(client, "/blog/same/").text("h1") == "English"
    assert get_page(client, "/zh-hans/blog/same/").text("h1") == "中文"


def test_a_pair_names_each_other_as_alternates(client: Client) -> None:
    english = make_post(slug="pair")
    make_post(slug="pair", language="zh-hans", translation_key=english.translation_key)

    alternates = get_page(client, "/blog/pair/").alternates()
    assert alternates["zh-Hans"].endswith("/zh-hans/blog/pair/")
    assert alternates["en"].endswith("/blog/pair/")


def test_a_post_in_a_column_knows_its_place(client: Client) -> None:
    column = make_column(title="Series")
    make_post(title="First", column=column)
    make_post(slug="second", title="Second", column=column)
    make_post(title="Hidden", column=column, status=Status.DRAFT)
    make_post(title="Third", column=column)

    context = client.get("/blog/second/").context
    assert (context["column"], context["column_position"], context["column_size"]) == (column, 2, 3)
    assert (context["previous_post"].title, context["next_post"].title) == ("First", "Third")


def test_a_post_without_a_column_has_neighbours_by_date_in_its_language(client: Client) -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    make_post(title="Before", published_at=start)
    make_post(title="别的语言", language="zh-hans", published_at=start + timedelta(hours=1))
    make_post(slug="here", published_at=start + timedelta(days=1))
    make_post(title="After", published_at=start + timedelta(days=2))

    context = client.get("/blog/here/").context
    assert (context["previous_post"].title, context["next_post"].title) == ("Before", "After")


def test_posts_of_one_moment_are_all_passed(client: Client) -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    for slug in "abc":
        make_post(slug=slug, title=slug, published_at=moment)

    context = client.get("/blog/b/").context
    assert (context["previous_post"].title, context["next_post"].title) == ("a", "c")


def test_a_post_names_the_same_column_on_its_page_and_in_lists(client: Client) -> None:
    hidden = make_column(is_visible=False)
    last = make_column(title="Last", position=9)
    post = make_post(slug="a", column=hidden)
    for column in (last, make_column(title="First", position=1)):
        column.entries.create(post=post)

    assert client.get("/blog/a/").context["column"].title == "First"
    (entry,) = get_page(client, "/blog/").select("main", "article")
    assert "First" in entry.text
    assert "Last" not in entry.text


def test_a_column_shows_and_counts_a_pair_once(client: Client) -> None:
    column = make_column(title="Series")
    make_post(title="Before", column=column)
    english = make_post(slug="pair", title="Pair", column=column)
    make_post(
        slug="pair", title="一对", language="zh-hans", translation_key=english.translation_key, column=column
    )

    assert titles(client, column.get_absolute_url()) == ["Before", "Pair"]
    assert client.get("/blog/columns/").context["columns"][0].post_count == 2
    assert client.get("/blog/pair/").context["column_position"] == 2
    context = client.get("/zh-hans/blog/pair/").context
    assert (context["column_position"], context["column_size"]) == (2, 2)
    assert context["previous_post"].title == "Before"


def test_a_post_that_is_added_to_a_column_is_its_last(client: Client) -> None:
    column = make_column()
    make_post(title="One", column=column)
    column.entries.create(post=make_post(title="Two"))

    assert titles(client, column.get_absolute_url()) == ["One", "Two"]


def test_a_column_says_its_text_in_its_head_without_marks(client: Client) -> None:
    column = make_column(description="**Bold** [link](/x/) $x$")
    make_post(column=column)

    assert get_page(client, column.get_absolute_url()).meta("description") == "Bold link x"


@pytest.mark.parametrize("text", ["$x$", "```py\nx\n```"])
def test_a_page_brings_the_style_of_what_its_texts_hold(client: Client, text: str) -> None:
    column = make_column(description=text)
    post = make_post(column=column, body=text)
    make_profile(biography_en=text)
    wanted = "blog/math.css" if "$" in text else "blog/code.css"

    for address in ("/", post.get_absolute_url(), "/blog/columns/", column.get_absolute_url()):
        links = [link.element.get("href") or "" for link in get_page(client, address).select("head", "link")]
        sheets = [link for link in links if "math.css" in link or "code.css" in link]
        assert sheets == [f"/static/{wanted}"], address


def test_a_pair_of_two_years_is_in_both_archives_in_both_languages(client: Client) -> None:
    english = make_post(title="Pair", published_at=datetime(2023, 6, 1, tzinfo=UTC))
    make_post(
        title="一对",
        language="zh-hans",
        translation_key=english.translation_key,
        published_at=datetime(2024, 6, 1, tzinfo=UTC),
    )

    for prefix in ("", "/zh-hans"):
        assert titles(client, f"{prefix}/blog/archive/2023/") == ["Pair"]
        assert titles(client, f"{prefix}/blog/archive/2024/") == ["一对"]
    assert client.get("/blog/").context["page_obj"].paginator.count == 1


def test_a_column_keeps_the_owners_order(client: Client) -> None:
    column = make_column(language="zh-hans")
    make_post(title="One", column=column)
    make_post(title="Two", column=column, published_at=timezone.now() - timedelta(days=99))

    assert titles(client, column.get_absolute_url()) == ["One", "Two"]
    assert client.get(f"/blog/columns/{column.slug}/")["Location"] == column.get_absolute_url()


def test_a_hidden_column_is_not_found(client: Client) -> None:
    column = make_column(is_visible=False)
    make_post(column=column)

    assert client.get(column.get_absolute_url()).status_code == 404
    assert column.title not in client.get("/blog/columns/").content.decode()


def test_a_year_holds_its_posts_in_the_sites_time_zone(client: Client) -> None:
    make_post(title="New Year in Shanghai", published_at=datetime(2023, 12, 31, 17, tzinfo=UTC))

    assert titles(client, "/blog/archive/2024/") == ["New Year in Shanghai"]
    assert client.get("/blog/archive/2023/").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "99", "x"])
def test_a_page_that_is_not_there_is_not_found(client: Client, page: str) -> None:
    make_post()

    assert client.get("/blog/", {"page": page}).status_code == 404


def test_long_lists_have_pages(client: Client) -> None:
    for _ in range(21):
        make_post()

    assert len(titles(client, "/blog/")) == 20
    assert len(titles(client, "/blog/?page=2")) == 1


def test_dates_are_written_in_the_readers_language(client: Client) -> None:
    make_post(slug="en", published_at=datetime(2024, 10, 2, tzinfo=UTC))
    make_post(slug="zh", language="zh-hans", published_at=datetime(2024, 10, 2, tzinfo=UTC))

    assert "2 October 2024" in get_page(client, "/blog/en/").text("header", "time")
    assert "2024年10月2日" in get_page(client, "/zh-hans/blog/zh/").text("header", "time").replace(" ", "")


def test_hostile_titles_and_texts_stay_text(client: Client) -> None:
    attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    column = make_column(title=attack)
    post = make_post(title=attack, body=attack, summary=attack, tags=[attack], column=column)

    for address in (post.get_absolute_url(), "/blog/", column.get_absolute_url(), "/feed.xml"):
        content = client.get(address).content.decode()
        assert "<script>alert" not in content
        assert "<img src=x" not in content
