"""What posts may cite of the homepage, through the setting BLOG_REFERENCES."""

from collections.abc import Collection

from blog.formats.bibliography import Work
from profile_app.models import Publication


def blog_references(keys: Collection[str]) -> dict[str, Work]:
    """The visible publications with these keys."""
    found = Publication.objects.visible().filter(citekey__in=keys)
    return {key: work for publication in found for key, work in citable(publication).items()}


def citable(publication: Publication) -> dict[str, Work]:
    """What a publication gives to cite: nothing while it is hidden."""
    if not publication.is_visible:
        return {}
    return {publication.citekey: Work(publication.entry_type, publication.bibtex_fields)}
