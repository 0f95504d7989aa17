import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from blog.models import Column, Post
from blog.models.address import slug_for
from blog.models.language import Language

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

PLACE = "SLUG"


class ProposedSlugForm(ModelForm):
    """Proposes the slug as the title is typed, until readers may know it; an empty one is made at save."""

    class Media:
        js = ["blog/slug.js"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("slug"):
            field.required = False
            field.widget.attrs |= self._hooks()
            if self._is_known and isinstance(self.instance, Post):
                field.help_text = _(
                    "The last part of the address. The old address leads readers to a new one."
                )

    @property
    def _is_known(self) -> bool:
        """Whether readers may know the slug: then only the owner changes it."""
        owner: Post | Column = self.instance
        return owner.pk is not None and (isinstance(owner, Column) or owner.has_been_reachable)

    def _hooks(self) -> dict[str, str]:
        """What slug.js has to know."""
        owner: Post | Column = self.instance
        kind = type(owner)
        is_own = bool(owner.slug) and slug_for(owner, owner.title, owner.language) != owner.slug
        addresses = {
            language: kind(slug=PLACE, language=language).get_absolute_url() for language in Language.values
        }
        return {
            "data-slug-from": "title",
            "data-propose": reverse("editor-slug"),
            "data-kind": str(kind._meta.model_name),
            "data-pk": str(owner.pk or ""),
            "data-addresses": json.dumps(addresses),
            "data-address": _("Address:"),
            **({"data-fixed": ""} if self._is_known or is_own else {}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("slug") == "" and "title" in cleaned:
            stored = self.initial.get("slug", "") if self._is_known else ""
            cleaned["slug"] = stored or slug_for(self.instance, cleaned["title"], cleaned.get("language", ""))
        return cleaned
