"""Markdown with what this site knows: its macros and the sizes of its pictures."""

from collections.abc import Mapping

from blog.markdown import POST, Document, Profile, render
from blog.models.macro import Macro
from blog.models.picture import Picture


def render_markdown(
    text: str, *, language: str, profile: Profile = POST, macros: Mapping[str, str] | None = None
) -> Document:
    """The document of a text. Raises ValueError, with a message for people, beyond the profile's limits.

    `macros` are the site's own when they aren't given: a caller that renders many texts reads them once.
    """
    return render(
        text,
        profile=profile,
        language=language,
        macros=Macro.objects.as_mapping() if macros is None else macros,
        picture_size=Picture.objects.size_of,
    )
