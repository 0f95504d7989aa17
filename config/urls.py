from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe

from blog import autosave, editor
from blog.sitemaps import ColumnSitemap, PostSitemap
from blog.views import picture_file
from config import views
from config.edit_link import edit_link
from profile_app.sitemaps import HomeSitemap

SITEMAPS = {"home": HomeSitemap, "posts": PostSitemap, "columns": ColumnSitemap}

urlpatterns = [
    re_path(
        rf"^{settings.MEDIA_URL.strip('/')}/(?P<name>pictures/[0-9a-f]{{32}}"
        r"(\.(png|jpg|gif|webp)|-[1-9][0-9]{1,4}\.(avif|webp|png|jpg)))$",
        picture_file,
    ),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.healthz, name="healthz"),
    *i18n_patterns(
        path("editor/preview/", editor.preview, name="editor-preview"),
        path("editor/upload/", editor.upload, name="editor-upload"),
        path("editor/paste/", editor.paste, name="editor-paste"),
        path("editor/slug/", editor.slug, name="editor-slug"),
        path("editor/token/", editor.token, name="editor-token"),
        path("editor/edit-link/", edit_link, name="editor-edit-link"),
        path("editor/autosave/", autosave.autosave, name="editor-autosave"),
        path("editor/discard/", autosave.discard, name="editor-discard"),
        path("admin/", admin.site.urls),
        path("", include("blog.urls")),
        path("", include("profile_app.urls")),
        prefix_default_language=False,
    ),
]
