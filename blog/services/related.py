"""Which posts belong together. It is found when one changes: no reader waits for it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import fsum, log

from django.db import transaction
from django.db.models import Q

from blog.models import ColumnEntry, Post, Relation, TaggedItem

# Were tags and columns given by chance, no more than a quarter of the posts would share so much with one.
LEAST = log(4) - 1e-9
MOST = 30  # far more than a page shows: some are unpublished later

Trait = tuple[str, int]  # "tag" or "column", and its key


class _Traits:
    """The tags and visible columns of every post, with those of its published translation, and their weights.

    Weights count published posts only, a pair once: what readers don't see tells on nothing that they see.
    """

    def __init__(self) -> None:
        self.keys = dict(Post.objects.order_by().values_list("pk", "translation_key"))
        own = _own_traits()
        seen: defaultdict[object, set[Trait]] = defaultdict(set)
        self.published = set(Post.objects.published().order_by().values_list("pk", flat=True))
        for pk in self.published:
            seen[self.keys[pk]] |= own[pk]
        self.of = {pk: own[pk] | seen.get(key, set()) for pk, key in self.keys.items()}
        self.bearers: defaultdict[Trait, list[int]] = defaultdict(list)
        for pk, traits in self.of.items():
            for trait in traits:
                self.bearers[trait].append(pk)
        counts = Counter(trait for traits in seen.values() for trait in traits)
        self.weights = {trait: log(max(len(seen), 1) / max(counts[trait], 1)) for trait in self.bearers}

    def relations_of(self, pk: int) -> dict[int, float]:
        """The posts of other pairs that share enough with this one, each with its score."""
        shared: defaultdict[int, list[float]] = defaultdict(list)
        for trait in self.of[pk]:
            for other in self.bearers[trait] if self.weights[trait] else ():
                shared[other].append(self.weights[trait])
        scores = {other: fsum(weights) for other, weights in shared.items()}
        return {
            other: score
            for other, score in scores.items()
            if score >= LEAST and self.keys[other] != self.keys[pk]
        }

    def closest(self, scores: dict[int, float]) -> set[int]:
        """The first of these posts, and the unpublished ones among them, which take no place of others."""
        kept: set[int] = set()
        places = MOST
        for other in sorted(scores, key=lambda other: (-scores[other], -other)):
            kept.add(other)
            places -= other in self.published
            if not places:
                break
        return kept


def _own_traits() -> defaultdict[int, set[Trait]]:
    own: defaultdict[int, set[Trait]] = defaultdict(set)
    for pk, tag in TaggedItem.objects.values_list("content_object", "tag"):
        own[pk].add(("tag", tag))
    entries = ColumnEntry.objects.filter(column__is_visible=True).order_by()
    for pk, column in entries.values_list("post", "column"):
        own[pk].add(("column", column))
    return own


@transaction.atomic
def relate_posts(*, posts: Iterable[Post]) -> None:
    """Find anew what belongs with these posts and with their translations, for both sides.

    Of a deleted post only the translation is left.
    """
    changed_keys = {post.translation_key for post in posts}
    if not changed_keys:
        return
    traits = _Traits()
    changed = [pk for pk, key in traits.keys.items() if key in changed_keys]
    named = set(Relation.objects.filter(other__in=changed).values_list("post", "other"))
    scores: dict[tuple[int, int], float] = {}
    for pk in changed:
        found = traits.relations_of(pk)
        closest = traits.closest(found)
        scores |= {(pk, other): found[other] for other in closest}
        scores |= {(other, pk): found[other] for other in found if other in closest or (other, pk) in named}
    Relation.objects.filter(Q(post__in=changed) | Q(other__in=changed)).delete()
    rows = [Relation(post_id=pk, other_id=other, score=score) for (pk, other), score in scores.items()]
    Relation.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)  # two saves at once


def relate_all_posts() -> None:
    relate_posts(posts=Post.objects.only("translation_key"))
