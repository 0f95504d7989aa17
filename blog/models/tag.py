import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

if TYPE_CHECKING:
    from blog.models.post import Post

    ItemBase = models.Model
else:
    from taggit.models import ItemBase


# A space belongs to a name ("KV cache"); every comma and semicolon of either script separates.
SEPARATORS = re.compile(r"[,，、;；]")
SPELLED_OUT = {"+": "p", "#": "-sharp", ".": "-"}
LONGEST_SLUG = 90  # its column holds 100; a number may follow

NAME_TAKEN = _("A tag with this name exists already: case makes no difference.")


def names_from_text(text: str) -> list[str]:
    """Tag names in the order written, each once whatever its case."""
    names = (" ".join(part.split()) for part in SEPARATORS.split(text))
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(name.casefold(), name)
    return list(found.values())


def text_from_tags(tags: Iterable["Tag"]) -> str:
    """What `names_from_text` reads back to the same tags."""
    return ", ".join(sorted(tag.name for tag in tags))


def slug_of(name: str) -> str:
    """A slug that keeps Han and tells C, C++ and C# apart; never empty."""
    spelled = re.sub(r"[+#.]", lambda sign: SPELLED_OUT[sign.group()], name)
    slug = slugify(spelled, allow_unicode=True) or "-".join(f"{ord(character):x}" for character in name)
    return slug[:LONGEST_SLUG].rstrip("-")


class TagQuerySet(models.QuerySet["Tag"]):
    def with_post_counts(self, posts: "models.QuerySet[Post]") -> "TagQuerySet":
        """Tags that `posts` carry, the most used first, with `post_count`. Give it published posts.

        A pair of translations counts as one post.
        """
        counts = {"post_count": Count("items__content_object__translation_key", distinct=True)}
        tags: TagQuerySet = self.filter(items__content_object__in=posts.values("pk")).annotate(**counts)
        return tags.order_by("-post_count", "name")


class Tag(TagBase):
    """A topic. Its name may hold spaces, Han and signs; case does not tell two tags apart."""

    post_count: int  # of `with_post_counts`

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="tag_name_once_in_any_case",
                violation_error_message=NAME_TAKEN,
            ),
            models.UniqueConstraint(
                Lower("slug"),
                name="tag_slug_once_in_any_case",
                violation_error_message=_("A tag with this slug exists already: case makes no difference."),
            ),
        ]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """taggit's hook; `i` counts names whose slugs collide."""
        return slug_of(tag) if i is None else f"{slug_of(tag)}-{i}"

    def clean(self) -> None:
        """What SQLite can't: it knows the case of ASCII letters only."""
        super().clean()
        others = Tag.objects.exclude(pk=self.pk).values_list("name", flat=True)
        if self.name.casefold() in map(str.casefold, others):
            raise ValidationError({"name": NAME_TAKEN})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An address that a tag takes leads to no other one any more."""
        super().save(*args, **kwargs)
        FormerTagAddress.objects.filter(slug=self.slug).delete()

    def get_absolute_url(self) -> str:
        return reverse("blog:tag-detail", args=[self.slug])


class FormerTagAddress(models.Model):
    """Where readers saw the posts of a tag before it was renamed, or merged into the one it leads to now."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="former_addresses", verbose_name=_("tag"))
    slug = models.SlugField(_("slug"), max_length=100, unique=True, allow_unicode=True)
    name = models.CharField(_("name"), max_length=100)

    objects: models.Manager["FormerTagAddress"] = models.Manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("former tag address")
        verbose_name_plural = _("former tag addresses")

    def __str__(self) -> str:
        return self.slug


class TaggedItem(ItemBase):
    """One tag on one post."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="items", verbose_name=_("tag"))
    content_object = models.ForeignKey("blog.Post", models.CASCADE, related_name="+", verbose_name=_("post"))

    objects: models.Manager["TaggedItem"] = models.Manager()

    class Meta:
        verbose_name = _("tag on a post")
        verbose_name_plural = _("tags on posts")
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="tag_once_per_post")]

    def __str__(self) -> str:
        return f"{self.content_object}: {self.tag}"
