"""Whether links within the site lead anywhere, for what the owner writes."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import get_language_from_path, override


def broken_paths(addresses: Collection[str]) -> set[str]:
    """Those of the addresses, each beginning with a slash, at which readers find no page now.

    Of posts, columns and tags it knows which readers see; of other addresses only whether there are such.
    """
    found = {address: _match(address) for address in addresses if not address.startswith(settings.STATIC_URL)}
    broken = {address for address, match in found.items() if match is None}
    slugs: dict[str, dict[str, str]] = defaultdict(dict)
    for address, match in found.items():
        if match is not None and match.view_name in _LIVE:
            slugs[match.view_name][address] = match.kwargs["slug"]
    for name, wanted in slugs.items():
        live = set(_LIVE[name](set(wanted.values())))
        broken |= {address for address, slug in wanted.items() if slug not in live}
    return broken


def _match(address: str) -> ResolverMatch | None:
    path = urlsplit(address).path
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        for answering in (path, f"{path}/"):  # Django leads on from an address without its last slash
            try:
                return resolve(answering)
            except Resolver404:
                continue
    return None


def _rows(model: str) -> Any:
    """By name: these models are made of what stands on this module."""
    return apps.get_model("blog", model)._default_manager


def _post_slugs(slugs: set[str]) -> Iterable[str]:
    """Of posts that readers reach, also at an address that leads on; the prefix doesn't matter."""
    yield from _rows("Post").reachable().filter(slug__in=slugs).values_list("slug", flat=True)
    yield from (
        _rows("FormerAddress")
        .answering()
        .exclude(post=None)
        .filter(slug__in=slugs)
        .values_list("slug", flat=True)
    )


def _column_slugs(slugs: set[str]) -> Iterable[str]:
    yield from _rows("Column").published().filter(slug__in=slugs).values_list("slug", flat=True)


def _tag_slugs(slugs: set[str]) -> Iterable[str]:
    seen = _rows("Post").published().filter(tags__slug__in=slugs)
    yield from seen.values_list("tags__slug", flat=True)
    former = "tags__former_addresses__slug"
    yield from _rows("Post").published().filter(**{f"{former}__in": slugs}).values_list(former, flat=True)


_LIVE: Final[dict[str, Callable[[set[str]], Iterable[str]]]] = {
    "blog:post-detail": _post_slugs,
    "blog:column-detail": _column_slugs,
    "blog:tag-detail": _tag_slugs,
}
