from datetime import date, timedelta
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.models import Tag
from profile_app.models import ContactLink, Experience, Section
from tests.blog.factories import make_column, make_post
from tests.pages import get_page
from tests.profile.factories import (
    add_rows,
    make_interest,
    make_news,
    make_profile,
    make_publication,
    make_section,
)

pytestmark = pytest.mark.django_db

HOME = {"en": "/", "zh-hans": "/zh-hans/"}


def test_an_empty_site_has_a_homepage(client: Client) -> None:
    page = get_page(client, "/")
    assert page.text("h1") == "Homepage"
    assert not page.select("section")


def test_queries_do_not_grow_with_rows(client: Client) -> None:
    make_profile(biography_en="Text")
    for kind in Section.Kind:
        make_section(kind, text_en="Text")
    counts = []
    for more in (10, 990):
        add_rows(more)
        make_post(tags=["KV cache"], column=make_column())
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_sections_stand_in_the_owners_order_under_the_owners_titles(client: Client) -> None:
    make_section("text", title_en="Second", text_en="B", position=2)
    make_section("text", title_en="First", text_en="A", position=1, anchor="first")

    page = get_page(client, "/")
    assert [node.text for node in page.select("section", "h2")] == ["First", "Second"]
    assert [node.element.get("href") for node in page.select("nav", "ol", "a")] == ["#first", "#text"]


def test_hidden_rows_are_on_no_page(client: Client) -> None:
    make_section("news")
    make_section("path")
    make_section("interests")
    make_section("publications")
    make_section("contact")
    make_section("text", text_en="secret section", is_visible=False)
    make_news("shown")
    make_news("secret news", is_visible=False)
    Experience.objects.create(title_en="secret work", is_visible=False)
    make_interest("secret topic", parent=make_interest("secret field", is_visible=False))
    make_publication(title="secret paper", is_visible=False)
    make_publication(title="secret because not selected", is_selected=False)
    ContactLink.objects.create(kind="custom", address="/secret", is_visible=False)

    for address in HOME.values():
        content = client.get(address).content.decode()
        assert "shown" in content
        assert "secret" not in content


def test_a_section_without_rows_is_not_shown_but_its_anchors_still_lead_to_the_page(client: Client) -> None:
    make_section("news", old_anchors="latest")
    make_section("awards", text_en="An introduction is enough.")

    page = get_page(client, "/")
    assert [node.element.get("id") for node in page.select("section")] == ["awards"]
    assert {"news", "latest"} <= {node.element.get("id") for node in page.select("main", "span")}


def test_old_anchors_lead_to_their_section(client: Client) -> None:
    make_section("contact", old_anchors="contact-info write-to-me")
    ContactLink.objects.create(kind="custom", address="/feed.xml")

    inside = {node.element.get("id") for node in get_page(client, "/").select("section", "span")}
    assert {"contact-info", "write-to-me"} <= inside


def test_a_text_in_the_other_language_says_so(client: Client) -> None:
    make_profile(headline_en="Numbers")
    make_section("text", title_zh_hans="标题", title_en="", text_zh_hans="正文")

    english = get_page(client, "/")
    title, text = english.select("h2", "span")[0], english.select("section", "div", "div")[-1]
    assert (title.text, title.element.get("lang")) == ("标题", "zh-Hans")
    assert (text.text, text.element.get("lang")) == ("正文", "zh-Hans")
    chinese = get_page(client, "/zh-hans/")
    assert [node.text for node in chinese.select("main", "span") if node.element.get("lang") == "en"] == [
        "Numbers"
    ]


def test_texts_are_escaped(client: Client) -> None:
    make_profile(headline_en="<b>1 < 2</b>")
    assert "&lt;b&gt;1 &lt; 2&lt;/b&gt;" in client.get("/").content.decode()


class Links(HTMLParser):
    """Collects addresses as a browser decodes them."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name == "href"]


def test_the_email_works_for_people_and_not_for_searches(client: Client) -> None:
    make_profile()
    ContactLink.objects.create(kind="email", address="ada.l@example.org")

    source = client.get("/").content.decode()
    links = Links()
    links.feed(source)
    mail = next(address for address in links.addresses if address.startswith("mailto:"))
    assert unquote(mail) == "mailto:ada.l@example.org"
    assert "ada.l [at] example.org" in source
    for text in (source, mail):
        assert "ada.l@" not in text
        assert "@example" not in text


@pytest.mark.parametrize(("days", "is_shown"), [(None, True), (0, True), (1, True), (-1, False)])
def test_an_announcement_ends_after_its_last_day(client: Client, days: int | None, is_shown: bool) -> None:
    last_day = None if days is None else timezone.localdate() + timedelta(days=days)
    make_profile(announcement_en="**Hiring**", announcement_until=last_day)

    assert bool(get_page(client, "/").select("aside")) is is_shown


def test_writing_lists_published_posts_once_per_pair(client: Client) -> None:
    make_section("writing")
    english = make_post(title="Hello")
    make_post(title="你好", language="zh-hans", translation_key=english.translation_key)
    make_post(title="Draft", status="draft")

    assert [node.text for node in get_page(client, "/").select("article", "h3", "a")] == ["Hello"]
    assert [node.text for node in get_page(client, "/zh-hans/").select("article", "h3", "a")] == ["你好"]


def test_an_interest_counts_published_posts_with_its_tags(client: Client) -> None:
    make_section("interests")
    make_post(tags=["KV cache"])
    make_post(tags=["KV cache"], status="draft")
    topic = make_interest("Inference", parent=make_interest("Systems"))
    topic.tags.set([Tag.objects.get(), Tag.objects.create(name="unused")])

    links = [node for node in get_page(client, "/").select("section", "p", "a")]
    assert [node.text for node in links] == ["KV cache: 1 post"]
    assert links[0].element.get("href") == reverse("blog:tag-detail", args=["kv-cache"])


def test_a_publication_shows_its_people_links_and_bibtex(client: Client) -> None:
    make_profile()
    make_section("publications")
    make_publication(title="Notes", venue="Memoirs", award_en="Best notes", arxiv_id="1706.03762")

    page = get_page(client, "/")
    assert page.text("li", "h3") == "Notes"
    assert page.text("li", "p", "b") == "Ada Lovelace"
    assert "title         = {{Notes}}" in "".join(page.select("pre", "code")[0].element.itertext())
    assert "https://arxiv.org/abs/1706.03762" in {node.element.get("href") for node in page.select("a")}


def test_a_publication_shows_no_braces_of_its_title(client: Client) -> None:
    make_profile()
    make_section("publications")
    make_publication(title="Scaling {BERT}", venue=r"Journal of {G\"odel}")

    page = get_page(client, "/")
    assert page.text("li", "h3") == "Scaling BERT"
    assert any(node.text.startswith("Journal of Gödel") for node in page.select("li", "p"))
    assert "{Scaling {BERT}}" in "".join(page.select("pre", "code")[0].element.itertext())


def test_older_news_is_folded_away(client: Client) -> None:
    make_section("news")
    for day in range(1, 11):
        make_news(f"On day {day}.", starts_on=date(2024, 1, day))

    page = get_page(client, "/")
    assert [node.text[:10] for node in page.select("details", "li", "p")] == ["On day 2.", "On day 1."]
    assert len(page.select("section", "li", "time")) == 10


def test_the_sitemap_names_the_homepage_in_both_languages(client: Client) -> None:
    content = client.get("/sitemap.xml").content.decode()
    for address in HOME.values():
        assert f"<loc>http://127.0.0.1:8000{address}</loc>" in content
    assert 'hreflang="zh-hans"' in content
    assert 'hreflang="x-default"' in content
