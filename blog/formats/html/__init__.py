"""Rich text from elsewhere, as this site's Markdown."""

from .paste import to_markdown

__all__ = ["to_markdown"]
