from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.formats.slugs import free_slug, propose_slug
from blog.models.column import Column
from blog.models.language import Language
from blog.models.post import RESERVED_SLUGS, Post


class FormerAddressQuerySet(models.QuerySet["FormerAddress"]):
    def answering(self) -> "FormerAddressQuerySet":
        """Those that readers may know of: their post is reachable, or deleted for good."""
        return self.filter(Q(post=None) | Q(post__in=Post.objects.reachable())).select_related("post")

    def keep(self, address_of: Post, post: Post | None) -> None:
        """Let the address of one post, as it is, lead to `post`, or say that it is gone."""
        language, slug = address_of.language, address_of.slug
        self.update_or_create(language=language, slug=slug, defaults={"post": post})

    def settle(self, before: Post | None, post: Post) -> None:
        """Keep the address that a change of a post leaves, and give up the row of the one that it takes.

        Only an address at which readers could see the post is kept. `was_reachable` tells of the present
        address: a post that has moved as a draft starts anew, one that takes back its own address does not.
        The row of a gone address stays until readers see the new post there, so that it betrays no draft.
        """
        taken = self.filter(language=post.language, slug=post.slug)
        if before is not None and (before.language, before.slug) == (post.language, post.slug):
            post.was_reachable = before.has_been_reachable
        elif before is not None:
            post.was_reachable = taken.filter(post=before).exists()
            if before.has_been_reachable:
                self.keep(before, before)
        if post.has_been_reachable:
            taken.filter(Q(post=None) | Q(post=post.pk)).delete()


class FormerAddress(models.Model):
    """Where a post was seen before it moved; without a post, where one was before it was deleted for good."""

    post = models.ForeignKey(
        Post,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="former_addresses",
        verbose_name=_("post"),
    )
    language = models.CharField(_("language"), max_length=10, choices=Language)
    slug = models.SlugField(_("slug"), max_length=100, allow_unicode=True)

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        ordering = ["language", "slug"]
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="former_slug_once_per_language"),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.slug}"


def slug_for(owner: Post | Column, title: str, language: str) -> str:
    """Return a slug out of a title that no other post in this language, or no other column, has or had."""

    def is_taken(slug: str) -> bool:
        if isinstance(owner, Column):
            return Column.objects.filter(slug=slug).exclude(pk=owner.pk).exists()
        rows = {"language": language, "slug": slug}
        return (
            slug in RESERVED_SLUGS
            or Post.objects.filter(**rows).exclude(pk=owner.pk).exists()
            or FormerAddress.objects.filter(Q(post=None) | ~Q(post=owner.pk), **rows).exists()
        )

    return free_slug(propose_slug(title) or owner._meta.model_name or "", is_taken)
