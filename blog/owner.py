"""What the blog knows of its owner: it asks the function that the setting BLOG_OWNER names."""

from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class Owner(Protocol):
    """The person in feeds and page heads, in the active language."""

    @property
    def name(self) -> str: ...
    @property
    def headline(self) -> str: ...


def owner() -> Owner:
    """The site's owner."""
    return cast(Owner, import_string(settings.BLOG_OWNER)())
