"""Votes of visitors for posts: one each, to be taken back, within limits."""

from django.db import transaction

from blog.models import Attempt, Limit, Source, Tally, Upvote, Visitor
from blog.models.attempt import DAY, HOUR
from blog.models.upvote import Target, field_of

KIND = "vote"
PER_TARGET_AND_ADDRESS = 3  # a day: a household, or one person who clears cookies
PER_TARGET_AND_NETWORK = 20  # an hour
PER_ADDRESS = 30  # an hour


@transaction.atomic
def upvote(*, target: Target, visitor: Visitor, source: Source) -> Tally:
    """Give `target` the visitor's vote, once; a new visitor is saved with it. The answer is as it is then.

    Who is banned gets the same answer, and no vote. Raises TooManyAttempts.
    """
    tally = Upvote.objects.tally(target, visitor)
    if tally.is_voted:
        return tally
    Attempt.objects.admit(limits(target, source))
    if not visitor.is_known:
        visitor.save()
    if visitor.is_banned or source.is_banned:
        return Tally(tally.votes + 1, is_voted=True)
    Upvote.objects.get_or_create(visitor=visitor, **field_of(target))
    return Upvote.objects.tally(target, visitor)


def take_back(*, target: Target, visitor: Visitor) -> Tally:
    """Remove the visitor's vote, where there is one."""
    if visitor.is_known:
        Upvote.objects.on(target).filter(visitor=visitor).delete()
    return Upvote.objects.tally(target, visitor)


def limits(target: Target, source: Source) -> list[Limit]:
    """What one address and one network may do: new votes only, taking back is free."""
    here = f"{KIND} {target._meta.model_name} {target.pk}"
    return [
        Limit(here, source.address, PER_TARGET_AND_ADDRESS, DAY),
        Limit(here, source.network, PER_TARGET_AND_NETWORK, HOUR),
        Limit(KIND, source.address, PER_ADDRESS, HOUR),
    ]
