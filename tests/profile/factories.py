"""Rows for tests, each with just enough to be valid."""

from datetime import date
from itertools import count, cycle
from typing import Any

from django.db.models import Model

from profile_app.models import ContactLink, Entry, Interest, NewsItem, Profile, Publication, Section

numbers = count(1)


def make_profile(**fields: Any) -> Profile:
    return Profile.objects.create(**({"name": "Ada Lovelace"} | fields))


def make_section(kind: str, **fields: Any) -> Section:
    """A visible section whose anchor is its kind."""
    return Section.objects.create(**({"kind": kind, "title_en": kind.title(), "anchor": kind} | fields))


def column(row: Model, name: str) -> str:
    """The value of a column that modeltranslation adds, which the type checker doesn't see."""
    return str(getattr(row, name) or "")


def make_news(text_en: str = "Something happened.", **fields: Any) -> Entry:
    return NewsItem.objects.create(text_en=text_en, **fields)


def make_interest(title_en: str, **fields: Any) -> Interest:
    return Interest.objects.create(title_en=title_en, **fields)


def make_publication(**fields: Any) -> Publication:
    number = next(numbers)
    values = {
        "citekey": f"key{number}",
        "title": f"Paper {number}",
        "authors": "Lovelace, Ada and Charles Babbage",
        "year": 2024,
        "is_selected": True,
    }
    return Publication.objects.create(**(values | fields))


def add_rows(count: int) -> None:
    """`count` rows in each table of the homepage, written without the renderer for speed."""
    kinds = cycle(Entry.Kind)
    Entry.objects.bulk_create(
        Entry(kind=next(kinds), title_en=f"Entry {n}", starts_on=date(2020, 1, 1)) for n in range(count)
    )
    ContactLink.objects.bulk_create(ContactLink(address=f"https://example.org/{n}") for n in range(count))
    fields = Interest.objects.bulk_create(Interest(title_en=f"Field {n}") for n in range(count // 2))
    Interest.objects.bulk_create(Interest(title_en=f"In {field.title}", parent=field) for field in fields)
    Publication.objects.bulk_create(
        Publication(citekey=f"k{next(numbers)}", title=f"Paper {n}", authors="A", year=2024, is_selected=True)
        for n in range(count)
    )
