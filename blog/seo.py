"""How the site names its own pages to those who read them elsewhere."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings


class SiteUrlMixin:
    """For sitemaps: addresses begin with SITE_URL, whichever host was asked."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc
