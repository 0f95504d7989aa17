import re

from django.core.exceptions import ValidationError
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

    def clean(self) -> None:
        """Refuse what would break every formula that uses the macro."""
        super().clean()
        if not is_balanced(self.definition):
            raise ValidationError({"definition": _("A brace has no partner.")})
        if self.command in re.findall(r"\\[A-Za-z]+", self.definition):
            raise ValidationError({"definition": _("A macro can’t stand in its own definition.")})

    @property
    def example(self) -> str:
        """A formula with the macro and as many arguments as it takes."""
        numbers = [int(number) for number in re.findall(r"#([1-9])", self.definition)]
        return self.command + "{x}" * max(numbers, default=0)


def is_balanced(tex: str) -> bool:
    """Whether every brace has its partner; `\\{` and `\\}` are signs."""
    depth = 0
    for brace in re.findall("[{}]", re.sub(r"\\.", "", tex)):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0
