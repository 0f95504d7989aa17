import uuid

from django.core.signing import Signer
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from blog.models.post import Post

DAYS = 7
MOST_DAYS = 90


def signer() -> Signer:
    """What tells our addresses from made-up ones; a full stop needs no escape in them."""
    return Signer(salt="blog.draft-link", sep=".")


class DraftLinkQuerySet(models.QuerySet["DraftLink"]):
    def valid(self) -> "DraftLinkQuerySet":
        """Those that open their post, now."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), post__trashed_at=None)

    def at(self, signed: str) -> "DraftLinkQuerySet":
        """The link with this address, while its row exists. Raises BadSignature where none ever had it."""
        return self.filter(pk=signer().unsign(signed))


class DraftLink(models.Model):
    """A way for someone in particular to read a post that readers don't see, for a time.

    Its address is the signed key: nobody can guess one, the database alone gives none away, and a key is
    never used again, also when an older database is put back.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="draft_links", verbose_name=_("post"))
    note = models.CharField(
        _("for whom"),
        max_length=200,
        help_text=_("To tell the links apart; whoever opens one doesn’t see it."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = DraftLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("draft link")
        verbose_name_plural = _("draft links")

    def __str__(self) -> str:
        return self.note

    def get_absolute_url(self) -> str:
        """The one address, under the prefix of the post's language."""
        with override(self.post.language):
            return reverse("blog:draft-detail", args=[signer().sign(self.key.hex)])

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()
