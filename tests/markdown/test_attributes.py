import pytest

from blog.markdown.attributes import parse


@pytest.mark.parametrize(
    ("written", "attributes"),
    [
        ("#a .wide", {"id": "a", "class": "wide"}),
        (" .small  .w-50 ", {"class": "small w-50"}),
        ("width=60%", {"class": "w-60"}),
        ("width=33.3%", {"class": "w-35"}),
        ("width=3%", {"class": "w-25"}),
        ("width=400px height=30", {"width": "400", "height": "30"}),
        ('class="wide btn" lang=en', {"class": "wide", "lang": "en"}),
        ('title="a b"', {"title": "a b"}),
        ("#图-一", {"id": "图-一"}),
        ("width=1e9", {}),
    ],
)
def test_known_attributes_are_read(written: str, attributes: dict[str, str]) -> None:
    assert parse(written) == attributes


@pytest.mark.parametrize(
    "written", ["", "  ", "word", "onclick=x", "style=x", '#a"b', "#a.b", ".a,.b", "{", "width"]
)
def test_other_braces_are_text(written: str) -> None:
    assert parse(written) is None
