from django import template
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString

from profile_app.models import Author, Profile, Publication, localised

register = template.Library()


@register.filter(name="localised")
def localised_text(row: models.Model, field: str) -> SafeString:
    """A text for the reader, escaped; marked with its language where that isn't the page's."""
    text = localised(row, field)
    if text.foreign_tag:
        return format_html('<span lang="{}">{}</span>', text.foreign_tag, text.value)
    return format_html("{}", text.value)


@register.filter
def localised_html(row: models.Model, field: str) -> SafeString:
    """The HTML that the renderer made, and sanitised, of a Markdown field; marked like `localised`."""
    text = localised(row, f"{field}_html")
    html = SafeString(text.value)
    return format_html('<div lang="{}">{}</div>', text.foreign_tag, html) if text.foreign_tag else html


@register.filter
def authors_for(publication: Publication, profile: Profile) -> list[Author]:
    """The authors of a publication with the owner marked."""
    return publication.authors_marking(profile.all_names)
