from django.urls import path, re_path
from django.views.decorators.http import require_safe

from blog import draft_links, feeds, views, votes

app_name = "blog"

# A slug may hold Han, so the built-in slug converter is too narrow.
SLUG = r"(?P<slug>[-\w]+)"

urlpatterns = [
    path("feed.xml", require_safe(feeds.LatestPosts()), name="feed"),
    path("blog/", views.post_list, name="post-list"),
    path("blog/archive/<int:year>/", views.year_archive, name="year-archive"),
    re_path(rf"^blog/tags/{SLUG}/$", views.tag_detail, name="tag-detail"),
    path("blog/columns/", views.column_list, name="column-list"),
    re_path(rf"^blog/columns/{SLUG}/$", views.column_detail, name="column-detail"),
    re_path(rf"^blog/columns/{SLUG}/feed\.xml$", require_safe(feeds.ColumnPosts()), name="column-feed"),
    path("blog/drafts/<str:signed>/", draft_links.draft_detail, name="draft-detail"),
    re_path(rf"^blog/{SLUG}/qr\.svg$", views.post_qr, name="post-qr"),
    re_path(rf"^blog/{SLUG}/$", views.post_detail, name="post-detail"),
    re_path(rf"^blog/{SLUG}/upvote/$", votes.post_upvote, name="post-upvote"),
]
