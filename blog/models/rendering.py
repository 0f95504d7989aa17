"""Markdown with what this site knows, and the rows that keep what follows from theirs."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from blog.markdown import POST, Document, Profile, Site, render
from blog.models.links import broken_paths
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
        site=Site(find_pictures=Picture.objects.at, find_broken=broken_paths),
    )


class RenderedModel(models.Model):
    """A row with Markdown that keeps what the renderer makes of it."""

    renderer_version = models.PositiveIntegerField(editable=False, default=0)
    _checked: dict[str, Any] | None = None  # the text that `check_text` has rendered for the save after it

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save what follows from the text too. Raises ValueError when that is beyond the limits."""
        changed = kwargs.get("update_fields")
        if changed is None or not set(changed).isdisjoint(self.source_fields()):
            if self._checked != self._sources():
                self.derive()
            if changed is not None:
                kwargs["update_fields"] = {*changed, *self.derived_fields()}
        self._checked = None
        super().save(*args, **kwargs)

    def check_text(self, field: str) -> None:
        """Render before a save, which then need not. Raises ValidationError for `field` beyond the limits."""
        try:
            self.derive()
        except ValueError as error:
            raise ValidationError({field: str(error)}) from error
        self._checked = self._sources()

    def _sources(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.source_fields()}

    @classmethod
    def source_fields(cls) -> Collection[str]:
        """The fields that `derive` reads."""
        raise NotImplementedError

    @classmethod
    def derived_fields(cls) -> Collection[str]:
        """The fields that `derive` sets."""
        raise NotImplementedError

    def derive(self) -> None:
        """Set what follows from the text. Raises ValueError when that is beyond the renderer's limits."""
        raise NotImplementedError
