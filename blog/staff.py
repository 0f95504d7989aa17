"""Who signed in, and what is for staff only."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.contrib.auth.models import User

View = Callable[[HttpRequest], HttpResponse]


def author_of(request: HttpRequest) -> "User":
    """Who signed in, where nobody else comes: in the admin and behind `staff_only`."""
    return cast("User", request.user)


def staff_only(view: View) -> View:
    """Answer 403 to everybody but staff: a script calls these views, and can't follow to a login page."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not (request.user.is_active and request.user.is_staff):
            return JsonResponse({"error": _("Sign in to the administration and try again.")}, status=403)
        return view(request)

    return guarded


def refused() -> JsonResponse:
    """The answer to staff without the right to what was asked for."""
    return JsonResponse({"error": _("Your account has no right to do this.")}, status=403)
