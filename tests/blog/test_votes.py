"""One visitor, one vote, to be taken back; one source changes little; the count is the number of rows."""

from ipaddress import ip_address

import pytest

from blog.models import BannedAddress, Post, Source, TooManyAttempts, Upvote, Visitor
from blog.services import take_back, upvote
from tests.blog.factories import make_post

pytestmark = pytest.mark.django_db

HERE = "203.0.113.9"


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
