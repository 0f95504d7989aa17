"""Visitors are known by a random key alone; addresses only as hashes that mean nothing the next day."""

from datetime import timedelta
from ipaddress import ip_address

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import Settings

from blog.models import AddressKey, Attempt, BannedAddress, Limit, Source, TooManyAttempts, Visitor
from blog.models.attempt import DAY, HOUR
from blog.services import forget_addresses
from blog.visitors import client_address, remember, same_site_only, visitor_of
from config.middleware import forget_yesterday

pytestmark = pytest.mark.django_db
factory = RequestFactory()


@pytest.fixture
def visitor() -> Visitor:
    visitor = Visitor.new()
    visitor.save()
    return visitor


def request_with(**headers: str) -> HttpRequest:
    return factory.post("/", headers=headers)


def source(address: str) -> Source:
    return Source.of(ip_address(address))


def test_a_saved_visitor_is_known_by_the_cookie_and_the_database_keeps_its_hash_only(
    visitor: Visitor,
) -> None:
    response = HttpResponse()
    remember(response, visitor)
    cookie = response.cookies["visitor"]
    request = request_with(Cookie=f"visitor={cookie.value}")

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == 365 * 24 * 3600
    assert len(cookie.value) >= 22  # 128 bits
    assert visitor_of(request) == visitor
    assert cookie.value not in str(Visitor.objects.values().get())


def test_under_https_the_cookie_is_bound_to_the_host(visitor: Visitor, settings: Settings) -> None:
    settings.VISITOR_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "__Host-visitor", True
    response = HttpResponse()
    remember(response, visitor)
    cookie = response.cookies["__Host-visitor"]

    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


@pytest.mark.parametrize("cookie", ["", "visitor=", "visitor=chosen-by-me", "visitor=\xff"])
def test_who_shows_no_key_of_ours_is_somebody_new_and_not_saved(cookie: str) -> None:
    found = visitor_of(request_with(Cookie=cookie))
    response = HttpResponse()
    remember(response, found)

    assert not found.is_known
    assert found.key not in cookie
    assert not response.cookies
    assert not Visitor.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "address"),
    [
        (0, "198.51.100.1", "203.0.113.9", "198.51.100.1"),
        (1, "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1", "1.2.3.4, 5.6.7.8, 203.0.113.9", "203.0.113.9"),
        (2, "10.0.0.2", "1.2.3.4, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "10.0.0.2", "203.0.113.9", "10.0.0.2"),
        (1, "127.0.0.1", "", "127.0.0.1"),
        (1, "127.0.0.1", "1.2.3.4, nonsense", "127.0.0.1"),
        (1, "127.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
        (1, "127.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"),
        (0, "::ffff:203.0.113.9", "", "203.0.113.9"),
        (0, "", "", str(ip_address(0))),
    ],
)
def test_only_the_owners_proxies_may_say_where_a_request_comes_from(
    settings: Settings, proxies: int, peer: str, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = factory.get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})

    assert str(client_address(request)) == address


def test_one_connection_and_one_network_are_told_from_others() -> None:
    assert source("203.0.113.9").address != source("203.0.113.10").address
    assert source("203.0.113.9").network == source("203.0.113.10").network
    assert source("203.0.113.9").network != source("203.0.114.9").network
    assert source("2001:db8:1:2::1") == source("2001:db8:1:2:ffff::1")
    assert source("2001:db8:1:2::1").address != source("2001:db8:1:3::1").address
    assert source("2001:db8:1:2::1").network == source("2001:db8:1:3::1").network
    assert source("2001:db8:1:2::1").network != source("2001:db8:2:2::1").network


@pytest.fixture
def yesterday() -> Source:
    """A source that was seen, counted and banned on the day before."""
    day = timezone.localdate() - timedelta(days=1)
    found = source("203.0.113.9")
    BannedAddress.objects.create(address_hash=found.address)
    Attempt.objects.admit([Limit("vote", found.address, 1, DAY), Limit("all", "", 9, DAY)])
    AddressKey.objects.update(day=day)
    BannedAddress.objects.update(day=day)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Attempt.objects.update(at=midnight - timedelta(seconds=1))
    return found


def test_the_next_day_nothing_tells_an_address_from_another(yesterday: Source) -> None:
    forget_addresses()
    today = source("203.0.113.9")

    assert AddressKey.objects.get().day == timezone.localdate()
    assert today != yesterday
    assert not today.is_banned
    assert not BannedAddress.objects.exists()
    assert [attempt.who for attempt in Attempt.objects.all()] == [""]  # a limit on all has no hash


@pytest.mark.usefixtures("yesterday")
def test_the_first_request_of_a_day_forgets_the_day_before(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = forget_yesterday(lambda request: HttpResponse())
    answer(factory.get("/"))
    assert AddressKey.objects.past().exists()

    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("config.middleware.localdate", lambda: tomorrow)
    answer(factory.get("/"))
    assert not AddressKey.objects.past().exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "http://127.0.0.1:8000"}, 200),  # SITE_URL
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Referer": "http://testserver/blog/post/"}, 200),
        ({}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://testserver.evil.example"}, 403),
        ({"Origin": "http://testserver:81"}, 403),
        ({"Origin": "https://evil.example", "Referer": "http://testserver/"}, 403),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Referer": "https://evil.example/http://testserver/"}, 403),
        ({"Referer": "http://[testserver/"}, 403),
    ],
)
def test_only_pages_of_this_site_may_act(headers: dict[str, str], status: int) -> None:
    def acts(request: HttpRequest) -> HttpResponse:
        return HttpResponse("done")

    response = same_site_only(acts)(request_with(**headers))
    refused = same_site_only(acts)(request_with(**headers, Accept="application/json"))

    assert response.status_code == refused.status_code == status
    assert status == 200 or "Open the page here and try again" in response.content.decode()
    assert status == 200 or b"error" in refused.content


def test_a_limit_lets_so_many_through_and_says_when_the_next_fits() -> None:
    limits = [Limit("comment", "a", 2, HOUR), Limit("comment", "a", 3, DAY), Limit("comment", "b", 9, HOUR)]
    for _ in range(2):
        Attempt.objects.admit(limits)
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=40))
    with pytest.raises(TooManyAttempts) as refused:
        Attempt.objects.admit(limits)

    assert refused.value.seconds == pytest.approx(20 * 60, abs=5)
    assert Attempt.objects.count() == 4  # two of each source: what was refused counts nowhere
    Attempt.objects.admit([Limit("comment", "c", 2, HOUR), Limit("vote", "a", 2, HOUR)])


def test_an_hour_later_there_is_room_until_the_limit_of_the_day() -> None:
    limits = [Limit("comment", "a", 2, HOUR), Limit("comment", "a", 3, DAY)]
    for _ in range(2):
        Attempt.objects.admit(limits)
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=61))
    Attempt.objects.admit(limits)

    with pytest.raises(TooManyAttempts) as refused:
        Attempt.objects.admit(limits)
    assert refused.value.seconds > 22 * 3600
