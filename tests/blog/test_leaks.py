"""What readers must not see shows nowhere: no word of it, and no difference in anything they can ask for."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import path
from django.utils import timezone

from blog import views
from blog.models import Change, ColumnEntry, DraftLink, FormerAddress, Picture, Post, Revision
from blog.models.language import Language
from blog.models.visibility import Status
from blog.services import delete_posts, keep_working_copy, relate_all_posts, save_post
from config import urls
from tests.blog.factories import make_column, make_post
from tests.crawl import addresses, crawl
from tests.profile.factories import make_profile, make_section

pytestmark = pytest.mark.django_db

MIDDLE = datetime(2024, 6, 1, tzinfo=UTC)
STATES: dict[str, dict[str, Any]] = {
    "draft": {"status": Status.DRAFT, "published_at": None},
    "withdrawn": {"status": Status.DRAFT, "published_at": MIDDLE},
    "scheduled": {"published_at": timezone.now() + timedelta(days=400)},
    "unlisted": {"status": Status.UNLISTED, "published_at": MIDDLE},
    "trashed": {"published_at": MIDDLE, "trashed_at": timezone.now()},
}
# Of each state an English post of its own, and the Chinese translation of an open post.
HIDDEN = [f"{state}{kind}" for state in STATES for kind in ("alone", "half")]
WORD = re.compile("leak[a-z]+")  # every hidden text holds one, with the name of what it belongs to
QUERY = "q=leakdraftalonebody&format=json&preview=1&draft=true&static=1&status=draft&state=trashed&year=2024"

urlpatterns = [*urls.urlpatterns, path("blog/of/<str:mood>/", views.post_list)]  # of the last test


def values() -> dict[str, list[object]]:
    """What may stand in an address, by the name of the part; hidden and made-up values too."""
    keys = [DraftLink(key=key_of(name), post=Post(language="en")) for name in HIDDEN]
    slugs = ["nothing", "series", "shared", "gone", "old", "new", *(f"open-{state}" for state in STATES)]
    hidden = [f"leak{name}{kind}" for name in HIDDEN for kind in ("slug", "tag", "column", "former")]
    return {
        "slug": [*slugs, "leakinvisible", *hidden],
        "year": [*range(2022, timezone.now().year + 3)],
        "name": [picture_of(name) for name in HIDDEN],
        "signed": ["made-up", *(link.get_absolute_url().split("/")[3] for link in keys)],
        "object_id": [1, 30],
        "id": [1],
        "content_type_id": [1],
        "app_label": ["blog"],
        "url": ["nothing"],
    }


def key_of(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, name)


def picture_of(name: str) -> str:
    return f"pictures/{key_of(name).hex}.png"


def make_open_site() -> None:
    """What everybody may see: posts in a column and out of it, pairs, a moved one, a deleted one."""
    make_profile()
    make_section("writing")
    column = make_column(title="Series", slug="series", in_navigation=True)
    for number, state in enumerate(STATES):
        for place, language in enumerate(Language.values):
            day = MIDDLE + timedelta(days=(number - 2) * 200 + place)
            tags = ["Shared", "Rare", "Rarer"] if number in {0, 4} else ["Shared"]
            fields = {"slug": f"open-{state}", "language": language, "published_at": day, "tags": tags}
            make_post(**fields, column=column if number % 2 else None)
    moved = make_post(slug="old", tags=["Shared"], column=column)
    make_post(slug="new", language="zh-hans", translation_key=moved.translation_key, column=column)
    moved.slug = "new"
    save_post(post=moved)
    delete_posts(posts=[make_post(slug="gone")])
    relate_all_posts()


def hide(name: str, **fields: Any) -> None:
    """Add a post out of sight with everything that belongs to it, in the middle of what is open."""
    word, number = f"leak{name}", key_of(name).hex
    picture = Picture.objects.create(
        file=picture_of(name), width=1, height=1, alt=f"{word}alt", upload_name=f"{word}file{number[0]}"
    )
    post = make_post(
        title=f"{word}title",
        slug=f"{word}slug",
        summary=f"{word}summary",
        body=f"## {word}heading\n\n{word}body",
        tags=["Shared", "Rare", "Rarer", f"{word}tag"],
        column=make_column(
            title=f"{word}title",
            slug=f"{word}column",
            description=f"{word}description",
            in_navigation=True,
            cover=picture,
        ),
        cover=picture,
        canonical_url=f"https://example.org/{word}origin",
        ai_note=f"{word}ai",
        **fields,
    )
    ColumnEntry.objects.create(column=ColumnEntry.objects.order_by("pk")[0].column, post=post, position=1)
    Revision.objects.create(post=post, title=f"{word}revision")
    Change.objects.create(post=post, summary=f"{word}change", is_erratum=True)
    DraftLink.objects.create(key=key_of(name), post=post, note=f"{word}note", expires_at=MIDDLE)
    if not post.is_reachable:
        FormerAddress.objects.create(post=post, language=post.language, slug=f"{word}former")


def hide_everything() -> None:
    """Posts of every state out of sight, and what is kept of open ones: unsaved and earlier texts."""
    for state, fields in STATES.items():
        partner = Post.objects.get(slug=f"open-{state}", language="en")
        hide(f"{state}alone", **fields)
        hide(f"{state}half", language="zh-hans", translation_key=partner.translation_key, **fields)
    relate_all_posts()
    make_post(slug="gone", title="leaknewgone", status=Status.DRAFT)
    hidden = {"title": "leakinvisible", "slug": "leakinvisible", "is_visible": False, "in_navigation": True}
    make_column(**hidden).entries.create(
        post=Post.objects.get(slug="open-draft", language="en"), is_home=True
    )
    author = User.objects.create_user("leakauthor")
    for slug in ("new", None):
        post = Post.objects.get(slug=slug, language="en") if slug else None
        texts = {name: f"leakunsaved{name}" for name in ("title", "slug", "summary", "body")}
        keep_working_copy(author=author, key=uuid.uuid4(), post=post, edition=9, text=texts)
    Revision.objects.create(
        post=Post.objects.get(slug="new", language="en"), title="leakearlier", body="leakearlier"
    )


def own_addresses() -> dict[str, str]:
    """The addresses at which unlisted posts answer or lead there, with the word that may show."""
    return {
        f"{prefix}/blog/{post.slug}/{page}": post.slug.removesuffix("slug")
        for post in Post.objects.unlisted()
        for prefix in ("", "/zh-hans")
        for page in ("", "upvote/", "qr.svg")
    }


def leaked(address: str, answer: str, own: dict[str, str]) -> set[str]:
    """The hidden words in an answer that were not in the question."""
    allowed = own.get(address.partition("?")[0])
    words = set(WORD.findall(answer.lower())) - set(WORD.findall(address.lower()))
    return {word for word in words if not (allowed and word.startswith(allowed))}


def test_nothing_that_is_hidden_shows_or_changes_what_readers_see(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE_SIZE", 4)
    make_open_site()
    start = addresses(values())
    before = crawl(client, start, QUERY)
    assert sum(answer.startswith("Status: 200") for answer in before.values()) > 50
    assert "Status: 410" in before["/blog/gone/"]
    assert "Related posts" in before["/blog/open-draft/"]
    hide_everything()
    after = crawl(client, start, QUERY)
    own = own_addresses()

    leaks = {address: leaked(address, answer, own) for address, answer in after.items()}
    assert {address: words for address, words in leaks.items() if words} == {}
    changed = {address for address, answer in before.items() if after.get(address) != answer}
    assert {address for address in changed if address.partition("?")[0] not in own} == set()
    assert all("Status: 200" in after[post.get_absolute_url()] for post in Post.objects.unlisted())


@pytest.mark.urls("tests.blog.test_leaks")
def test_a_route_that_the_crawl_cannot_fill_is_named() -> None:
    with pytest.raises(AssertionError, match=r"Give values for \['mood'\].* at /blog/of/%\(mood\)s/"):
        addresses(values())
