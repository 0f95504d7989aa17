"""Limits on what visitors do, counted in the database: the same for all processes, and after a restart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from blog.models.source import AddressKey

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most so many actions of a kind by one source (a hash of `Source`, or "" for all) within a time."""

    kind: str
    who: str
    most: int
    within: timedelta


class TooManyAttempts(Exception):
    """A limit is reached; `seconds` is how long it takes until one more fits."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def admit(self, limits: Sequence[Limit]) -> None:
        """Count an action where all limits allow it, else raise TooManyAttempts and count nothing.

        Runs in the caller's transaction, so that what the action writes and its count stand or fall together.
        """
        AddressKey.objects.lock()
        waits = [self._wait(limit) for limit in limits]
        if any(waits):
            raise TooManyAttempts(max(waits))
        now = timezone.now()
        pairs = dict.fromkeys((limit.kind, limit.who) for limit in limits)
        self.bulk_create(Attempt(kind=kind, who=who, at=now) for kind, who in pairs)

    def _wait(self, limit: Limit) -> int:
        """The seconds until the limit has room; 0 where it has."""
        now = timezone.now()
        counted = self.filter(kind=limit.kind, who=limit.who, at__gt=now - limit.within)
        latest = list(counted.order_by("-at").values_list("at", flat=True)[: limit.most])
        if len(latest) < limit.most:
            return 0
        return max(1, round((latest[-1] + limit.within - now).total_seconds()))

    def past(self) -> "AttemptQuerySet":
        """What no limit asks for any more: hashes have no meaning after the day of their key."""
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return self.filter(Q(at__lt=timezone.now() - DAY) | Q(at__lt=midnight) & ~Q(who=""))


class Attempt(models.Model):
    """An action that was let through: what, by which source (or "", for a limit on all), and when."""

    kind = models.CharField(max_length=40)
    who = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(db_index=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "who", "at"], name="attempts_of_a_source")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
