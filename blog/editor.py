"""The Markdown field of the admin: its widget and the views behind it, for staff only."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from markdownx.widgets import AdminMarkdownxWidget

from blog.formats.html import to_markdown
from blog.markdown import POST, TEXT, wants_numbers
from blog.models import Column, Post, render_markdown
from blog.models.address import slug_for
from blog.models.language import Language
from blog.services import store_picture
from blog.services.pictures import MOST_BYTES
from blog.staff import refused, staff_only

NUMBER = re.compile(r"[0-9]{1,15}")
PROFILES = {"post": POST, "text": TEXT}
MARKS = re.compile(r"[\\`*_~\[\]<>$&!:@^]")  # what may be more than itself in a Markdown text


class MarkdownWidget(AdminMarkdownxWidget):
    """A Markdown source beside its live preview.

    The preview is rendered by what renders the page and shown in the page's own style sheets, inside a
    shadow root, so that the admin's styles and the page's don't meet.
    """

    template_name = "blog/widgets/markdown.html"

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, profile: str = "text", language: str = ""
    ) -> None:
        """`profile` is "post" or "text"; without a language the form's language field says it."""
        super().__init__({"rows": 30 if profile == "post" else 6, "spellcheck": "true", **(attrs or {})})
        self.profile = profile
        self.language = language

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = forms.Textarea.get_context(self, name, value, attrs)
        context["widget"] |= {"profile": self.profile, "language": self.language, "most_bytes": MOST_BYTES}
        return context

    @property
    def media(self) -> forms.Media:
        styles = ["blog/tokens.css", "blog/math.css", "blog/editor.css"]  # no @font-face in a shadow root
        names = ["session", "toolbar", "writing", "uploads", "paste", "editor"]
        return forms.Media(css={"all": styles}, js=[f"blog/{name}.js" for name in names])


class MarkdownField(forms.CharField):
    """A text kept as it was written: space at its ends may mean something; CRLF is only the browser’s."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"strip": False})

    def to_python(self, value: Any) -> str:
        """Also what a saved text is compared with, to see whether it was changed."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


@never_cache
@staff_only
@require_POST
def preview(request: HttpRequest) -> JsonResponse:
    """What the page would show of the text in `content`, with its problems, counts and headings."""
    asked = request.POST.get("language", "")
    language = Language(asked) if asked in Language.values else Language.ENGLISH
    profile = PROFILES.get(request.POST.get("profile", ""), TEXT)
    try:
        document = render_markdown(request.POST.get("content", ""), language=language, profile=profile)
    except ValueError as error:
        return JsonResponse({"error": str(error)}, status=400)
    problems = [
        {
            "line": problem.line,
            "kind": problem.kind,
            "level": problem.level,
            "message": problem.in_language(Language.active()),
        }
        for problem in document.problems
    ]
    is_numbered = wants_numbers([heading.as_dict() for heading in document.contents])
    outline = [
        {"id": heading.id, "title": heading.title, "level": heading.level, "line": heading.line}
        for top in document.contents
        for heading in top.flat()
    ]
    return JsonResponse(
        {
            "html": document.html,
            "numbered": is_numbered,
            "problems": problems,
            "words": document.words,
            "minutes": language.reading_minutes(document.words),
            "outline": outline,
        }
    )


@never_cache
@staff_only
@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """Store the picture in `image`; answer its address and the Markdown that shows it."""
    if not request.user.has_perm("blog.add_picture"):
        return refused()
    file = request.FILES.get("image")
    if file is None:
        return JsonResponse({"error": _("No picture arrived. Choose one and try again.")}, status=400)
    try:
        picture = store_picture(file=file)
    except ValidationError as error:
        return JsonResponse({"error": error.messages[0]}, status=400)
    markdown = f"![{MARKS.sub(_as_itself, picture.alt)}]({picture.url})"
    return JsonResponse({"markdown": markdown, "address": picture.url})


def _as_itself(mark: re.Match[str]) -> str:
    """A mark that means nothing; a bracket with a backslash would begin a formula."""
    return f"&#{ord(mark[0])};" if mark[0] in "[]" else f"\\{mark[0]}"


@never_cache
@staff_only
@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """The rich text in `html`, from a clipboard, as Markdown; its notes count on from number `notes`."""
    html, notes = (request.POST.get(name, "") for name in ("html", "notes"))
    try:
        markdown = to_markdown(html, notes=int(notes) if NUMBER.fullmatch(notes) else 0)
        return JsonResponse({"markdown": markdown})
    except ValueError:
        message = _("What was pasted is too large, or nested too deeply, to become Markdown.")
        return JsonResponse({"error": message}, status=400)


@never_cache
@staff_only
@require_safe
def slug(request: HttpRequest) -> JsonResponse:
    """A slug for `title` that is free in `language`, but for what the post or column `pk` has itself."""
    title, language, pk = (request.GET.get(name, "") for name in ("title", "language", "pk"))
    language = language if language in Language.values else Language.ENGLISH
    kind = Column if request.GET.get("kind") == "column" else Post
    rights = (f"blog.{right}_{kind._meta.model_name}" for right in ("add", "change"))
    if not any(map(request.user.has_perm, rights)):
        return refused()
    owner = kind(pk=int(pk) if NUMBER.fullmatch(pk) else None)
    return JsonResponse({"slug": slug_for(owner, title, language) if title.strip() else ""})


@never_cache
@staff_only
@require_safe
def token(request: HttpRequest) -> JsonResponse:
    """The token for forms of a page that was opened before its reader signed in again."""
    return JsonResponse({"token": get_token(request)})
