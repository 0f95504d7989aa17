from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """What others may do with a post."""

    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "CC-BY-NC-4.0", "CC BY-NC 4.0"
    RESERVED = "all-rights-reserved", _("All rights reserved")
    NO_REPOST = "no-repost", _("No reposting")

    @property
    def address(self) -> str:
        """The licence's own page, empty where there is none."""
        if not self.value.startswith("CC-"):
            return ""
        return f"https://creativecommons.org/licenses/{self.value[3:-4].lower()}/4.0/"
