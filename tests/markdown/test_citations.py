"""What is a citation and what stays text; how a citation looks is in tests/markdown_cases."""

from collections.abc import Collection
from time import perf_counter

import pytest

from blog.markdown import COMMENT, POST, TEXT, Document, Reference, ReferencePart, Site, cited_keys, render

LONG = "x" * 1000


def works(keys: Collection[str]) -> dict[str, Reference]:
    return {key: Reference((ReferencePart(f"Work {key}."),), "en") for key in keys if "unknown" not in key}


def cited(text: str, language: str = "en") -> Document:
    return render(text, language=language, site=Site(find_references=works))


@pytest.mark.parametrize(
    "key", ["a", "vaswani2017", "DBLP:conf/nips/VaswaniSPUJGKP17", "a_b-c.d+e", "王小明2020", "10.1000/1"]
)
def test_a_key_may_hold_letters_digits_and_some_signs(key: str) -> None:
    assert f"Work {key}." in cited(f"See [@{key}].").html


@pytest.mark.parametrize(
    "text",
    [
        "`[@a]`",
        "```\n[@a]\n```",
        "$[@a]$",
        "$$\n[@a]\n$$",
        r"\[@a]",
        r"[\@a]",
        "[@a](/x/)",
        "[see [@a] there](/x/)",
        "[@a]: /x/\n\n[@a] [b][@a]",
        "<a href='/x/'>[@a]</a>",
        "@a, (@a), [ @a ], [@ a], me@a.org, [me@a.org], <me@a.org>",
        "[@a; b] [@a;] [@a, ] [@a\n\n]",
        "[@a, **b**] [@a, `]`]",
        "[^@a] ![@a](/x.png)",
    ],
)
def test_what_is_no_citation_stays_as_it_was(text: str) -> None:
    html = cited(text).html
    assert "Work" not in html
    assert render(text).html.count("@a") == html.count("@a")


@pytest.mark.parametrize(
    "text", ["[@unknown]", "[@a; @unknown, *p.* 3]", "_x [@unknown_] y_", "[@unknown-3, 5 GB]"]
)
def test_a_group_with_an_unknown_key_stays_text_and_is_told(text: str) -> None:
    document = cited(f"First.\n\n{text}")
    assert document.html == render(f"First.\n\n{text}", site=Site(find_references=lambda keys: {})).html
    if "*" not in text:
        (problem,) = document.problems
        assert (problem.kind, problem.line, problem.level) == ("citation-unknown", 3, "error")


def test_works_are_numbered_as_the_text_cites_them_and_notes_come_after_it() -> None:
    document = cited("B[^n] [@b] and [@a, p. 3; @b].\n\n[^n]: In a note [@c].\n\n[^unused]: [@d]")
    works = document.html.partition('id="h-ref"')[2]
    assert [works.index(f"Work {key}.") for key in "bac"] == sorted(
        works.index(f"Work {key}.") for key in "bac"
    )
    assert "Work d." not in document.html
    assert '</span>, p. 3, <span class="fn">' in document.html


def test_every_way_back_has_its_citation_once() -> None:
    html = cited("A[^n] [@a] [@a]. ![b](/c.png)\n\n![b](/c.png 'Of [@a]')\n\n[^n]: Note [@a].").html
    for name in ("ref-1", "ref-1-1", "ref-1-2", "ref-1-3", "ref-1-4", "h-ref"):
        assert html.count(f'id="{name}"') == 1
    assert html.count('class="back" href="#ref-1-') == 4


def test_the_text_is_read_without_its_citations() -> None:
    document = cited("Known [@a]. As in [@b] too.")
    assert document.plain_text == document.summary == "Known. As in too."
    assert document.words == 4


def test_a_heading_may_cite_but_its_name_does_not() -> None:
    document = cited("## Attention [@a]")
    assert (document.contents[0].id, document.contents[0].title) == ("attention", "Attention")


@pytest.mark.parametrize("profile", [TEXT, COMMENT])
def test_only_posts_cite(profile: object) -> None:
    assert profile is not POST
    assert "[@a]" in render("[@a]", profile=profile, site=Site(find_references=works)).html  # type: ignore[arg-type]


def test_the_site_is_asked_once_and_only_when_needed() -> None:
    asked: list[Collection[str]] = []

    def find(keys: Collection[str]) -> dict[str, Reference]:
        asked.append(keys)
        return works(keys)

    render("Nothing @here.", site=Site(find_references=find))
    render("[@a] [@b; @a]", site=Site(find_references=find))
    assert asked == [["a", "b"]]


def test_a_hostile_reference_is_shown_and_does_nothing() -> None:
    parts = (
        ReferencePart("<script>alert(1)</script> **b** <img src=x onerror=alert(1)>"),
        ReferencePart("link", "javascript:alert(1)"),
        ReferencePart('"><b>', 'https://x.example/"onclick="alert(1)'),
    )
    html = render("[@a]", site=Site(find_references=lambda keys: {"a": Reference(parts, "en")})).html
    assert "<script" not in html and "<img" not in html and "<b>" not in html
    assert 'href="javascript' not in html and '"onclick' not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **b**" in html


def test_many_citations_take_bounded_time_and_room() -> None:
    reference = Reference((ReferencePart(LONG),), "en")
    started = perf_counter()
    html = render("[@a] " * 10_000, site=Site(find_references=lambda keys: {"a": reference})).html
    assert perf_counter() - started < 20
    assert html.count(LONG) < 250
    with pytest.raises(ValueError, match="brackets"):
        cited("[@a; " * 50_000)


def test_the_keys_of_a_text_are_found() -> None:
    assert cited_keys("See [@a; @b, p. 3] and\n[@c;\n@d], not me@e.org or @f.") == {"a", "b", "c", "d"}
