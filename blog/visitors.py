"""Readers who act: whether they act on our pages, who they are, and where they come from."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt

from blog.models import Source, TooManyAttempts, Visitor
from blog.models.source import Address
from blog.services import forget_addresses

YEAR_SECONDS = 365 * 24 * 3600
AN_HOUR = 60  # minutes
NOWHERE = ip_address(0)  # of a socket without an address
View = Callable[..., HttpResponse]


def visitor_of(request: HttpRequest) -> Visitor:
    """Who acts: the visitor with this browser's key, else a new one that isn't saved yet.

    A key that we did not give out is worth nothing, so nobody chooses one.
    """
    key = request.COOKIES.get(settings.VISITOR_COOKIE_NAME, "")
    return (key and Visitor.objects.with_key(key)) or Visitor.new()


def remember(response: HttpResponse, visitor: Visitor) -> None:
    """Give a visitor who was saved just now the cookie to be known by."""
    if visitor.key and visitor.is_known:
        response.set_cookie(
            settings.VISITOR_COOKIE_NAME,
            visitor.key,
            max_age=YEAR_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def source_of(request: HttpRequest) -> Source:
    """Where the request comes from, as hashes under the key of today."""
    forget_addresses()
    return Source.of(client_address(request))


def client_address(request: HttpRequest) -> Address:
    """The address of the reader's side of the connection.

    Each of the owner's proxies adds to X-Forwarded-For, at its end, whom it speaks with; what stands before
    that is anybody's invention. Where proxies are promised and say nothing, their own address counts.
    """
    names = [request.META.get("REMOTE_ADDR", "")]
    if count := settings.TRUSTED_PROXIES:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        names = [*forwarded[-count:][:1], *names] if len(forwarded) >= count else names
    addresses = (_parsed(name.strip()) for name in names)
    return next((address for address in addresses if address), NOWHERE)


def _parsed(name: str) -> Address | None:
    """An address, perhaps in brackets or with a port; an IPv4 address is one however it is written."""
    if name.startswith("["):
        name = name[1:].partition("]")[0]
    elif name.count(":") == 1:
        name = name.partition(":")[0]
    try:
        address = ip_address(name)
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def same_site_only(view: View) -> View:
    """Let a POST in only from a page of this site, by what browsers say and scripts elsewhere can't change.

    The forms stand in pages that are cached for everyone, so they hold no token.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "POST" or _is_from_here(request):
            return view(request, *args, **kwargs)
        return refusal(request, "403_site.html", _("Open the page on this site and try again."))

    return guarded


def _is_from_here(request: HttpRequest) -> bool:
    """Whether each of the headers that browsers send says so; without them the page that led here counts."""
    fetch_site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if fetch_site is None and origin is None:
        return _origin_of(request.headers.get("Referer", "")) in _own_origins(request)
    return fetch_site in {None, "same-origin"} and (origin is None or origin in _own_origins(request))


def _own_origins(request: HttpRequest) -> set[str]:
    return {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}


def _origin_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of ours asks, which shows the answer in the page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def refusal(
    request: HttpRequest, template: str, text: str, *, status: int = HTTPStatus.FORBIDDEN, **context: object
) -> HttpResponse:
    """Say no in a sentence: in a page, or for the script that asked."""
    if wants_json(request):
        return JsonResponse({"error": text}, status=status)
    return render(request, template, {"text": text, "switch_url": ""} | context, status=status)


def too_many(request: HttpRequest, error: TooManyAttempts, *, back: str) -> HttpResponse:
    """The answer where a limit is reached: how long it lasts, and the way `back` to what was read."""
    text = _("Your network has had its share for now. Try again in %(time)s.")
    text %= {"time": _spoken(error.seconds)}
    response = refusal(request, "429.html", text, status=HTTPStatus.TOO_MANY_REQUESTS, back=back)
    response["Retry-After"] = str(error.seconds)
    return response


def _spoken(seconds: int) -> str:
    minutes = -(-seconds // 60)
    if minutes < AN_HOUR:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = -(-minutes // AN_HOUR)
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
