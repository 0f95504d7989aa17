"""What the templates of every page ask for: icons, covers, dates, languages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from blog.cover import draw_trace
from blog.facets import Facets
from blog.markdown import wants_numbers
from blog.models import Column, Post, Tag
from blog.models.language import Language
from blog.models.licence import Licence

register = template.Library()

COVER_WIDTH = 1000
CODE = "<pre"
TEXT_SHEETS = {CODE: "blog/code.css", "<math": "blog/math.css"}
MOST_TAGS = 12
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
THOUSAND = 1000


@register.simple_tag
def icon(name: str) -> SafeString:
    """One sign of the sprite; decoration, so words or a label stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#i-{}"/></svg>', static("blog/icons.svg"), name
    )


@register.simple_tag
def cover_trace(title: str, height: int = 190) -> SafeString:
    """The cover of a text without a picture, drawn from its title."""
    trace = draw_trace(title, width=COVER_WIDTH, height=height)
    paths = format_html_join("", '<path class="{}" d="{}"/>', trace.paths.items())
    size = format_html('viewBox="0 0 {} {}" stroke-width="{}"', trace.width, trace.height, trace.thickness)
    fit = 'preserveAspectRatio="xMinYMid slice" aria-hidden="true"'
    return format_html("<svg {} {}>{}</svg>", size, SafeString(fit), paths)


@register.simple_tag
def text_assets(texts: Iterable[str]) -> SafeString:
    """The style sheets and the script that the formulas and the code in these HTML texts need."""
    html = "".join(texts)
    link, script = '<link rel="stylesheet" href="{}">', '<script type="module" src="{}"></script>'
    assets = [(link, sheet) for mark, sheet in TEXT_SHEETS.items() if mark in html]
    assets += [(script, "blog/copy.js")] if CODE in html else []
    return format_html_join("", "{}", ((format_html(element, static(file)),) for element, file in assets))


@register.simple_tag
def column_tags(posts: Iterable[Post]) -> list[Tag]:
    """The tags of these posts, the most used first."""
    counts = Counter(tag for post in posts for tag in post.tags.all())
    return [tag for tag, _count in counts.most_common(MOST_TAGS)]


@register.simple_tag
def page_numbers(page: Page[Any]) -> Iterator[str | int]:
    """The pages around this one, the first and the last, with an ellipsis for what lies between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def language_tag(code: str) -> str:
    """The BCP 47 tag for `lang` and `hreflang`."""
    return Language(code).tag if code in Language else code


@register.simple_tag
def lang(code: str) -> SafeString:
    """A `lang` attribute for a text in another language than the page's."""
    return format_html(' lang="{}"', language_tag(code)) if code != Language.active() else SafeString()


@register.simple_tag
def lang_of(text: str) -> SafeString:
    """The `lang` attribute of a short text that states no language, such as a tag: Han means Chinese."""
    return lang(Language.CHINESE if HAN.search(text) else Language.ENGLISH)


@register.simple_tag(takes_context=True)
def other_language_url(context: Context) -> str:
    """The page in the other language: the view's `switch_url`, else the nearest page that exists there."""
    code = Language.active().other
    if context.get("switch_url"):
        return str(context["switch_url"])
    request = context.get("request")
    with override(code):
        if request is None or "request_path" in context:  # of the pages for errors
            return reverse("profile:home")
        blog = reverse("blog:post-list")
    return blog if "switch_url" in context else translated(request, code) or blog


@register.simple_tag(takes_context=True)
def language_versions(context: Context) -> list[tuple[str, str]]:
    """`hreflang` and address of the page in each language; nothing where it exists in one only."""
    request, code = context.get("request"), Language.active().other
    if request is None or "page" in request.GET:
        return []
    other = context["switch_url"] if "switch_url" in context else translated(request, code)
    if not other:
        return []
    pair = [(language_tag(Language.active()), request.path), (language_tag(code), other.partition("?")[0])]
    return sorted(pair)


def translated(request: HttpRequest, code: str) -> str:
    """The same page under the other language's prefix, empty when nothing answers there.

    The sign-in page names in `next` where it leads: that page follows into the language.
    """
    here = request.get_full_path()
    there = translate_url(here, code)
    if there == here:
        return ""
    goal = request.GET.get("next", "")
    if not goal.startswith("/") or goal.startswith("//"):
        return there
    query = request.GET.copy()
    query["next"] = translate_url(goal, code)
    return f"{there.partition('?')[0]}?{query.urlencode(safe='/')}"


@register.simple_tag(takes_context=True)
def here(context: Context) -> str:
    """The part of the site that this page belongs to, for the main navigation."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None:
        return ""
    if match.namespace == "blog":
        return "columns" if str(match.url_name).startswith("column-") else "blog"
    return str(match.namespace)


@register.simple_tag(takes_context=True)
def navigation_columns(context: Context) -> list[Column]:
    """The columns in the main navigation, out of what the page has read where it has."""
    return (context.get("facets") or Facets()).navigation


@register.simple_tag
def day(moment: date | None, form: str = "full") -> SafeString:
    """A `<time>` in the reader's language: "full", "medium" in a gutter, "short" under a year."""
    if moment is None:
        return SafeString()
    forms = {
        "full": pgettext("date", "j F Y"),
        "medium": pgettext("date", "j M Y"),
        "short": pgettext("date", "j M"),
    }
    local = localtime(moment).date() if isinstance(moment, datetime) else moment
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, forms[form]))


@register.filter
def is_edited(post: Post) -> bool:
    """Whether the text was changed on a later day than that of its publication."""
    if post.edited_at is None or post.published_at is None:
        return False
    return localtime(post.edited_at).date() > localtime(post.published_at).date()


@register.filter
def minutes(count: int) -> str:
    """A reading time."""
    return ngettext("%(count)d min", "%(count)d min", count) % {"count": count}


@register.filter
def total_minutes(posts: Iterable[Post]) -> int:
    """The reading time of several posts together."""
    return sum(post.reading_minutes for post in posts)


@register.filter
def about_words(count: int) -> str:
    """The length of a text, rounded to what a reader can use."""
    rounded = round(count, -2) if count >= THOUSAND else max(10, round(count, -1))
    return _("about %(count)s words") % {"count": f"{rounded:,}"}


@register.filter
def licence_address(code: str) -> str:
    """The licence's own page, empty where there is none."""
    return Licence(code).address


register.filter(wants_numbers)
