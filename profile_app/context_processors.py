from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from profile_app.services import owner_of, profile_of


def owner(request: HttpRequest) -> dict[str, Any]:
    """The owner for the frame of every page: read when a page first asks, once a request."""
    return {"owner": SimpleLazyObject(lambda: owner_of(profile_of(request))), "site_url": settings.SITE_URL}
