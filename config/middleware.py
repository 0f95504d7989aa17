"""What neither Django nor django-csp does with every request and answer."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.timezone import localdate
from django.utils.translation import get_language

from blog.services import forget_addresses

POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
Handler = Callable[[HttpRequest], HttpResponse]

# The largest picture, or the longest post in a form, and what a form wraps around it.
LARGEST_BODY = 25 * 1024 * 1024
NUMBER = re.compile("[0-9]{1,15}")


def permissions_policy(get_response: Handler) -> Handler:
    """Middleware: no page of this site uses these features, nor may anything that it embeds."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        return response

    return middleware


def body_limit(get_response: Handler) -> Handler:
    """Middleware: refuse a request with a larger body than any form here sends, before it is read.

    A body without a length is not read at all (Django's WSGIRequest takes its length for 0).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length") or "0"
        if not NUMBER.fullmatch(length) or int(length) > LARGEST_BODY:
            text = f"Send at most {LARGEST_BODY // 1024**2} MB at once.\n"
            return HttpResponse(text, status=413, content_type="text/plain; charset=utf-8")
        return get_response(request)

    return middleware


def forget_yesterday(get_response: Handler) -> Handler:
    """Middleware: with the first request of a day the keys of past days go, also where nobody acts."""
    day = localdate()

    def middleware(request: HttpRequest) -> HttpResponse:
        nonlocal day
        response = get_response(request)
        if day != localdate():
            day = localdate()
            forget_addresses()
        return response

    return middleware


class AddressLocaleMiddleware(LocaleMiddleware):
    """The address alone says the language, so no answer varies with Accept-Language: caches keep one copy."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", get_language() or "")
        return response
