import re
from collections.abc import Collection
from pathlib import Path

from blog.markdown import COMMENT, TEXT, Heading, Site, StoredPicture, render, without_controls

TEMPLATES = Path(__file__).parents[2] / "templates"
LATIN = "The key-value cache grows with every token that a model reads or writes. "
HAN = "长上下文推理里最先耗尽的往往不是算力，而是显存。"


def test_contents_follow_the_levels_as_written() -> None:
    contents = render("## A\n#### B\n### C $x_i$\n## D").contents
    assert contents == (
        Heading("a", "A", 2, (Heading("b", "B", 4), Heading("c-x_i", "C x_i", 3))),
        Heading("d", "D", 2),
    )
    assert contents[0].as_dict()["children"][1]["title"] == "C x_i"


def test_headings_within_blocks_are_not_in_the_contents() -> None:
    assert render("> ## Quoted\n\n- ## Listed").contents == ()


def test_many_equal_headings_get_ids_in_linear_time() -> None:
    ids = [heading.id for heading in render("## x\n" * 1000).contents]
    assert len(set(ids)) == 1000
    assert ids[-1] == "x-999"


def test_plain_text_holds_what_a_reader_reads() -> None:
    text = (
        '## T {#t}\n\n[TOC]\n\n*a* `b` $c_d$ ![alt](/x.png "cap")<b>e</b>\n\n'
        "```python\ncode()\n```\n\n$$f$$\n\n<p>g &amp; h</p>\n\n| i |\n|-|\n| j |\n\nk[^1]\n\n[^1]: l"
    )
    assert render(text).plain_text.split("\n") == [
        "T",
        "a b c_d alt cape",
        "code()",
        "f",
        "g & h",
        "i",
        "j",
        "k",
        "l",
    ]


def test_words_are_han_characters_and_words_of_other_scripts() -> None:
    assert (
        render("显存 KV cache 不够。It's 3.5 GB.\n\n```\nnot counted\n```\n\n$not + counted$").words
        == 4 + 2 + 3
    )


def test_formulas_are_counted() -> None:
    assert render("$a$ and $b$\n\n$$c$$\n\n`$d$`").formulas == 3


def test_summary_is_the_first_paragraph() -> None:
    assert render("## Title\n\n![x](/a.png)\n\n" + LATIN * 2 + "\n\nNext.").summary == (LATIN * 2).strip()


def test_summary_goes_on_when_the_first_paragraph_is_short() -> None:
    assert render("Short.\n\nSecond one.").summary == "Short. Second one."


def test_long_summary_ends_with_a_sentence() -> None:
    assert render(LATIN * 9).summary == (LATIN * 2).strip()
    assert render(HAN * 20).summary == HAN * 5


def test_long_sentence_is_cut_at_a_word() -> None:
    summary = render("word " * 100).summary
    assert summary.endswith("word…")
    assert 140 <= len(summary) <= 161


def test_summary_never_cuts_a_formula() -> None:
    summary = render("word " * 31 + r"$\frac{a}{b}$ end").summary
    assert summary == ("word " * 31).strip() + "…"


def test_language_sets_the_labels() -> None:
    assert "本节链接" in render("## 一", language="zh-hans").html


def test_macros_reach_the_formulas() -> None:
    assert not render(r"$\R$", macros={"R": r"\mathbb{R}"}).problems


def test_short_texts_have_no_anchors_and_their_own_equation_ids() -> None:
    document = render("## A\n\n$$\\label{e} x$$\n\n[^1]\n\n[^1]: no", profile=TEXT)
    assert "<h2>A</h2>" in document.html
    assert 'id="eq-1"' not in document.html
    assert document.contents == ()


def test_texts_among_others_have_no_ids_of_their_own() -> None:
    document = render(
        '<b id="news">a</b>\n\n## B {#news}\n\n![c](/d.png){#news}\n\n<p id=news>e', profile=TEXT
    )
    assert "id=" not in document.html
    assert [(problem.line, problem.kind) for problem in document.problems] == [
        (1, "html-dropped"),
        (3, "html-dropped"),
        (5, "html-dropped"),
        (7, "html-dropped"),
    ]


def test_ids_of_the_page_are_not_taken_by_a_post() -> None:
    pages = [
        *TEMPLATES.glob("*.html"),
        *(TEMPLATES / "blog").glob("_[!f]*.html"),
        TEMPLATES / "blog/post_detail.html",
    ]
    taken = {
        name for page in pages for name in re.findall(r'\bid="([\w-]+)"', page.read_text(encoding="utf-8"))
    }
    assert taken >= {"main", "toc"}
    for name in sorted(taken):
        document = render(f"## {name}\n\n## x {{#{name}}}\n\n<b id={name}>b</b>")
        assert f'id="{name}"' not in document.html
        assert "html-dropped" in {problem.kind for problem in document.problems}


def test_an_id_stands_once_in_a_post() -> None:
    html = render("## A\n\n<b id=a>b</b> <i id=c>c</i> <i id=c>c</i>").html
    assert re.findall(r'id="([^"]*)"', html) == ["a", "c"]


def test_links_of_comments_are_not_followed() -> None:
    html = render("https://example.com [a](/b)", profile=COMMENT).html
    assert html.count('rel="nofollow ugc noopener"') == 2


def test_all_pictures_of_a_text_are_asked_for_at_once() -> None:
    asked: list[set[str]] = []

    def find(addresses: Collection[str]) -> dict[str, StoredPicture]:
        asked.append(set(addresses))
        return {}

    render("![a](/a.png)\n\n![b](/a.png) text ![c](/c.png)", site=Site(find_pictures=find))
    render("no picture", site=Site(find_pictures=find))
    assert asked == [{"/a.png", "/c.png"}]


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert without_controls("a\x00b\x0bc\x0cd\x1fe\x7f\ud800\ufffef\t\n") == "ab c def\t\n"
    assert render("**a\x0b\ud800b**\x00").html == "<p><strong>a b</strong></p>\n"


def test_a_line_end_beside_full_width_punctuation_is_no_space() -> None:
    html = render("a\n，b。\nc `d`\n（e）\nf\ng").html
    assert html == "<p>a，b。c <code>d</code>（e）f\ng</p>\n"
