"""The addresses that belong to the site as a whole."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PRIVATE = ["/admin/", "/zh-hans/admin/", "/editor/", "/zh-hans/editor/"]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers may read everything but the administration."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE), ""]
    lines += [f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Browsers ask here when a page, such as a picture of ours, names no icon."""
    return HttpResponseRedirect(static("blog/favicon.ico"))


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
