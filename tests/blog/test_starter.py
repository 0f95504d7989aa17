from pathlib import Path

import pytest

from blog.formats.markdown_file import read_post
from blog.models import Column, Post
from blog.services import load_starter_posts, remove_sample_posts, save_post
from tests.blog.factories import make_column

pytestmark = pytest.mark.django_db

FILE = """+++
title = "Title"
slug = "title"
language = "zh-hans"
tags = ["KV cache", "推理"]
published_at = 2024-10-02T09:00:00+08:00
sample = true
+++

Text
+++
more
"""


def test_the_starter_posts_are_published_samples_in_columns_with_one_pair() -> None:
    assert load_starter_posts() == Post.objects.published().filter(is_sample=True).count() == 4
    assert sorted(Post.objects.values_list("language", flat=True)) == ["en", "en", "zh-hans", "zh-hans"]
    assert sum(post.translation is not None for post in Post.objects.all()) == 2
    assert all(column.posts.exists() for column in Column.objects.all())
    assert not Post.objects.filter(body_html__contains="math-error")


def test_the_samples_can_be_removed_but_not_what_the_owner_wrote() -> None:
    load_starter_posts()
    rewritten = Post.objects.filter(language="en")[0]
    rewritten.body = "Mine"
    save_post(post=rewritten)
    Column.objects.exclude(pk=rewritten.columns.get().pk).update(description="Mine")
    make_column(title="Also mine")

    assert remove_sample_posts() == 3
    assert list(Post.objects.all()) == [rewritten]
    assert Column.objects.count() == 3


def test_removing_the_samples_leaves_nothing_of_them() -> None:
    load_starter_posts()

    assert remove_sample_posts() == 4
    assert not Column.objects.exists()


def test_a_broken_file_loads_nothing(tmp_path: Path) -> None:
    (tmp_path / "columns.toml").write_text("columns = []", encoding="utf-8")
    (tmp_path / "a.md").write_text(FILE, encoding="utf-8")
    (tmp_path / "b.md").write_text(FILE.replace("title =", "titel ="), encoding="utf-8")
    with pytest.raises(ValueError, match="title"):
        load_starter_posts(tmp_path)

    assert not Post.objects.exists()


def test_a_sample_brings_its_bibliography(tmp_path: Path) -> None:
    (tmp_path / "columns.toml").write_text("columns = []", encoding="utf-8")
    text = FILE.replace("sample = true", "bibliography = '@misc{a, title={Cited work}}'").replace(
        "more", "[@a]"
    )
    (tmp_path / "title.md").write_text(text, encoding="utf-8")
    load_starter_posts(tmp_path)

    assert "Cited work." in Post.objects.get().body_html


def test_a_file_is_front_matter_and_text() -> None:
    post = read_post(FILE)

    assert (post.title, post.slug, post.language, post.is_sample) == ("Title", "title", "zh-hans", True)
    assert post.tags == ("KV cache", "推理")
    assert post.body == "Text\n+++\nmore\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("+++\ntitle", "title", "between two lines"),
        ("title =", "titel =", "lacks 'title'"),
        ('"Title"', "Title", "not TOML"),
        ("+08:00", "", "with its zone"),
        ("sample = true", 'translation_key = "1"', "translation_key"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(old: str, new: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_post(FILE.replace(old, new, 1))
