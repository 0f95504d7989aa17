from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import ngettext

from blog.models import Macro, render_markdown
from blog.models.language import Language
from blog.services import mark_users_of, rerender
from blog.services.rerender import Row

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Macro]
    Form = forms.ModelForm[Macro]
else:
    ModelAdmin, Form = admin.ModelAdmin, forms.ModelForm

MOST_AT_ONCE = 50  # texts that are rendered while the owner waits


@admin.register(Macro)
class MacroAdmin(ModelAdmin):
    list_display = ["command", "definition"]
    search_fields = ["command", "definition"]

    def save_model(self, request: HttpRequest, obj: Macro, form: Form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self._rerender(request, {obj.command, form.initial.get("command", obj.command)})
        for problem in render_markdown(f"${obj.example}$", language=Language.active()).problems:
            messages.warning(request, problem.in_language(Language.active()))

    def delete_model(self, request: HttpRequest, obj: Macro) -> None:
        super().delete_model(request, obj)
        self._rerender(request, {obj.command})

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Macro]) -> None:
        commands = set(queryset.values_list("command", flat=True))
        super().delete_queryset(request, queryset)
        self._rerender(request, commands)

    def _rerender(self, request: HttpRequest, commands: set[str]) -> None:
        """Bring the users of these macros up to date once the change is final: no lock is held long."""
        rows = mark_users_of(commands=commands)
        transaction.on_commit(partial(rerender_and_tell, request, rows))


def rerender_and_tell(request: HttpRequest, rows: list[Row]) -> None:
    """Render rows again, but for those beyond what one can wait for, and say what came of it."""
    now = rows[:MOST_AT_ONCE]
    failures = [failure for failure in rerender(now) if failure]
    count = len(now) - len(failures)
    text = ngettext("%(count)d text was rendered again.", "%(count)d texts were rendered again.", count)
    messages.info(request, text % {"count": count})
    for failure in failures:
        messages.warning(request, failure)
    if waiting := len(rows) - len(now):
        text = ngettext(
            "%(count)d more text waits for “make rerender”.",
            "%(count)d more texts wait for “make rerender”.",
            waiting,
        )
        messages.warning(request, text % {"count": waiting})
