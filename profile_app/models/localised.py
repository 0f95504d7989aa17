"""Texts in the reader's language, or else in another one that is then named."""

from dataclasses import dataclass

from django.db import models
from modeltranslation.utils import build_localized_fieldname, get_language, resolution_order

from blog.models.language import Language


@dataclass(frozen=True)
class Localised:
    """A text, and its language (for `lang`) where that isn't the page's."""

    value: str = ""
    foreign_tag: str = ""


def localised(row: models.Model, field: str) -> Localised:
    """The text of a translated field: in the first language of the reader's fallback order that has any."""
    current = get_language()
    for language in resolution_order(current):
        value = (getattr(row, build_localized_fieldname(field, language)) or "").strip()
        if value:
            return Localised(value, "" if language == current else Language(language).tag)
    return Localised()
