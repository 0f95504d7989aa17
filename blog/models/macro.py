import re

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

COMMAND = RegexValidator(
    re.compile(r"\\[A-Za-z]+\Z"), _("Write one command: a backslash and Latin letters, such as \\R.")
)


class MacroQuerySet(models.QuerySet["Macro"]):
    def as_mapping(self) -> dict[str, str]:
        """Command to definition, as `blog.markdown.render` takes it."""
        return dict(self.values_list("command", "definition"))


class Macro(models.Model):
    r"""A TeX command that every formula of the site knows, such as \R for \mathbb{R}."""

    command = models.CharField(_("command"), max_length=40, unique=True, validators=[COMMAND])
    definition = models.CharField(
        _("definition"), max_length=500, help_text=_("What it stands for; #1 to #9 are its arguments.")
    )

    objects = MacroQuerySet.as_manager()

    class Meta:
        ordering = ["command"]
        verbose_name = _("math macro")
        verbose_name_plural = _("math macros")

    def __str__(self) -> str:
        return self.command
