"""What the homepage shows, read in a number of queries that doesn't grow with the rows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from blog.models import Post, Tag
from profile_app.models import ContactLink, Entry, Interest, Profile, Publication, Section, localised

LATEST_POSTS = 5
ENTRY_KINDS: dict[str, Sequence[str]] = {
    Section.Kind.NEWS: [Entry.Kind.NEWS],
    Section.Kind.PATH: [Entry.Kind.EXPERIENCE, Entry.Kind.EDUCATION],
    Section.Kind.PROJECTS: [Entry.Kind.PROJECT],
    Section.Kind.AWARDS: [Entry.Kind.AWARD],
    Section.Kind.SERVICE: [Entry.Kind.SERVICE],
    Section.Kind.SKILLS: [Entry.Kind.SKILLS],
}


@dataclass(frozen=True)
class InterestField:
    """A field of research with its topics."""

    interest: Interest
    topics: list[Interest]


@dataclass(frozen=True)
class FilledSection:
    """A section with the rows that stand in it."""

    section: Section
    rows: Sequence[Any]


class Homepage:
    """The sections of the homepage in a reader's language."""

    def __init__(self, profile: Profile, language: str) -> None:
        self.profile = profile
        self.language = language

    @cached_property
    def all_sections(self) -> list[FilledSection]:
        return [FilledSection(section, self._rows(section)) for section in Section.objects.visible()]

    @property
    def sections(self) -> list[FilledSection]:
        """The sections that have something to show."""
        return [filled for filled in self.all_sections if filled.rows or filled.section.text_html]

    @property
    def spare_anchors(self) -> list[str]:
        """Anchors of sections that have nothing to show now: links to them still reach the page."""
        shown = {filled.section.pk for filled in self.sections}
        empty = (filled.section for filled in self.all_sections if filled.section.pk not in shown)
        return [anchor for section in empty for anchor in section.all_anchors]

    @property
    def texts(self) -> list[str]:
        """Every HTML text of the page."""
        interests = [interest for field in self._interests for interest in (field.interest, *field.topics)]
        sections = [filled.section for filled in self.sections]
        rows = [(row, "text_html") for row in (*sections, *self._entries, *interests)]
        whole = [(self.profile, "biography_html"), (self.profile, "announcement_html"), *rows]
        return [localised(row, field).value for row, field in whole]

    @cached_property
    def contact_links(self) -> list[ContactLink]:
        return list(ContactLink.objects.visible())

    def _rows(self, section: Section) -> Sequence[Any]:
        if section.kind in ENTRY_KINDS:
            return [entry for entry in self._entries if entry.kind in ENTRY_KINDS[section.kind]]
        if section.kind == Section.Kind.INTERESTS:
            return self._interests
        if section.kind == Section.Kind.WRITING:
            return self._posts
        if section.kind == Section.Kind.PUBLICATIONS:
            return self._publications
        if section.kind == Section.Kind.CONTACT:
            return self.contact_links
        has_biography = section.kind == Section.Kind.BIOGRAPHY and self.profile.biography_html
        return [self.profile] if has_biography else []

    @cached_property
    def _entries(self) -> list[Entry]:
        return list(Entry.objects.visible())

    @cached_property
    def _interests(self) -> list[InterestField]:
        counted_tags = Prefetch("tags", Tag.objects.with_post_counts(Post.objects.published()))
        interests = list(Interest.objects.visible().prefetch_related(counted_tags))
        topics: dict[int, list[Interest]] = defaultdict(list)
        for interest in interests:
            if interest.parent_id is not None:
                topics[interest.parent_id].append(interest)
        return [InterestField(field, topics[field.pk]) for field in interests if field.parent_id is None]

    @cached_property
    def _posts(self) -> list[Post]:
        posts = Post.objects.published().preferring(self.language).with_listing()
        return list(posts.newest_first()[:LATEST_POSTS])

    @cached_property
    def _publications(self) -> list[Publication]:
        return list(Publication.objects.visible().selected().select_related("teaser"))
