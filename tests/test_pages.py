"""What holds for every page type: valid, private, light on the database, with ten rows as with a thousand."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.models import Column, ColumnEntry, Post, TaggedItem
from tests.blog.factories import make_column, make_post
from tests.pages import Page, get_page, parse_strictly

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/blog/",
    "/blog/archive/2024/",
    "/blog/tags/kv-cache/",
    "/blog/columns/",
    "/blog/columns/series/",
    "/blog/middle/",
]
IN_CHINESE = ["/zh-hans/", "/zh-hans/blog/", "/zh-hans/blog/tags/kv-cache/", "/zh-hans/blog/yi/"]
NOT_PAGES = ["/feed.xml", "/zh-hans/feed.xml", "/sitemap.xml", "/robots.txt", "/healthz", "/nothing/"]

BODY = """# Part

Text with $x$, a [link](https://example.org/), a note[^1] and `code`.

```python title="a.py"
print(1)
```

| a | b |
|---|--:|
| 1 | 2 |

$$\\label{eq:a} E = mc^2$$

![A picture](/static/blog/favicon.svg "A caption")

[^1]: The note.
"""


@pytest.fixture
def posts() -> Iterator[Post]:
    """Three posts in one column and a translation of the middle one."""
    column = make_column(slug="series", title="Series")
    day = timezone.now().replace(year=2024, month=6, day=15)
    for number, slug in enumerate(["first", "middle", "last"]):
        make_post(
            slug=slug, body=BODY, tags=["KV cache"], column=column, published_at=day + timedelta(number)
        )
    middle = Post.objects.get(slug="middle")
    make_post(slug="yi", title="译文", body=BODY, language="zh-hans", translation_key=middle.translation_key)
    yield middle


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize("address", [*PAGES, *IN_CHINESE])
def test_a_page_is_valid_html_with_one_heading_of_the_first_level(client: Client, address: str) -> None:
    page = get_page(client, address)

    assert len(page.select("h1")) == 1
    assert page.text("title")
    assert page.meta("description") is not None
    identifiers = [node.element.get("id") for node in page.nodes if node.element.get("id")]
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize("address", [*PAGES, *IN_CHINESE])
def test_a_page_says_its_language_and_its_one_address(client: Client, address: str) -> None:
    page = get_page(client, address)
    canonical = [
        link.element.get("href") for link in page.select("link") if link.element.get("rel") == "canonical"
    ]

    assert page.root.get("lang") == ("zh-Hans" if address.startswith("/zh-hans/") else "en")
    assert canonical == [f"http://127.0.0.1:8000{address}"]


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize("address", [*PAGES, *IN_CHINESE, *NOT_PAGES])
def test_a_reader_gets_no_cookie_and_nothing_that_varies_with_one(client: Client, address: str) -> None:
    response = client.get(address)

    assert not response.cookies
    assert not {"Cookie", "Accept-Language"} & set(response.get("Vary", "").split(", "))


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize("address", [*PAGES, *IN_CHINESE])
def test_a_page_asks_nobody_else_and_holds_no_inline_code(client: Client, address: str) -> None:
    for node in get_page(client, address).nodes:
        element = node.element
        fetched = (
            element.get("src") or (element.get("href") if element.tag in {"link", "use"} else None) or ""
        )
        if element.get("rel") not in {"canonical", "alternate"}:
            assert not re.match(r"(https?:)?//", fetched)
        assert element.get("style") is None
        assert element.tag not in {"style", "iframe", "object", "embed", "base"}
        assert not [name for name in element.keys() if name.startswith("on")]  # noqa: SIM118 - not a dictionary
        assert element.tag != "script" or (element.get("src") and not element.text)


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize("address", [*PAGES, *NOT_PAGES, "/admin/login/"])
def test_every_answer_carries_the_security_headers(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize("address", [*PAGES, *NOT_PAGES[:-1]])
def test_what_is_only_read_takes_no_post(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize("address", PAGES)
def test_what_a_browser_has_is_not_sent_again(client: Client, address: str) -> None:
    tag = client.get(address)["ETag"]

    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_a_body_larger_than_any_form_is_refused_unread(client: Client) -> None:
    response = client.post("/editor/upload/", b"x", "text/plain", CONTENT_LENGTH=str(26 * 1024 * 1024))

    assert response.status_code == 413
    assert "25 MB" in response.content.decode()


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize("address", [*PAGES, *IN_CHINESE])
def test_every_link_within_the_site_leads_somewhere(client: Client, address: str) -> None:
    page = get_page(client, address)
    identifiers = {node.element.get("id") for node in page.nodes}
    for node in page.select("a"):
        target = node.element.get("href", "")
        if target.startswith("#"):
            assert target[1:] in identifiers
        elif target.startswith("/"):
            assert client.get(target.partition("#")[0]).status_code == 200, target


@pytest.mark.parametrize(
    ("goal", "goal_in_chinese"),
    [
        ("/admin/blog/post/?language=en", "/zh-hans/admin/blog/post/?language=en"),
        ("/nothing/", "/nothing/"),
        ("//example.org/admin/", "//example.org/admin/"),
    ],
)
def test_the_sign_in_pages_language_link_takes_the_goal_along(
    client: Client, goal: str, goal_in_chinese: str
) -> None:
    page = parse_strictly(client.get("/admin/login/", {"next": goal}).content)
    [link] = [node.get("href", "") for node in page.iter("a") if node.get("class") == "language"]

    assert link.partition("?")[0] == "/zh-hans/admin/login/"
    assert QueryDict(link.partition("?")[2])["next"] == goal_in_chinese


@pytest.mark.parametrize("address", ["/nothing/", "/blog/nothing/", "/zh-hans/blog/nothing/", "/x"])
def test_a_page_that_is_not_there_leads_to_those_that_are(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    page = Page(parse_strictly(response.content))
    targets = [link.element.get("href", "") for link in page.select("a")]
    assert len(page.select("main", "a")) == 3
    assert all(client.get(target).status_code == 200 for target in targets if target.startswith("/"))


@pytest.mark.parametrize("address", ["/admin/login/", "/zh-hans/admin/login/"])
def test_a_form_without_its_token_is_refused_in_the_sites_look(address: str) -> None:
    response = Client(enforce_csrf_checks=True).post(address, {"username": "x"})

    assert response.status_code == 403
    assert parse_strictly(response.content).find(".//nav") is not None


def many_rows(count: int) -> None:
    """So many posts under one tag in one column, written straight into the tables."""
    tagged = TaggedItem.objects.get(content_object__slug="middle").tag
    column = Column.objects.get()
    start = timezone.now() - timedelta(days=1)
    Post.objects.bulk_create(
        Post(title="x", slug=f"x{n}", status="published", published_at=start) for n in range(count)
    )
    new = Post.objects.filter(title="x")
    TaggedItem.objects.bulk_create(TaggedItem(tag=tagged, content_object=post) for post in new)
    ColumnEntry.objects.bulk_create(ColumnEntry(column=column, post=post, position=9) for post in new)


BUDGETS = {
    "/blog/": 6,
    "/blog/archive/2024/": 6,
    "/blog/tags/kv-cache/": 6,
    "/blog/columns/series/": 6,
    "/blog/middle/": 12,
    "/feed.xml": 6,
}


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize(("address", "budget"), BUDGETS.items())
def test_a_page_keeps_to_its_queries_however_many_rows_there_are(
    client: Client, address: str, budget: int
) -> None:
    counts = []
    for rows in (10, 1000):
        Post.objects.filter(title="x").delete()
        many_rows(rows)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= budget
