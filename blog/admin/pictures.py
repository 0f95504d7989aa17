from typing import IO, TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from blog.models import Picture
from blog.services import CheckedPicture, check_picture, keep_picture

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Picture]
    ModelForm = forms.ModelForm[Picture]
else:
    ModelAdmin, ModelForm = admin.ModelAdmin, forms.ModelForm


class PictureForm(ModelForm):
    """Checks a file as the editor's upload does. It is no model field here: nothing is stored by checking."""

    upload = forms.FileField(label=_("file"), help_text=_("PNG, JPEG, GIF or WebP, up to 20 MB."))

    def clean_upload(self) -> CheckedPicture:
        """What would be stored; a wrong file is a message beside the field."""
        upload: IO[bytes] = self.cleaned_data["upload"]
        return check_picture(file=upload)


@admin.register(Picture)
class PictureAdmin(ModelAdmin):
    list_display = ["thumbnail", "upload_name", "alt", "size", "created_at"]
    list_display_links = ["thumbnail", "upload_name"]
    search_fields = ["alt", "upload_name", "file"]
    date_hierarchy = "created_at"

    def get_form(
        self, request: HttpRequest, obj: Picture | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        return super().get_form(
            request, obj, change, **(kwargs if change else kwargs | {"form": PictureForm})
        )

    def get_fields(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        return ["thumbnail", "upload_name", "alt", "size", "created_at"] if obj else ["upload", "alt"]

    def get_readonly_fields(self, request: HttpRequest, obj: Picture | None = None) -> list[str]:
        return ["thumbnail", "upload_name", "size", "created_at"] if obj else []

    def save_model(self, request: HttpRequest, obj: Picture, form: ModelForm, change: bool) -> None:
        """Store an upload; content that was stored before keeps its row, which then stands in `obj`."""
        if change:
            super().save_model(request, obj, form, change)
            return
        obj.pk = keep_picture(checked=form.cleaned_data["upload"], alt=obj.alt).pk
        obj.refresh_from_db()

    @admin.display(description=_("picture"))
    def thumbnail(self, picture: Picture) -> str:
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}" loading="lazy">', picture.url, picture.alt
        )

    @admin.display(description=_("size"))
    def size(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}"
