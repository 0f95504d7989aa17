import pytest

from blog.markdown.links import is_allowed, is_external, trim


@pytest.mark.parametrize(
    "address",
    [
        "/a",
        "a",
        "#a",
        "?a=b:c",
        "../a:b",
        "//a.example",
        "http://a",
        "HTTPS://a",
        "mailto:a@b.c",
        "a/javascript:x",
        "",
    ],
)
def test_harmless_addresses_are_allowed(address: str) -> None:
    assert is_allowed(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        " \x01JavaScript:x",
        "java\tscript:x",
        "javascript\\x00:x",
        "java%0Ascript:x",
        "data:image/png;base64,x",
        "vbscript:x",
        "file:///a",
        "ftp://a",
    ],
)
def test_other_schemes_are_refused(address: str) -> None:
    assert not is_allowed(address)


def test_addresses_of_other_hosts_are_external() -> None:
    assert [is_external(address) for address in ("https://a", "//a", "/a", "#a", "mailto:a@b.c")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("a.example/b.", "a.example/b"),
        ("a.example/(b)", "a.example/(b)"),
        ("a.example/(b))...", "a.example/(b)"),
        ("a.example/b&lt;", "a.example/b"),
        ("a.example/b;", "a.example/b"),
        ("a.example/?q=a&b;", "a.example/?q=a"),
        ("...", ""),
    ],
)
def test_sentence_marks_are_cut_off(written: str, address: str) -> None:
    assert trim(written) == address
