from collections.abc import Sequence
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from blog.admin.macros import rerender_and_tell
from blog.admin.picture_users import UseFilter, linked, uses_of
from blog.models import Picture
from blog.services import (
    CheckedPicture,
    PictureUses,
    check_picture,
    keep_picture,
    mark_users_of_pictures,
    old_revisions_with,
    replace_picture,
)
from blog.staff import author_of

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Picture]
    ModelForm = forms.ModelForm[Picture]
else:
    ModelAdmin, ModelForm = admin.ModelAdmin, forms.ModelForm


class PictureForm(ModelForm):
    """Checks a file as the editor's upload does. It is no model field here: nothing is stored by checking."""

    upload = forms.FileField(label=_("file"), help_text=_("PNG, JPEG, GIF or WebP, up to 20 MB."))

    def clean_upload(self) -> CheckedPicture | None:
        """What would be stored; a wrong file is a message beside the field."""
        upload: IO[bytes] | None = self.cleaned_data["upload"]
        return check_picture(file=upload) if upload else None


class StoredPictureForm(PictureForm):
    upload = forms.FileField(
        label=_("Replace with"),
        required=False,
        help_text=_(
            "Another file, which every text and cover shows from then on. This one stays here, unused."
        ),
    )


class PictureList(ChangeList):
    """A page of the library, which knows where each of its pictures is shown."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        pictures = list(self.result_list)
        users = uses_of(request).rows_of(pictures)
        for picture in pictures:
            picture.users = users[picture]


@admin.register(Picture)
class PictureAdmin(ModelAdmin):
    list_display = ["thumbnail", "upload_name", "alt", "used_by", "size"]
    list_display_links = ["thumbnail", "upload_name"]
    list_editable = ["alt"]
    formfield_overrides = {
        models.CharField: {"widget": AdminTextInputWidget({"aria-label": _("alternative text")})}
    }
    list_filter = [UseFilter]
    search_fields = ["alt", "upload_name", "file"]
    date_hierarchy = "created_at"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PictureList

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Picture | None:
        picture = super().get_object(request, object_id, from_field)
        if picture is not None:
            picture.users = PictureUses().rows_of([picture])[picture]
            picture.old_revisions = old_revisions_with(picture)
        return picture

    def get_form(
        self, request: HttpRequest, obj: Picture | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form = StoredPictureForm if change else PictureForm
        return super().get_form(request, obj, change, **(kwargs | {"form": form}))

    def get_fields(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        return [*self.get_readonly_fields(request, obj), "alt", "upload"] if obj else ["upload", "alt"]

    def get_readonly_fields(self, request: HttpRequest, obj: Picture | None = None) -> list[str]:
        return ["thumbnail", "upload_name", "size", "created_at", "used_by"] if obj else []

    def save_model(self, request: HttpRequest, obj: Picture, form: ModelForm, change: bool) -> None:
        """Store an upload; content that was stored before keeps its row, which then stands in `obj`."""
        upload: CheckedPicture | None = form.cleaned_data.get("upload")
        if change:
            super().save_model(request, obj, form, change)
            if upload is not None:
                self._replace(request, obj, upload)
        elif upload is not None:
            obj.pk = keep_picture(checked=upload, alt=obj.alt).pk
            obj.refresh_from_db()
        if "alt" in form.changed_data:  # texts that say nothing of it show this description
            self._describe(request, obj)

    def _describe(self, request: HttpRequest, picture: Picture) -> None:
        """Bring the texts up to date, once for all the pictures that one request describes."""
        described: list[Picture] | None = getattr(request, "_described_pictures", None)
        if described is None:
            described = request._described_pictures = []  # type: ignore[attr-defined]
            transaction.on_commit(partial(_rerender_users, request, described))
        described.append(picture)

    def _replace(self, request: HttpRequest, picture: Picture, upload: CheckedPicture) -> None:
        try:
            new, count = replace_picture(picture=picture, checked=upload, author=author_of(request))
        except ValueError as error:
            messages.error(request, str(error))
            return
        text = ngettext(
            "%(count)d place shows the new picture now.", "%(count)d places show the new picture now.", count
        )
        messages.success(request, format_html("{} {}", text % {"count": count}, linked(new)))

    def get_deleted_objects(
        self, objs: "QuerySet[Picture] | Sequence[Picture]", request: HttpRequest
    ) -> tuple[list[Any], dict[Any, Any], set[Any], list[Any]]:
        """Warn, before pictures are deleted, of where they are shown."""
        if "post" not in request.POST:
            for picture, users in PictureUses().rows_of(list(objs)).items():
                if users:
                    text = _("The picture {picture} is still shown, and will be missing in: {users}")
                    messages.warning(request, format_html(str(text), picture=picture, users=linked(*users)))
        return super().get_deleted_objects(objs, request)

    @admin.display(description=_("picture"))
    def thumbnail(self, picture: Picture) -> str:
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}" loading="lazy">',
            picture.small_url,
            picture.alt or picture.upload_name,
        )

    @admin.display(description=_("size"))
    def size(self, picture: Picture) -> str:
        """In pixels and bytes; a lost file has none."""
        name, pixels = str(picture.file), f"{picture.width} × {picture.height}"
        if not default_storage.exists(name):
            return pixels
        return format_html("{} <small>{}</small>", pixels, filesizeformat(default_storage.size(name)))

    @admin.display(description=_("used by"))
    def used_by(self, picture: Picture) -> str | SafeString:
        if picture.users:
            return linked(*picture.users)
        if count := getattr(picture, "old_revisions", 0):
            text = ngettext(
                "Nothing but %(count)d older revision", "Nothing but %(count)d older revisions", count
            )
            return text % {"count": count}
        return "–"


def _rerender_users(request: HttpRequest, pictures: list[Picture]) -> None:
    rows = mark_users_of_pictures(pictures=pictures)
    if rows:
        rerender_and_tell(request, rows)
