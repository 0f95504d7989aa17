from django.db import models
from django.utils.translation import get_language


class Language(models.TextChoices):
    """The languages that a post can be written in, each named in itself."""

    ENGLISH = "en", "English"
    CHINESE = "zh-hans", "简体中文"

    @property
    def tag(self) -> str:
        """The BCP 47 tag for `lang` and `hreflang`."""
        return "zh-Hans" if self is Language.CHINESE else "en"

    @property
    def other(self) -> "Language":
        """The language of the translation."""
        return Language.ENGLISH if self is Language.CHINESE else Language.CHINESE

    def reading_minutes(self, words: int) -> int:
        """How long a text of so many words takes to read."""
        return max(1, round(words / (400 if self is Language.CHINESE else 230)))

    @classmethod
    def active(cls) -> "Language":
        """The language of the page that is being made."""
        return cls(get_language() or cls.ENGLISH)
