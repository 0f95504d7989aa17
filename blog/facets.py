"""What stands beside every list of posts."""

from collections import Counter
from functools import cached_property

from blog.models import Column, Post, Tag
from blog.models.language import Language

MOST_TAGS = 20
MOST_IN_NAVIGATION = 3


class Facets:
    """Columns, tags and years with their counts; a post and its translation count once.

    They are read whole: they also say how many posts a list has and which tag and columns are meant, so that
    a list costs six queries whatever its length.
    """

    @cached_property
    def columns(self) -> dict[int, Column]:
        return {column.pk: column for column in Column.objects.published().select_related("cover")}

    @property
    def navigation(self) -> list[Column]:
        """The columns that the top of every page names, in its language."""
        named = [column for column in self.columns.values() if column.in_navigation]
        return [column for column in named if column.language == Language.active()][:MOST_IN_NAVIGATION]

    @cached_property
    def tags(self) -> list[Tag]:
        return list(Tag.objects.with_post_counts(Post.objects.published()))

    @cached_property
    def years(self) -> dict[int, int]:
        """Year to count, the latest first. Two translations may stand in two years."""
        return dict(sorted(Counter(year for year, _key in self._dates).items(), reverse=True))

    @cached_property
    def count(self) -> int:
        """How many posts there are in all."""
        return len({key for _year, key in self._dates})

    @cached_property
    def _dates(self) -> list[tuple[int, object]]:
        published = Post.objects.published().order_by()
        return list(published.values_list("published_at__year", "translation_key").distinct())

    @property
    def top_tags(self) -> list[Tag]:
        return self.tags[:MOST_TAGS]
