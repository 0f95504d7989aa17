from typing import TYPE_CHECKING

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from blog.seo import SiteUrlMixin

if TYPE_CHECKING:
    NamesSitemap = Sitemap[str]
else:
    NamesSitemap = Sitemap


class HomeSitemap(SiteUrlMixin, NamesSitemap):
    """The homepage in each language, with the others as alternates."""

    i18n = True
    alternates = True
    x_default = True

    def items(self) -> list[str]:
        return ["profile:home"]

    def location(self, item: str) -> str:
        return reverse(item)
