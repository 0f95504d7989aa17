"""Markdown with TeX to safe HTML and all that is derived from a text. Knows nothing of Django."""

from .characters import without_controls
from .citation_syntax import cited_keys
from .context import Reference, ReferencePart, Site, StoredPicture
from .document import Document, Heading
from .pipeline import VERSION, render
from .problems import Problem
from .profiles import COMMENT, POST, TEXT, Profile
from .section_numbers import wants_numbers

__all__ = [
    "COMMENT",
    "POST",
    "TEXT",
    "VERSION",
    "Document",
    "Heading",
    "Problem",
    "Profile",
    "Reference",
    "ReferencePart",
    "Site",
    "StoredPicture",
    "cited_keys",
    "render",
    "wants_numbers",
    "without_controls",
]
