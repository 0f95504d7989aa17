from django.urls import path, re_path

from blog import feeds, views

app_name = "blog"

# A slug may hold Han, so the built-in slug converter is too narrow.
SLUG = r"(?P<slug>[-\w]+)"

urlpatterns = [
    path("feed.xml", feeds.LatestPosts(), name="feed"),
    path("blog/", views.PostList.as_view(), name="post-list"),
    path("blog/archive/<int:year>/", views.YearArchive.as_view(), name="year-archive"),
    re_path(rf"^blog/tags/{SLUG}/$", views.TagDetail.as_view(), name="tag-detail"),
    path("blog/columns/", views.ColumnList.as_view(), name="column-list"),
    re_path(rf"^blog/columns/{SLUG}/$", views.ColumnDetail.as_view(), name="column-detail"),
    re_path(rf"^blog/{SLUG}/$", views.PostDetail.as_view(), name="post-detail"),
]
