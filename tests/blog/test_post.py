from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from blog.markdown import VERSION
from blog.models import Macro, Post
from blog.models.visibility import Status
from blog.services import restore_posts, save_post, trash_posts
from tests.blog.factories import make_post

pytestmark = pytest.mark.django_db


def test_saving_derives_the_page_from_the_text() -> None:
    post = make_post(body="## One\n\nSome *text* with $x^2$.\n", language="en")

    assert "<em>text</em>" in post.body_html
    assert [heading["title"] for heading in post.contents] == ["One"]
    assert (post.formulas, post.renderer_version) == (1, VERSION)
    assert post.words > 0
    assert post.auto_summary.startswith("Some text")


def test_saving_other_fields_leaves_the_page_alone() -> None:
    post = make_post(body="Old")
    post.body = "New"
    post.save(update_fields=["trashed_at"])

    assert "Old" in Post.objects.get().body_html


def test_a_checked_text_is_rendered_once_and_a_new_one_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    derive = Post.derive

    def counted(row: Post) -> None:
        rendered.append(row.body)
        derive(row)

    post = make_post()
    monkeypatch.setattr(Post, "derive", counted)
    post.body = "Checked"
    post.clean()
    post.save()
    post.body = "Not checked"
    post.save()

    assert rendered == ["Checked", "Not checked"]
    assert "Not checked" in Post.objects.get().body_html


def test_a_text_beyond_the_limits_is_refused_whole() -> None:
    post = make_post(body="Kept")
    post.body = "x" * 1_000_001
    with pytest.raises(ValueError, match="1,000,000"):
        save_post(post=post)

    assert Post.objects.get().body == "Kept"


def test_publishing_without_a_date_means_now() -> None:
    post = make_post(status=Status.DRAFT, published_at=None)
    post.status = Status.PUBLISHED
    save_post(post=post)

    assert post.is_published
    assert post.edited_at is None


def test_a_first_publication_with_a_past_date_is_no_edit() -> None:
    post = make_post(status=Status.DRAFT, published_at=timezone.now() - timedelta(days=9))
    post.status = Status.PUBLISHED
    save_post(post=post)

    assert post.edited_at is None


def test_a_date_that_not_every_time_zone_knows_is_refused() -> None:
    post = make_post()
    post.published_at = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    with pytest.raises(ValidationError, match="9001"):
        post.clean()


def test_a_change_of_language_is_rendered() -> None:
    post = make_post(body="> [!NOTE]\n> x")
    post.language = "zh-hans"
    post.save(update_fields=["language"])

    assert "说明" in Post.objects.get().body_html


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.UNLISTED])
def test_an_edit_that_readers_can_see_is_dated(status: Status) -> None:
    post = make_post(status=status)
    save_post(post=post)
    assert post.edited_at is None

    post.body = "Better"
    save_post(post=post)
    assert post.edited_at is not None


def test_a_restored_post_has_the_state_it_had() -> None:
    post = make_post(status=Status.UNLISTED)
    assert trash_posts(posts=[post]) == 1
    assert not Post.objects.reachable().exists()

    assert restore_posts(posts=[post]) == 1
    assert Post.objects.get().is_reachable


def test_two_languages_may_share_a_slug_but_one_may_not_twice() -> None:
    make_post(slug="same")
    make_post(slug="same", language="zh-hans")

    with pytest.raises(IntegrityError):
        make_post(slug="same")


def test_the_address_is_under_the_posts_own_language() -> None:
    assert make_post(slug="a").get_absolute_url() == "/blog/a/"
    assert (
        make_post(slug="注意力", language="zh-hans").get_absolute_url().startswith("/zh-hans/blog/%E6%B3%A8")
    )


def test_formulas_know_the_sites_macros() -> None:
    Macro.objects.create(command=r"\expect", definition=r"\mathbb{E}")

    assert "math-error" not in make_post(body=r"$\expect x$").body_html
