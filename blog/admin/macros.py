from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from blog.models import Macro
from blog.services import rerender_posts_using

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Macro]
    Form = forms.ModelForm[Macro]
else:
    ModelAdmin, Form = admin.ModelAdmin, forms.ModelForm


@admin.register(Macro)
class MacroAdmin(ModelAdmin):
    list_display = ["command", "definition"]
    search_fields = ["command", "definition"]

    def save_model(self, request: HttpRequest, obj: Macro, form: Form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self._rerender(request, obj)

    def delete_model(self, request: HttpRequest, obj: Macro) -> None:
        super().delete_model(request, obj)
        self._rerender(request, obj)

    def _rerender(self, request: HttpRequest, macro: Macro) -> None:
        count = rerender_posts_using(command=macro.command)
        text = ngettext("%(count)d post was rendered again.", "%(count)d posts were rendered again.", count)
        messages.info(request, text % {"count": count})
