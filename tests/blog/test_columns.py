"""Columns: their order, their feed, their place in the navigation, and the home of a post in several."""

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import Permission, User
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from blog.models import Column, ColumnEntry, Picture, Post
from blog.models.column import Order
from blog.models.visibility import Status
from blog.services import arrange_post
from tests.blog.factories import make_column, make_post
from tests.blog.test_admin import post_form
from tests.pages import get_page

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def make_three(column: Column) -> None:
    """Three posts, put in by hand in another order than that of their dates."""
    for year in (2023, 2024, 2022):
        make_post(
            slug=f"y{year}", title=str(year), column=column, published_at=datetime(year, 1, 1, tzinfo=UTC)
        )


def shown(client: Client, column: Column) -> list[tuple[str, str]]:
    """The number and the title of each post on the column's page."""
    page = get_page(client, column.get_absolute_url())
    numbers = [node.text for node in page.select("ol", "li", "span") if node.element.get("class") == "no"]
    return list(zip(numbers, [node.text for node in page.select("ol", "li", "h2")], strict=True))


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.HAND, [("1", "2023"), ("2", "2024"), ("3", "2022")]),
        (Order.OLDEST, [("1", "2022"), ("2", "2023"), ("3", "2024")]),
        (Order.NEWEST, [("3", "2024"), ("2", "2023"), ("1", "2022")]),
    ],
)
def test_a_column_is_in_the_owners_order_or_by_date(
    client: Client, order: str, expected: list[tuple[str, str]]
) -> None:
    column = make_column(order=order)
    make_three(column)

    assert shown(client, column) == expected


@pytest.mark.parametrize("order", [Order.OLDEST, Order.NEWEST])
def test_a_column_by_date_is_read_from_the_oldest_on(client: Client, order: str) -> None:
    column = make_column(order=order)
    make_three(column)

    context = client.get("/blog/y2023/").context
    assert (context["column_position"], context["column_size"]) == (2, 3)
    assert (context["previous_post"].title, context["next_post"].title) == ("2022", "2024")
    links = get_page(client, column.get_absolute_url()).select("main", "a")
    assert (
        next(link for link in links if link.text == "Start with part 1").element.get("href") == "/blog/y2022/"
    )


def test_a_posts_page_folds_the_whole_column_and_marks_the_post(client: Client) -> None:
    column = make_column(title="Series")
    make_three(column)
    make_post(title="Hidden", column=column, status=Status.DRAFT)
    page = get_page(client, "/blog/y2024/")

    assert "Series: all 3 posts" in [summary.text for summary in page.select("details", "summary")]
    links = page.select("details", "ol", "a")
    assert [link.text for link in links] == ["2023", "2024", "2022"]
    assert [link.text for link in links if link.element.get("aria-current") == "page"] == ["2024"]


def test_the_home_column_comes_before_the_first_one(client: Client) -> None:
    first, home = make_column(title="First", position=1), make_column(title="Home", position=2)
    post = make_post(slug="a", column=first)
    arrange_post(post=post, columns=[first, home], home=home)

    page = get_page(client, "/blog/a/")
    assert client.get("/blog/a/").context["column"] == home
    assert "Also in First" in page.text("main", "footer")
    [entry] = get_page(client, "/blog/").select("main", "article")
    assert "Home" in entry.text
    assert "First" not in entry.text


def test_a_hidden_home_column_gives_way_and_is_not_named(client: Client) -> None:
    shown_one, hidden = make_column(title="Shown"), make_column(title="Canary", is_visible=False)
    post = make_post(slug="a")
    arrange_post(post=post, columns=[shown_one, hidden], home=hidden)

    assert client.get("/blog/a/").context["column"] == shown_one
    assert "Canary" not in client.get("/blog/a/").content.decode()


def test_a_post_has_one_home() -> None:
    one, two = make_column(), make_column()
    post = make_post()
    arrange_post(post=post, columns=[one], home=two)
    arrange_post(post=post, columns=[one, two], home=one)

    assert [entry.column for entry in ColumnEntry.objects.filter(is_home=True)] == [one]
    with pytest.raises(IntegrityError):
        ColumnEntry.objects.filter(post=post).update(is_home=True)


def change(admin: Client, post: Post, **fields: Any) -> None:
    """Save the post's form with these fields; it sends its columns whatever was done to it."""
    edition = Post.objects.get(pk=post.pk).edition
    form = post_form(title=post.title, slug=post.slug, seen_edition=edition)
    response = admin.post(reverse("admin:blog_post_change", args=[post.pk]), form | fields)
    assert response.status_code == 302


def test_a_post_joins_and_leaves_columns_in_its_own_form_and_keeps_its_places(admin: Client) -> None:
    old, kept, new = make_column(), make_column(), make_column()
    post = make_post(column=kept)
    make_post(column=kept)
    make_post(column=new)
    old.entries.create(post=post)
    change(admin, post, in_columns=[kept.pk, new.pk], home_column=new.pk)

    places = ColumnEntry.objects.filter(post=post).values_list("column", "position", "is_home")
    assert sorted(places) == [(kept.pk, 1, False), (new.pk, 2, True)]
    form = admin.get(reverse("admin:blog_post_change", args=[post.pk])).context["adminform"].form
    assert (sorted(form["in_columns"].value()), form["home_column"].value()) == ([kept.pk, new.pk], new.pk)

    change(admin, post, in_columns=[], home_column="")
    assert not ColumnEntry.objects.filter(post=post).exists()


def test_a_form_that_leaves_the_columns_alone_undoes_nothing(admin: Client) -> None:
    column = make_column()
    post = make_post(column=column)
    entry = ColumnEntry.objects.get()
    change(admin, post, in_columns=[column.pk], summary="New")

    assert ColumnEntry.objects.get() == entry


def test_who_may_not_arrange_columns_may_still_save_the_post(client: Client) -> None:
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["change_post", "view_column"]))
    client.force_login(user)
    column = make_column()
    post = make_post(column=column)
    change(client, post, in_columns=[], home_column="", title="New title")

    assert Post.objects.get().title == "New title"
    assert list(Post.objects.get().columns.all()) == [column]


def test_a_user_who_only_views_sees_the_form(client: Client) -> None:
    user = User.objects.create_user("viewer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_post"))
    client.force_login(user)
    post = make_post(column=make_column())

    assert client.get(reverse("admin:blog_post_change", args=[post.pk])).status_code == 200


def feed(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def test_a_column_has_a_feed_of_its_newest_posts_one_of_a_pair(client: Client) -> None:
    column = make_column(title="专栏", slug="c", language="zh-hans", description="**说明**")
    make_three(column)
    make_post(title="隐", column=column, status=Status.DRAFT)
    english = Post.objects.get(slug="y2023")
    make_post(
        title="译",
        language="zh-hans",
        translation_key=english.translation_key,
        column=column,
        published_at=english.published_at,
    )
    make_post(title="别处", language="zh-hans")
    root = feed(client, "/zh-hans/blog/columns/c/feed.xml")

    assert [title.text for title in root.findall(f"{ATOM}entry/{ATOM}title")] == ["2024", "译", "2022"]
    assert (root.findtext(f"{ATOM}title") or "").startswith("专栏 · ")
    assert root.findtext(f"{ATOM}subtitle") == "说明"
    page = get_page(client, column.get_absolute_url())
    named = [link.element.get("href") for link in page.select("head", "link")]
    assert "/zh-hans/blog/columns/c/feed.xml" in named


def test_a_columns_feed_has_one_address_and_hides_with_the_column(client: Client) -> None:
    make_post(column=make_column(slug="c", language="zh-hans"))
    make_post(column=make_column(slug="hidden", is_visible=False))
    make_post(column=make_column(slug="empty"), status=Status.DRAFT)

    assert client.get("/blog/columns/c/feed.xml")["Location"] == "/zh-hans/blog/columns/c/feed.xml"
    for slug in ("hidden", "empty", "nothing"):
        assert client.get(f"/blog/columns/{slug}/feed.xml").status_code == 404


def navigation(client: Client, address: str) -> list[str]:
    return [link.text for link in get_page(client, address).select("header", "nav", "a")]


def test_a_column_in_the_navigation_is_named_on_every_page_of_its_language(client: Client) -> None:
    make_post(column=make_column(title="Named", in_navigation=True, slug="named"))
    make_post(column=make_column(title="Plain"))
    make_post(column=make_column(title="有名", in_navigation=True, language="zh-hans"), language="zh-hans")
    make_post(column=make_column(title="Canary", in_navigation=True), status=Status.DRAFT)

    for address in ("/", "/blog/", "/blog/columns/", "/blog/columns/named/"):
        assert navigation(client, address) == ["Home", "Blog", "Columns", "Named"]
    assert navigation(client, "/zh-hans/blog/")[3:] == ["有名"]
    links = get_page(client, "/blog/columns/named/").select("header", "nav", "a")
    assert [link.text for link in links if link.element.get("aria-current")] == ["Named"]


def test_the_navigation_has_room_for_three(client: Client) -> None:
    for title in "ABCD":
        make_post(column=make_column(title=title, in_navigation=True))

    assert navigation(client, "/blog/")[3:] == ["A", "B", "C"]


def test_a_columns_cover_takes_the_place_of_the_drawn_one(client: Client) -> None:
    cover = Picture.objects.create(file="pictures/x.png", width=1600, height=400)
    column = make_column(cover=cover)
    make_post(column=column)

    for address in (column.get_absolute_url(), "/blog/columns/"):
        [picture] = get_page(client, address).select("main", "picture", "img")
        assert picture.element.get("src") == "/media/pictures/x.png"
