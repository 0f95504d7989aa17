"""How others cite a post, for the end of its page."""

from dataclasses import dataclass

from django import template
from django.utils.encoding import iri_to_uri
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blog.formats.post_citation import post_bibtex, post_key
from blog.markdown import without_controls
from blog.models import Post

register = template.Library()


@dataclass(frozen=True)
class PostCitation:
    """The same in two forms."""

    text: str
    bibtex: str


@register.simple_tag
def citation_of(post: Post, author: str, address: str) -> PostCitation:
    """The citation of a post by its author at its whole address, in the language of the page."""
    moment = localtime(post.published_at or post.created_at)
    title = without_controls(" ".join(post.title.split()))
    words = {
        "author": author,
        "title": title,
        "day": date_format(moment, pgettext("date", "j F Y")),
        "address": address,
    }
    return PostCitation(
        text=_("%(author)s. “%(title)s”. %(day)s. %(address)s") % words,
        bibtex=post_bibtex(
            post_key(author, moment.year, post.slug),
            moment.date(),
            {"title": title, "author": author, "howpublished": _("Blog post"), "url": iri_to_uri(address)},
        ),
    )
