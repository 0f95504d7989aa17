import secrets
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitorQuerySet(models.QuerySet["Visitor"]):
    def with_key(self, key: str) -> "Visitor | None":
        """The visitor whose browser shows this key."""
        return self.filter(key_hash=hash_of(key)).first()


def hash_of(key: str) -> str:
    """All that is stored of a key. It is random, so it needs no salt."""
    return sha256(key.encode(errors="replace")).hexdigest()


class Visitor(models.Model):
    """A browser that voted or commented: known by a random key in its cookie, and by nothing else.

    Whoever reads the database can act for nobody, and learns of nobody where they were.
    """

    key = ""  # of a visitor that was made just now, for the cookie

    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("first seen"), auto_now_add=True)
    is_banned = models.BooleanField(_("banned"), default=False)

    objects = VisitorQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("visitor")
        verbose_name_plural = _("visitors")

    def __str__(self) -> str:
        return self.key_hash[:8]

    @classmethod
    def new(cls) -> "Visitor":
        """A visitor with a key of 128 random bits. The row is saved with the first thing that it does."""
        key = secrets.token_urlsafe(16)
        visitor = cls(key_hash=hash_of(key))
        visitor.key = key
        return visitor

    @property
    def is_known(self) -> bool:
        return self.pk is not None
