from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.blog.factories import make_column, make_post

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def parse(response: Any) -> ElementTree.Element:
    return ElementTree.fromstring(response.content)


def feed(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return parse(response)


def test_each_language_has_its_feed(client: Client) -> None:
    make_post(title="English")
    make_post(title="中文", language="zh-hans")

    for address, language, title in (
        ("/feed.xml", "en", "English"),
        ("/zh-hans/feed.xml", "zh-hans", "中文"),
    ):
        root = feed(client, address)
        assert [entry.text for entry in root.findall("a:entry/a:title", ATOM)] == [title]
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language


def test_an_entry_holds_the_whole_text_and_the_topics(client: Client) -> None:
    make_post(body="# Part\n\n**bold**", summary="Short.", tags=["KV cache"])
    entry = feed(client, "/feed.xml").find("a:entry", ATOM)

    assert entry is not None
    assert "<strong>bold</strong>" in (entry.findtext("a:content", "", ATOM))
    assert entry.findtext("a:summary", "", ATOM) == "Short."
    assert [category.get("term") for category in entry.findall("a:category", ATOM)] == ["KV cache"]


def test_a_summary_is_text_and_not_markup(client: Client) -> None:
    make_post(summary="a<b> & <script>")
    entry = feed(client, "/feed.xml").find("a:entry", ATOM)

    assert entry is not None
    assert entry.findtext("a:summary", "", ATOM) == "a&lt;b&gt; &amp; &lt;script&gt;"


def test_addresses_in_entries_are_absolute(client: Client) -> None:
    make_post(body="![x](/media/pictures/x.png) [y](/blog/y/) [z](#part)", slug="a")
    content = feed(client, "/feed.xml").findtext("a:entry/a:content", "", ATOM)

    assert 'src="http://127.0.0.1:8000/media/pictures/x.png"' in content
    assert 'href="http://127.0.0.1:8000/blog/y/"' in content
    assert 'href="http://127.0.0.1:8000/blog/a/#part"' in content


def test_the_sitemap_names_translations(client: Client) -> None:
    english = make_post(slug="pair")
    make_post(slug="pair", language="zh-hans", translation_key=english.translation_key)
    make_post(slug="alone")
    root = parse(client.get("/sitemap.xml"))
    urls = {url.findtext("s:loc", "", SITEMAP): url for url in root.findall("s:url", SITEMAP)}

    def languages(path: str) -> set[str | None]:
        links = urls[f"http://127.0.0.1:8000{path}"].findall("x:link", SITEMAP)
        return {link.get("hreflang") for link in links}

    assert languages("/blog/pair/") == {"en", "zh-Hans"}
    assert languages("/blog/alone/") == set()


def test_control_characters_break_no_feed(client: Client) -> None:
    make_post(title="A\x08title", summary="A\x0bsummary", body="A\x01body")
    entry = feed(client, "/feed.xml").find("a:entry", ATOM)

    assert entry is not None
    assert entry.findtext("a:title", "", ATOM) == "Atitle"
    assert "Abody" in entry.findtext("a:content", "", ATOM)


def test_whichever_host_is_asked_the_addresses_are_those_of_the_site(client: Client) -> None:
    make_post(slug="a", column=make_column(slug="c"))

    for address in ("/feed.xml", "/sitemap.xml"):
        content = client.get(address, headers={"host": "localhost"}, secure=True).content.decode()
        assert "http://127.0.0.1:8000/blog/a/" in content
        assert "localhost" not in content


def test_an_entry_keeps_its_id_when_title_and_address_change(client: Client) -> None:
    post = make_post(slug="old")
    before = feed(client, "/feed.xml").findtext("a:entry/a:id", "", ATOM)
    post.slug = post.title = "new"
    post.save()

    assert feed(client, "/feed.xml").findtext("a:entry/a:id", "", ATOM) == before


@pytest.mark.parametrize("body", ["<pre>&#2;</pre>", '<b title="&#xFFFF;">a</b>', "`&#1;` &#xB;"])
def test_a_character_that_is_written_as_a_reference_breaks_no_feed_either(client: Client, body: str) -> None:
    make_post(body=body, summary="")

    assert feed(client, "/feed.xml").find("a:entry", ATOM) is not None


def test_an_entry_holds_each_note_once_and_no_signs_of_the_page(client: Client) -> None:
    note = "Note *one* with `code` and $x = 1$, in 8 GB."
    make_post(body=f"## Part\n\nText[^1] and[^1] more.\n\n[^1]: {note}\n")
    content = feed(client, "/feed.xml").findtext("a:entry/a:content", "", ATOM)

    assert content.count("Note <em>one") == 1
    assert "#</a>" not in content
    assert content.count("<span") == content.count("</span>")


def test_long_code_stands_whole_in_an_entry_without_the_switch(client: Client) -> None:
    make_post(body="```text\n" + "line\n" * 60 + "```\n")
    content = feed(client, "/feed.xml").findtext("a:entry/a:content", "", ATOM)

    assert content.count(">line") == 60
    assert "<details" not in content
