from django.db import models


class Language(models.TextChoices):
    """The languages that a post can be written in, each named in itself."""

    ENGLISH = "en", "English"
    CHINESE = "zh-hans", "简体中文"

    @property
    def tag(self) -> str:
        """The BCP 47 tag for `lang` and `hreflang`."""
        return "zh-Hans" if self is Language.CHINESE else "en"
