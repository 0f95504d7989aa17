"""One visitor, one vote, to be taken back; one source changes little; the count is the number of rows."""

from datetime import timedelta
from ipaddress import ip_address
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from blog.models import BannedAddress, Post, Source, TooManyAttempts, Upvote, Visitor
from blog.models.visibility import Status
from blog.services import take_back, upvote
from tests.blog.factories import make_post
from tests.pages import Page, get_page, parse_strictly

pytestmark = pytest.mark.django_db

HERE = "203.0.113.9"
ADDRESS = "/blog/post/upvote/"
SITE = {"Origin": "http://testserver"}
JSON = {"Accept": "application/json"}


@pytest.fixture
def post() -> Post:
    return make_post(slug="post")


def vote(post: Post, visitor: Visitor | None = None, address: str = HERE) -> int:
    """The count that the voter is told."""
    source = Source.of(ip_address(address))
    return upvote(target=post, visitor=visitor or Visitor.new(), source=source).votes


def test_a_vote_counts_once_until_it_is_taken_back(post: Post) -> None:
    visitor = Visitor.new()
    assert [vote(post, visitor) for _ in range(5)] == [1] * 5
    assert vote(post) == 2
    assert take_back(target=post, visitor=visitor).votes == 1
    assert not Upvote.objects.tally(post, visitor).is_voted
    assert take_back(target=post, visitor=visitor).votes == 1
    assert vote(post, visitor) == 2


def test_who_has_not_voted_takes_nothing_back(post: Post) -> None:
    vote(post)
    assert take_back(target=post, visitor=Visitor.new()).votes == 1


def accepted(posts: list[Post], addresses: list[str]) -> int:
    """How many of these votes, each of a new visitor, are let through."""
    count = 0
    for number, address in enumerate(addresses):
        try:
            vote(posts[number % len(posts)], address=address)
            count += 1
        except TooManyAttempts:
            pass
    assert count == Upvote.objects.count() == Visitor.objects.count()
    return count


def test_a_thousand_votes_from_one_address_change_little(post: Post) -> None:
    assert accepted([post], [HERE] * 1000) == 3


@pytest.mark.parametrize("pattern", ["203.0.113.{}", "2001:db8:1:{:x}::1"])
def test_one_network_changes_little_within_an_hour(post: Post, pattern: str) -> None:
    assert accepted([post], [pattern.format(number) for number in range(50)]) == 20


def test_one_address_votes_for_so_many_posts_in_an_hour() -> None:
    assert accepted([make_post() for _ in range(40)], [HERE] * 40) == 30


def test_who_is_banned_is_told_the_same_and_has_no_vote(post: Post) -> None:
    vote(post, address="198.51.100.7")
    banned = Visitor.new()
    banned.is_banned = True
    BannedAddress.objects.create(address_hash=Source.of(ip_address("192.0.2.1")).address)

    assert vote(post, banned) == vote(post, address="192.0.2.1") == 2
    assert Upvote.objects.count() == 1


def press(client: Client, address: str = ADDRESS, **data: str) -> Any:
    """The answer to the button of a browser without scripts."""
    return client.post(address, data, headers=SITE)


def test_without_a_script_the_voter_is_led_to_a_page_that_says_it_counts(client: Client, post: Post) -> None:
    response = press(client)
    page = get_page(client, response["Location"])

    assert (response.status_code, response["Location"]) == (303, ADDRESS)
    assert page.text("h1") == "Your upvote counts"
    assert page.text("main", "p") == "1 upvote"
    assert page.meta("robots") == "noindex"
    assert post.get_absolute_url() in [link.element.get("href") for link in page.select("main", "a")]
    assert page.text("main", "button") == "Take it back"


def test_without_a_script_a_vote_is_taken_back(client: Client, post: Post) -> None:
    press(client)
    press(client, take_back="1")

    assert get_page(client, ADDRESS).text("h1") == "You have not upvoted this post"
    assert not post.upvotes.exists()


def test_a_script_is_told_count_and_own_vote(client: Client, post: Post) -> None:
    vote(post)
    headers = SITE | JSON

    assert client.get(ADDRESS, headers=JSON).json() == {"votes": 1, "is_voted": False}
    assert client.post(ADDRESS, headers=headers).json() == {"votes": 2, "is_voted": True}
    assert client.get(ADDRESS, headers=JSON).json() == {"votes": 2, "is_voted": True}
    assert client.post(ADDRESS, {"take_back": 1}, headers=headers).json() == {"votes": 1, "is_voted": False}


@pytest.mark.usefixtures("post")
def test_nobody_gets_a_cookie_before_acting_and_it_is_not_sent_twice(client: Client) -> None:
    before = [client.get(ADDRESS), press(client, take_back="1")]
    first, again = press(client), press(client)

    assert not any(response.cookies for response in before)
    assert list(first.cookies) == ["visitor"]
    assert not again.cookies
    assert {response["Cache-Control"] for response in [*before, first, again]} == {
        "max-age=0, no-cache, no-store, must-revalidate, private"
    }


def test_the_posts_page_counts_for_everyone_and_says_nothing_of_anyone(client: Client, post: Post) -> None:
    press(client)
    mine = client.get(post.get_absolute_url())
    theirs = Client().get(post.get_absolute_url())

    assert mine.content == theirs.content
    buttons = Page(parse_strictly(mine.content)).select("form", "button")
    assert [button.text for button in buttons] == ["Upvote 1"] * 2


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT},
        {"published_at": timezone.now() + timedelta(days=30)},
        {"trashed_at": timezone.now()},
        {"slug": "elsewhere"},
        {"language": "zh-hans"},
    ],
)
def test_what_readers_cannot_open_takes_no_votes(client: Client, method: str, fields: dict[str, Any]) -> None:
    make_post(**({"slug": "post"} | fields))

    assert getattr(client, method)(ADDRESS, headers=SITE).status_code == 404
    assert not Upvote.objects.exists()


def test_an_unlisted_post_takes_votes_as_its_page_does(client: Client) -> None:
    make_post(slug="post", status=Status.UNLISTED)
    assert press(client).status_code == 303
    assert Upvote.objects.count() == 1


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_vote_from_another_site_is_refused(post: Post, accept: str) -> None:
    client = Client(enforce_csrf_checks=True)
    headers = {"Origin": "https://evil.example", "Accept": accept}

    assert client.post(ADDRESS, headers=headers).status_code == 403
    assert not post.upvotes.exists()
    assert client.post(ADDRESS, headers=headers | SITE).status_code in {200, 303}


@pytest.mark.usefixtures("post")
def test_beyond_a_limit_the_voter_is_told_when_to_come_back() -> None:
    for _ in range(3):
        press(Client())
    page = press(Client())
    answer = Client().post(ADDRESS, headers=SITE | JSON)

    assert page.status_code == answer.status_code == 429
    assert 23 * 3600 < int(page["Retry-After"]) <= 24 * 3600
    assert "Try again in 24 hours." in Page(parse_strictly(page.content)).text("main")
    assert "Try again in 24 hours." in answer.json()["error"]
    assert not page.cookies
    assert Upvote.objects.count() == 3
    [back] = Page(parse_strictly(page.content)).select("main", "a")
    assert back.element.get("href") == "/blog/post/"


@pytest.mark.parametrize("proxies", [0, 1])
def test_made_up_addresses_bring_no_more_votes(post: Post, settings: Settings, proxies: int) -> None:
    settings.TRUSTED_PROXIES = proxies
    for number in range(10):
        forged = f"198.51.{number}.7, {HERE}" if proxies else f"198.51.{number}.7"
        Client().post(ADDRESS, headers=SITE | {"X-Forwarded-For": forged})

    assert post.upvotes.count() == 3


def test_the_owner_sees_visitors_and_changes_none(admin: Client, post: Post) -> None:
    vote(post)
    response = admin.get("/admin/blog/visitor/")
    [listed] = response.context["cl"].queryset

    assert listed.vote_count == 1
    assert admin.get(f"/admin/blog/visitor/{listed.pk}/delete/").status_code == 403
    assert admin.get("/admin/blog/visitor/add/").status_code == 403
