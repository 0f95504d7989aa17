from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import ngettext

from blog.models import Macro
from blog.services import rerender_users_of

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
        self._rerender(request, {obj.command, form.initial.get("command", obj.command)})

    def delete_model(self, request: HttpRequest, obj: Macro) -> None:
        super().delete_model(request, obj)
        self._rerender(request, {obj.command})

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Macro]) -> None:
        commands = set(queryset.values_list("command", flat=True))
        super().delete_queryset(request, queryset)
        self._rerender(request, commands)

    def _rerender(self, request: HttpRequest, commands: set[str]) -> None:
        outcomes = rerender_users_of(commands=commands)
        failures = [outcome for outcome in outcomes if outcome]
        count = len(outcomes) - len(failures)
        text = ngettext("%(count)d text was rendered again.", "%(count)d texts were rendered again.", count)
        messages.info(request, text % {"count": count})
        for failure in failures:
            messages.warning(request, failure)
