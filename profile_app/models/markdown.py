from collections.abc import Collection, Iterator, Mapping
from typing import ClassVar

from django.core.exceptions import ValidationError
from modeltranslation.utils import build_localized_fieldname

from blog.markdown import TEXT, VERSION
from blog.models import Macro, RenderedModel, render_markdown
from blog.models.language import Language


class MarkdownModel(RenderedModel):
    """A row whose Markdown fields are rendered at save, in each language, into the columns `<field>_html`."""

    markdown_fields: ClassVar[tuple[str, ...]] = ("text",)

    class Meta:
        abstract = True

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
    def source_fields(cls) -> Collection[str]:
        """The Markdown columns, and the names that stand for the one of the active language."""
        return [*(source for source, _target, _language in cls._columns()), *cls.markdown_fields]

    @classmethod
    def derived_fields(cls) -> Collection[str]:
        return [target for _source, target, _language in cls._columns()] + ["renderer_version"]
