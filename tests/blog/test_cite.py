"""How others cite a post: at the end of its page."""

from datetime import UTC, datetime, timedelta

import html5lib
import pytest
from bibtexparser.splitter import Splitter
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from blog.formats.post_citation import post_key
from blog.models import DraftLink
from tests.blog.factories import make_post
from tests.profile.factories import make_profile

pytestmark = pytest.mark.django_db

NAMESPACE = {"h": "http://www.w3.org/1999/xhtml"}
DAY = datetime(2024, 10, 2, 9, tzinfo=UTC)


def citations(client: Client, address: str) -> tuple[str, str]:
    """The plain text and the BibTeX of a post's page."""
    page = html5lib.parse(client.get(address).content, transport_encoding="utf-8")
    found = [page.find(f".//h:pre[@id='{name}']", NAMESPACE) for name in ("cite-text", "cite-bibtex")]
    text, bibtex = ("".join(element.itertext()) for element in found if element is not None)
    return text, bibtex


def test_a_post_is_cited_in_both_forms(client: Client) -> None:
    make_profile(name="Ada Lovelace")
    post = make_post(title="The KV Cache", slug="the-kv-cache", published_at=DAY)
    text, bibtex = citations(client, post.get_absolute_url())

    assert text == "Ada Lovelace. “The KV Cache”. 2 October 2024. http://127.0.0.1:8000/blog/the-kv-cache/"
    assert bibtex == (
        "@misc{lovelace2024-the-kv-cache,\n"
        "  title        = {{The KV Cache}},\n"
        "  author       = {Ada Lovelace},\n"
        "  year         = {2024},\n"
        "  month        = oct,\n"
        "  howpublished = {Blog post},\n"
        "  url          = {http://127.0.0.1:8000/blog/the-kv-cache/}\n"
        "}"
    )


def test_a_chinese_post_is_cited_in_chinese_with_a_key_of_ascii(client: Client) -> None:
    make_profile(name="Ada Lovelace", name_han="王小明")
    post = make_post(title="显存预算", slug="显存预算", language="zh-hans", published_at=DAY)
    text, bibtex = citations(client, post.get_absolute_url())

    assert text.startswith("王小明：《显存预算》，2024年10月2日，http://")
    assert "{http://127.0.0.1:8000/zh-hans/blog/%E6%98%BE" in bibtex
    assert "{{显存预算}}" in bibtex and "{{王小明}}" in bibtex
    assert bibtex.partition(",")[0].startswith("@misc{wangxiaoming2024-xian")


@pytest.mark.parametrize(
    "title", ["50% of {A} & B_c #1 \\ $x$ ~^", "a } b", '"quoted" --- <b>', "</pre><script>alert(1)</script>"]
)
def test_every_sign_of_a_title_is_escaped(client: Client, title: str) -> None:
    make_profile(name="Ada Lovelace")
    post = make_post(title=title, slug="t", published_at=DAY)
    response = client.get(post.get_absolute_url())
    text, bibtex = citations(client, post.get_absolute_url())

    assert f"“{title}”" in text
    assert f"“{escape(title)}”" in response.content.decode()
    (entry,) = Splitter(bibtex).split().entries
    assert [field.key for field in entry.fields] == [
        "title",
        "author",
        "year",
        "month",
        "howpublished",
        "url",
    ]
    assert bibtex.count("{") == bibtex.count("}")


@pytest.mark.parametrize(
    ("author", "slug", "key"),
    [
        ("Ada Lovelace", "kv-cache", "lovelace2024-kv-cache"),
        ("Kurt Gödel", "c++", "godel2024-cpp"),
        ("殷 杰", "显存", "yinjie2024-xian-cun"),
        ("", "", "2024"),
        ("Дед Мороз", "снег", "2024"),
    ],
)
def test_the_key_names_owner_year_and_slug_in_ascii(author: str, slug: str, key: str) -> None:
    assert post_key(author, 2024, slug) == key


def test_a_draft_is_not_to_be_cited(client: Client) -> None:
    post = make_post(status="draft")
    link = DraftLink.objects.create(post=post, expires_at=timezone.now() + timedelta(days=1))
    assert 'id="cite"' not in client.get(link.get_absolute_url()).content.decode()
    assert 'id="cite"' in client.get(make_post().get_absolute_url()).content.decode()
