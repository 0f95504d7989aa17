from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from modeltranslation.utils import build_localized_fieldname

from blog.markdown import TEXT, VERSION
from blog.models import Macro, render_markdown
from blog.models.language import Language


class MarkdownModel(models.Model):
    """A row whose Markdown fields are rendered at save, in each language, into the columns `<field>_html`."""

    markdown_fields: ClassVar[tuple[str, ...]] = ("text",)

    renderer_version = models.PositiveIntegerField(editable=False, default=0)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the row with its HTML. Raises ValueError when a text is beyond the renderer's limits."""
        changed = kwargs.get("update_fields")
        if changed is None or not self._sources().isdisjoint(changed):
            self.derive()
            if changed is not None:
                kwargs["update_fields"] = {*changed, *self._derived()}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        macros = Macro.objects.as_mapping()
        errors: dict[str, str] = {}
        for source, _target, language in self._columns():
            try:
                self._html_of(source, language, macros)
            except ValueError as error:
                errors[source] = str(error)
        if errors:
            raise ValidationError(errors)

    def derive(self) -> None:
        """Set every derived column from its text."""
        macros = Macro.objects.as_mapping()
        for source, target, language in self._columns():
            setattr(self, target, self._html_of(source, language, macros))
        self.renderer_version = VERSION

    def _html_of(self, source: str, language: str, macros: Mapping[str, str]) -> str:
        text = getattr(self, source) or ""
        if not text.strip():
            return ""
        return render_markdown(text, language=language, profile=TEXT, macros=macros).html

    @classmethod
    def _columns(cls) -> Iterator[tuple[str, str, str]]:
        """Each Markdown column, the column of its HTML, and its language."""
        for field in cls.markdown_fields:
            for language in Language.values:
                source = build_localized_fieldname(field, language)
                yield source, build_localized_fieldname(f"{field}_html", language), language

    @classmethod
    def _sources(cls) -> set[str]:
        """The Markdown columns, and the names that stand for the one of the active language."""
        return {source for source, _target, _language in cls._columns()} | set(cls.markdown_fields)

    @classmethod
    def _derived(cls) -> set[str]:
        return {target for _source, target, _language in cls._columns()} | {"renderer_version"}
