from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from blog.models import Post
from blog.models.visibility import Status
from tests.blog.factories import make_post

pytestmark = pytest.mark.django_db

PAST, FUTURE = timezone.now() - timedelta(hours=1), timezone.now() + timedelta(days=30)

STATES: list[tuple[dict[str, Any], bool, bool]] = [
    ({"status": Status.PUBLISHED, "published_at": PAST}, True, True),
    ({"status": Status.PUBLISHED, "published_at": FUTURE}, False, False),
    ({"status": Status.PUBLISHED, "published_at": None}, False, False),
    ({"status": Status.PUBLISHED, "published_at": PAST, "trashed_at": PAST}, False, False),
    ({"status": Status.UNLISTED, "published_at": PAST}, False, True),
    ({"status": Status.UNLISTED, "published_at": None}, False, True),
    ({"status": Status.UNLISTED, "published_at": PAST, "trashed_at": PAST}, False, False),
    ({"status": Status.DRAFT, "published_at": PAST}, False, False),
    ({"status": Status.DRAFT, "published_at": None}, False, False),
]


@pytest.mark.parametrize(("fields", "is_published", "is_reachable"), STATES)
def test_the_queries_and_the_properties_say_the_same(
    fields: dict[str, Any], is_published: bool, is_reachable: bool
) -> None:
    post = make_post(**fields)

    assert (Post.objects.published().exists(), post.is_published) == (is_published, is_published)
    assert (Post.objects.reachable().exists(), post.is_reachable) == (is_reachable, is_reachable)
    assert Post.objects.scheduled().exists() == post.is_scheduled


def test_a_list_shows_one_of_a_pair_in_the_readers_language() -> None:
    english = make_post(title="Pair")
    chinese = make_post(title="一对", language="zh-hans", translation_key=english.translation_key)
    alone = make_post(title="独", language="zh-hans")

    assert set(Post.objects.preferring("en")) == {english, alone}
    assert set(Post.objects.preferring("zh-hans")) == {chinese, alone}


def test_a_translation_that_is_a_draft_hides_nothing() -> None:
    english = make_post()
    make_post(language="zh-hans", translation_key=english.translation_key, status=Status.DRAFT)

    assert list(Post.objects.published().preferring("zh-hans")) == [english]
    assert english.translation is None
