from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from blog.markdown import TEXT, VERSION
from profile_app.models import (
    ContactLink,
    Education,
    Entry,
    Experience,
    Interest,
    NewsItem,
    Profile,
    Publication,
    Section,
)
from tests.profile.factories import (
    column,
    make_interest,
    make_news,
    make_profile,
    make_publication,
    make_section,
)

pytestmark = pytest.mark.django_db


def test_each_language_is_rendered_at_save() -> None:
    profile = make_profile(biography_en="*Hello*", biography_zh_hans="**你好。**世界")

    profile.refresh_from_db()
    assert column(profile, "biography_html_en").strip() == "<p><em>Hello</em></p>"
    assert "<strong>你好。</strong>世界" in column(profile, "biography_html_zh_hans")
    assert profile.renderer_version == VERSION


def test_saving_only_a_text_saves_its_html_too() -> None:
    item = make_news("Old.")
    item.text = "New."
    item.save(update_fields=["text_en"])

    item.refresh_from_db()
    assert "New." in column(item, "text_html_en")


def test_a_text_saved_under_the_name_it_has_in_every_language_is_rendered_too() -> None:
    item = make_news("Old.")
    item.text = "New."
    item.save(update_fields=["text"])

    item.refresh_from_db()
    assert "New." in column(item, "text_html_en")


def test_a_news_item_is_called_by_the_beginning_of_its_text() -> None:
    assert str(make_news("A & B, $x^2$ and `x<y`")) == "A & B, x2 and x<y"


def test_a_text_beyond_the_limits_is_refused_at_its_field() -> None:
    section = Section(
        kind="text", title_en="Long", anchor="long", text_zh_hans="长" * (TEXT.max_characters + 1)
    )
    with pytest.raises(ValidationError) as caught:
        section.full_clean()
    assert list(caught.value.message_dict) == ["text_zh_hans"]


def test_there_is_one_profile() -> None:
    make_profile()
    with pytest.raises(ValidationError, match="There is a profile already"):
        Profile(name="Another").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_profile(name="Another")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_profile(id=2)


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ada Lovelace", "AL"), ("Ada", "A"), ("Ada King Lovelace", "AL"), ("", ""), ("ada (countess)", "A")],
)
def test_the_monogram_has_at_most_two_letters(name: str, initials: str) -> None:
    assert Profile(name=name).initials == initials


def test_the_name_follows_the_script_of_the_reader() -> None:
    profile = Profile(name="Ai Da", name_han="艾达")
    assert (profile.display_name, profile.other_script_name) == ("Ai Da", "艾达")
    with override("zh-hans"):
        assert (profile.display_name, profile.other_script_name) == ("艾达", "Ai Da")


@pytest.mark.parametrize(
    ("fields", "english", "chinese"),
    [
        ({"starts_on": date(2023, 7, 1)}, "Jul 2023", "2023年7月"),
        ({"starts_on": date(2023, 7, 4), "date_precision": "day"}, "4 Jul 2023", "2023年7月4日"),
        ({"starts_on": date(2023, 1, 1), "date_precision": "year"}, "2023", "2023年"),
        ({"starts_on": date(2023, 7, 1), "ends_on": date(2023, 9, 1)}, "Jul – Sep 2023", "2023年7月至9月"),
        ({"starts_on": date(2023, 7, 1), "ends_on": date(2023, 7, 9)}, "Jul 2023", "2023年7月"),
        (
            {"starts_on": date(2021, 9, 1), "ends_on": date(2023, 12, 1)},
            "Sep 2021 – Dec 2023",
            "2021年9月至2023年12月",
        ),
        ({"starts_on": date(2023, 12, 1), "is_ongoing": True}, "Dec 2023 – now", "2023年12月至今"),
        ({"ends_on": date(2023, 12, 1)}, "until Dec 2023", "截至2023年12月"),
        ({"starts_on": date(2023, 7, 1), "when_text_en": "Summer"}, "Summer", "Summer"),
        ({}, "", ""),
    ],
)
def test_dates_are_written_for_the_reader(fields: dict[str, Any], english: str, chinese: str) -> None:
    entry = Entry(**fields)
    assert entry.when == english
    with override("zh-hans"):
        assert entry.when == chinese


def test_a_kind_sees_and_makes_its_own_rows() -> None:
    study = Education.objects.create(title_en="Mathematics")
    work = Experience.objects.create(title_en="Programmer")

    assert [entry.pk for entry in Education.objects.all()] == [study.pk]
    assert [entry.pk for entry in Experience.objects.visible()] == [work.pk]
    assert Entry.objects.count() == 2


def test_pinned_news_comes_first_then_the_newest() -> None:
    make_news("old", starts_on=date(2020, 1, 1))
    make_news("undated")
    make_news("new", starts_on=date(2024, 1, 1))
    make_news("pinned", starts_on=date(2019, 1, 1), is_pinned=True)

    assert [column(item, "text_en") for item in NewsItem.objects.all()] == ["pinned", "new", "old", "undated"]


def test_an_entry_of_which_only_the_end_is_known_stands_by_that() -> None:
    for title, dates in {
        "old": {"starts_on": date(2020, 1, 1)},
        "ended": {"ends_on": date(2022, 1, 1)},
        "new": {"starts_on": date(2024, 1, 1)},
        "undated": {},
    }.items():
        Education.objects.create(title_en=title, **dates)

    assert [column(entry, "title_en") for entry in Education.objects.all()] == [
        "new",
        "ended",
        "old",
        "undated",
    ]


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Education(title_en="A", starts_on=date(2023, 1, 2), ends_on=date(2023, 1, 1)), "ends_on"),
        (Education(title_en="A", ends_on=date(2023, 1, 1), is_ongoing=True), "is_ongoing"),
        (Education(title_en="A", is_ongoing=True), "is_ongoing"),
        (Education(organisation_en="A"), "__all__"),
        (NewsItem(title_en="A"), "__all__"),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(entry: Entry, field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        entry.full_clean()
    assert list(caught.value.message_dict) == [field]


def test_interests_have_two_levels() -> None:
    field = make_interest("Systems")
    topic = make_interest("Quantisation", parent=field)

    for wrong in (
        Interest(title_en="Third", parent=topic),
        Interest(pk=field.pk, title_en="A", parent=field),
    ):
        with pytest.raises(ValidationError) as caught:
            wrong.full_clean()
        assert "parent" in caught.value.message_dict


def test_a_topic_under_a_hidden_field_is_not_visible() -> None:
    make_interest("Topic", parent=make_interest("Hidden", is_visible=False))
    assert not Interest.objects.visible().exists()


@pytest.mark.parametrize(
    ("kind", "address", "is_valid"),
    [
        ("email", "ada@example.org", True),
        ("email", "https://example.org", False),
        ("github", "https://github.com/ada", True),
        ("rss", "/feed.xml", True),
        ("custom", "//evil.example", False),
        ("custom", "javascript:alert(1)", False),
        ("custom", "ada@example.org", False),
    ],
)
def test_an_address_fits_its_kind(kind: str, address: str, is_valid: bool) -> None:
    link = ContactLink(kind=kind, address=address)
    if is_valid:
        link.full_clean()
    else:
        with pytest.raises(ValidationError, match="address"):
            link.full_clean()


@pytest.mark.parametrize(
    ("field", "anchors"),
    [
        ("anchor", {"anchor": "contact"}),
        ("anchor", {"anchor": "reach-me"}),
        ("old_anchors", {"old_anchors": "a contact"}),
        ("old_anchors", {"old_anchors": "text"}),
        ("old_anchors", {"old_anchors": "a a"}),
        ("anchor", {"anchor": "main"}),
        ("anchor", {"anchor": "h-contact"}),
        ("old_anchors", {"old_anchors": "h-contents"}),
    ],
)
def test_an_anchor_stands_once_in_the_page(field: str, anchors: dict[str, str]) -> None:
    make_section("contact", old_anchors="reach-me")
    with pytest.raises(ValidationError, match=field):
        Section(**({"kind": "text", "title_en": "Text", "anchor": "text"} | anchors)).full_clean()


def test_the_owner_is_marked_among_the_authors() -> None:
    profile = make_profile(other_names="A. Lovelace\nAugusta King")
    publication = make_publication(authors="Lovelace, Ada and Charles Babbage and\n  King, Augusta")

    authors = publication.authors_marking(profile.all_names)
    assert [(author.name, author.is_owner) for author in authors] == [
        ("Ada Lovelace", True),
        ("Charles Babbage", False),
        ("Augusta King", True),
    ]


def test_others_are_named_as_a_reader_knows_it() -> None:
    publication = Publication(authors="{Google Inc.} and others")

    assert [author.name for author in publication.authors_marking(set())] == ["Google Inc.", "et al."]
    with override("zh-hans"):
        assert publication.authors_marking(set())[-1].name == "等"


@pytest.mark.parametrize(
    ("authors", "is_valid"),
    [
        ("King, Jr., Martin and {A, B, C, D} and others", True),
        ("Yin, Jerry, Lovelace, Ada", False),
        ("{Google Inc.", False),
        ("Google} Inc.{", False),
        ("and", False),
        ("Doe, Jane, and Smith, John", False),
        ("Jane Doe,", False),
    ],
)
def test_authors_that_bibtex_could_not_read_are_refused(authors: str, is_valid: bool) -> None:
    publication = Publication(citekey="k", title="T", year=2024, authors=authors)
    if is_valid:
        publication.full_clean()
        assert f"{{{authors}}}" in publication.bibtex
    else:
        with pytest.raises(ValidationError) as caught:
            publication.full_clean()
        assert list(caught.value.message_dict) == ["authors"]


def test_a_comma_before_and_is_refused_with_what_to_write() -> None:
    publication = Publication(citekey="k", title="T", year=2024, authors="Doe, Jane, and Smith, John")
    with pytest.raises(ValidationError, match="Doe, Jane and Smith, John"):
        publication.full_clean()
    with override("zh-hans"), pytest.raises(ValidationError, match="不要写逗号"):
        publication.full_clean()


def test_tex_is_shown_as_characters_and_kept_as_braces() -> None:
    paper = Publication(
        citekey="k",
        title="Scaling {BERT} -- again",
        authors=r"{\"O}zg{\"u}r, M.",
        venue=r"Caf{\'e}",
        year=2024,
    )
    assert (str(paper), paper.shown_venue) == ("Scaling BERT – again", "Café")
    assert [author.name for author in paper.authors_marking({"M. Özgür"})] == ["M. Özgür"]
    assert paper.authors_marking({"M. Özgür"})[0].is_owner
    assert "= {Scaling {BERT} – again}" in paper.bibtex
    assert "= {Özgür, M.}" in paper.bibtex


@pytest.mark.parametrize("fields", [{"starts_on": date(1, 1, 1)}, {"ends_on": date(9999, 1, 1)}])
def test_dates_of_other_ages_are_refused(fields: dict[str, date]) -> None:
    with pytest.raises(ValidationError, match="from the years 1900 to 2200"):
        Education(title_en="Mathematics", **fields).full_clean()
    with override("zh-hans"), pytest.raises(ValidationError, match="1900 至 2200"):
        Education(title_en="Mathematics", **fields).full_clean()


def test_the_venue_goes_where_bibtex_wants_it() -> None:
    paper = Publication(
        entry_type="article", citekey="k", title="T", authors="A", venue="J", year=2024, month=8
    )
    assert "journal" in paper.bibtex
    assert "month   = aug" in paper.bibtex
    paper.entry_type = "misc"
    assert "howpublished = {J}" in paper.bibtex


def test_links_lead_to_arxiv_and_the_doi() -> None:
    paper = Publication(arxiv_id="1706.03762", doi="10.1000/18<2>#x", code_url="https://example.org/code")
    assert paper.links == [
        ("arXiv", "https://arxiv.org/abs/1706.03762"),
        ("DOI", "https://doi.org/10.1000/18%3C2%3E%23x"),
        ("Code", "https://example.org/code"),
    ]


def test_every_kind_of_contact_link_has_its_sign() -> None:
    signs = (Path(settings.BASE_DIR) / "blog/static/blog/icons.svg").read_text()

    assert set(ContactLink.ICONS) == set(ContactLink.Kind)
    assert [icon for icon in ContactLink.ICONS.values() if f'id="i-{icon}"' not in signs] == []
