import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from profile_app.models.arranged import Arranged, ArrangedManager

# A browser takes "//host" and "/\\host" for another site's address.
PATH = re.compile(r"/(?![/\\])[^\s\\]*")


class ContactLink(Arranged):
    """A place where the owner can be reached or followed."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        GITHUB = "github", "GitHub"
        ZHIHU = "zhihu", _("Zhihu")
        SCHOLAR = "scholar", _("Google Scholar")
        LINKEDIN = "linkedin", "LinkedIn"
        ORCID = "orcid", "ORCID"
        X = "x", "X"
        RSS = "rss", _("Feed")
        CUSTOM = "custom", _("Other")

    ICONS = {
        Kind.EMAIL: "mail",
        Kind.GITHUB: "branch",
        Kind.ZHIHU: "pen",
        Kind.SCHOLAR: "scholar",
        Kind.LINKEDIN: "people",
        Kind.ORCID: "id",
        Kind.X: "cross",
        Kind.RSS: "feed",
        Kind.CUSTOM: "link",
    }

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CUSTOM)
    label = models.CharField(
        _("label"), max_length=100, blank=True, help_text=_("Left empty, the kind's own name.")
    )
    address = models.CharField(
        _("address"), max_length=300, help_text=_("An e-mail address, a web address, or a path of this site.")
    )

    objects = ArrangedManager["ContactLink"]()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("contact link")
        verbose_name_plural = _("contact links")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.address}"

    def clean(self) -> None:
        super().clean()
        if not self.address:
            return  # the field says so itself, and a row of a list has no such field
        try:
            self._validate_address()
        except ValidationError as error:
            raise ValidationError({"address": error.messages}) from error

    def _validate_address(self) -> None:
        if self.kind == self.Kind.EMAIL:
            validate_email(self.address)
        elif not PATH.fullmatch(self.address):
            URLValidator(schemes=["https", "http"])(self.address)

    @property
    def is_email(self) -> bool:
        return self.kind == self.Kind.EMAIL

    @property
    def icon(self) -> str:
        return self.ICONS[self.Kind(self.kind)]

    @property
    def written_address(self) -> str:
        """An e-mail address as people read it: name [at] host."""
        return self.address.replace("@", " [at] ")

    @property
    def href(self) -> str | SafeString:
        """The address for `href`; an e-mail address in a form that costs harvesters work and people none.

        Letters are percent-encoded, which mail programs undo (RFC 6068), and the whole is written in
        character references, which browsers undo. So the link works without JavaScript, by keyboard and in
        a screen reader, and a search for `name@host` finds it neither in the source nor in the parsed page.
        A harvester that decodes both reads it all the same: to stop that one would take a script or a form,
        which would cost readers more.
        """
        if not self.is_email:
            return self.address
        name, _at, host = self.address.rpartition("@")
        plain = f"mailto:{_percent_encoded(name)}@{_percent_encoded(host)}"
        return SafeString("".join(f"&#{ord(character)};" for character in plain))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.address = self.address.strip()
        super().save(*args, **kwargs)


def _percent_encoded(text: str) -> str:
    """Every byte as %XX, letters and digits too; `quote` would leave those as they are."""
    return "".join(f"%{byte:02X}" for byte in text.encode())
