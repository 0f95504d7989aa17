from typing import IO, TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from blog.models import Picture
from blog.services import store_picture

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Picture]
    ModelForm = forms.ModelForm[Picture]
else:
    ModelAdmin, ModelForm = admin.ModelAdmin, forms.ModelForm


class PictureForm(ModelForm):
    """Takes a file through the same door as the editor's upload."""

    file = forms.FileField(label=_("file"), help_text=_("PNG, JPEG, GIF or WebP, up to 20 MB."))

    def clean_file(self) -> Picture:
        """The stored picture; checking it here makes a wrong file a message beside the field."""
        upload: IO[bytes] = self.cleaned_data["file"]
        return store_picture(file=upload, alt=self.data.get("alt", ""))


@admin.register(Picture)
class PictureAdmin(ModelAdmin):
    list_display = ["thumbnail", "alt", "size", "created_at"]
    list_display_links = ["thumbnail", "alt"]
    search_fields = ["alt", "file"]
    date_hierarchy = "created_at"

    def get_form(
        self, request: HttpRequest, obj: Picture | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        return super().get_form(
            request, obj, change, **(kwargs if change else kwargs | {"form": PictureForm})
        )

    def get_fields(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        return ["thumbnail", "alt", "size", "created_at"] if obj else ["file", "alt"]

    def get_readonly_fields(self, request: HttpRequest, obj: Picture | None = None) -> list[str]:
        return ["thumbnail", "size", "created_at"] if obj else []

    def save_model(self, request: HttpRequest, obj: Picture, form: ModelForm, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.__dict__.update(form.cleaned_data["file"].__dict__)

    @admin.display(description=_("picture"))
    def thumbnail(self, picture: Picture) -> str:
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}" loading="lazy">', picture.url, picture.alt
        )

    @admin.display(description=_("size"))
    def size(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}"
