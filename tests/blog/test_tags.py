import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from blog.models import Post, Tag
from blog.models.tag import names_from_text, slug_of, text_from_tags
from blog.models.visibility import Status
from tests.blog.factories import make_post


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("KV cache, ZeRO", ["KV cache", "ZeRO"]),
        ("推理，量化、训练；C++", ["推理", "量化", "训练", "C++"]),
        (" , LLM, llm,, ", ["LLM"]),
        ("two   spaces", ["two spaces"]),
    ],
)
def test_commas_of_both_scripts_separate_and_spaces_do_not(text: str, names: list[str]) -> None:
    assert names_from_text(text) == names


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("KV cache", "kv-cache"),
        ("C", "c"),
        ("C++", "cpp"),
        ("C#", "c-sharp"),
        ("C/C++", "ccpp"),
        ("注意力", "注意力"),
        ("!!!", "21-21-21"),
        ("😀", "1f600"),
    ],
)
def test_slugs_keep_han_and_tell_names_apart(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.django_db
def test_a_name_in_another_case_is_the_same_tag() -> None:
    make_post(tags=["LLM", "KV cache"])
    make_post(tags=["llm"])

    assert text_from_tags(Tag.objects.all()) == "KV cache, LLM"


@pytest.mark.django_db
def test_colliding_slugs_get_a_number() -> None:
    make_post(tags=["C/C++", "C C++", "ccpp"])

    assert {"ccpp", "ccpp-1"} <= set(Tag.objects.values_list("slug", flat=True))


@pytest.mark.parametrize("name", ["😀" * 100, "#" * 100], ids=["emoji", "sharp"])
@pytest.mark.django_db
def test_a_long_names_slug_fits_its_column(name: str) -> None:
    Tag.objects.create(name=name).full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "other"), [("LLM", "llm"), ("Ünï", "ÜNÏ")])
def test_a_name_in_another_case_is_refused_with_a_message(name: str, other: str) -> None:
    Tag.objects.create(name=name)
    with pytest.raises(ValidationError, match="case makes no difference"):
        Tag(name=other, slug="other").full_clean()


@pytest.mark.django_db
def test_the_database_too_refuses_a_name_in_another_case() -> None:
    Tag.objects.create(name="LLM")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name="llm")


@pytest.mark.django_db
def test_counts_know_nothing_of_drafts() -> None:
    make_post(tags=["seen", "both"])
    make_post(tags=["unseen", "both"], status=Status.DRAFT)

    counts = Tag.objects.with_post_counts(Post.objects.published())
    assert {tag.name: tag.post_count for tag in counts} == {"seen": 1, "both": 1}
