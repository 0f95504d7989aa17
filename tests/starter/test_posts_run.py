import re
import tomllib
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import datetime

import pytest

from blog.markdown import render
from tests.starter.posts import STARTER, STATIC, StarterPost, read_examples, read_posts, run

POSTS = read_posts()
PICTURE = re.compile(r"^!\[[^\]]+\]\(/static/(\S+) \"[^\"]+\"\)\{width=(\d+) height=(\d+)\}$", re.M)
each_post = pytest.mark.parametrize("post", POSTS, ids=[post.name for post in POSTS])


def test_four_posts_hold_one_translation_pair() -> None:
    assert Counter(post.about["language"] for post in POSTS) == {"en": 2, "zh-hans": 2}
    keys = Counter(post.about["translation_key"] for post in POSTS)
    assert sorted(keys.values()) == [1, 1, 2]
    pair = [post for post in POSTS if keys[post.about["translation_key"]] == 2]
    assert len({post.about["slug"] for post in pair}) == 1
    assert {post.about["language"] for post in pair} == {"en", "zh-hans"}


@each_post
def test_front_matter_is_complete(post: StarterPost) -> None:
    about = post.about
    columns = tomllib.loads((STARTER / "columns.toml").read_text(encoding="utf-8"))["columns"]
    assert post.name == f"{about['slug']}.{about['language']}.md"
    assert {column["slug"]: column["language"] for column in columns}[about["column"]] == about["language"]
    assert about["sample"] is True
    assert about["licence"] == "CC-BY-4.0"
    assert about["title"] and about["summary"] and about["tags"]
    published = about["published_at"]
    assert isinstance(published, datetime) and published.tzinfo and 2024 <= published.year <= 2026


@each_post
def test_post_is_long_enough(post: StarterPost) -> None:
    assert post.words >= 1500


@each_post
def test_post_renders_without_problems(post: StarterPost) -> None:
    assert render(post.body, language=post.about["language"]).problems == ()


@each_post
def test_links_within_the_page_lead_somewhere(post: StarterPost) -> None:
    html = render(post.body, language=post.about["language"]).html
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'\bid="([^"]+)"', html))


@each_post
def test_code_prints_what_the_post_says(post: StarterPost) -> None:
    examples = read_examples(post.body)
    assert len(examples) >= 2
    assert run(examples) == [example.stated for example in examples]


@each_post
def test_pictures_exist_in_the_size_stated(post: StarterPost) -> None:
    pictures = PICTURE.findall(post.body)
    assert len(pictures) == post.body.count("\n![") >= 2
    for path, width, height in pictures:
        svg = ET.fromstring((STATIC / path).read_bytes())
        assert (svg.get("width"), svg.get("height")) == (width, height)


def test_pair_shares_its_formulas_code_and_numbers() -> None:
    chinese, english = (post for post in POSTS if post.about["slug"] == "kv-cache-from-first-principles")
    for pattern in (r"\\(?:label|eqref)\{[^}]+\}", r"^```.*?^```", r"arxiv\.org/abs/[\d.]+"):
        found = [re.findall(pattern, post.body, re.M | re.S) for post in (chinese, english)]
        without_titles = [[re.sub(r'title="(?:输出|Output)"', "", text) for text in texts] for texts in found]
        assert without_titles[0] == without_titles[1]
