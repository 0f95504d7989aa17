import re
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.markdown import COMMENT, POST, TEXT, Profile, render
from blog.markdown.slots import Slots

FORBIDDEN = re.compile(
    "script|style|iframe|object|embed|base|meta|link|form|button|textarea|select|svg|template|noscript|frame"
    "|frameset|applet|dialog|main|article|body"
)
ADDRESSES = {"href", "src", "poster", "cite", "action", "data", "background", "srcset", "formaction"}
SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.-]*):")


def dangers(html: str) -> list[str]:
    """Return what of a page could run, style or leave, as a browser would read it."""
    tree: Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    found = [f"<{element.tag}>" for element in tree.iter() if FORBIDDEN.fullmatch(element.tag)]
    for element in tree.iter():
        for name, value in element.attrib.items():
            scheme = SCHEME.match(re.sub(r"[\t\n\r]", "", value)) if name in ADDRESSES else None
            if name.startswith("on") or name in {"style", "srcdoc", "name"}:
                found.append(f"{name}=")
            if scheme and scheme[1].lower() not in {"http", "https", "mailto"}:
                found.append(value)
    return found


ATTACKS = [
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "[x](JaVaScRiPt:alert(1)) [y](<\tjavascript:alert(1)>) ![z](data:text/html,<script>alert(1)</script>)",
    "[r]\n\n[r]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<div title='\n\n$<img src=x onerror=alert(1)>$\n\n'>",
    "```<img/onerror=alert(1)>\n</code></pre><script>alert(1)</script>\n```",
    '![" onerror="alert(1)](/a.png "\\" onload=\\"alert(1)"){width="1 onerror=alert(1)" #x"onclick=1}',
    '::: tip <img src=x onerror=alert(1)> {#a"b}\n:::',
    "# <script>alert(1)</script> {#javascript:alert(1)}\n\n[TOC]",
    "a[^1]\n\n[^1]: <img src=x onerror=alert(1)> [x](javascript:alert(1))",
    "| <script> |\n|---|\n| [x](javascript:1) |",
    "$\\href{javascript:alert(1)}{x}$ $\\text{<script>alert(1)</script>}$",
    "https://a.example/<script> www.a.example/'onclick=alert(1) a@b.example\"onclick=1",
    "<a href=x><form id=f action=javascript:1><input name=cookie><button formaction=javascript:1>",
    "<textarea></div></main><script>alert(1)</script>",
    "<base href=//evil><meta http-equiv=refresh content=0><link rel=stylesheet href=//evil>",
    "<template><img src=x onerror=alert(1)></template><noscript><p title='</noscript><img src=x onerror=1>'>",
]


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("profile", [POST, TEXT, COMMENT], ids=lambda profile: profile.name)
def test_nothing_that_runs_comes_out(text: str, profile: Profile) -> None:
    assert dangers(render(text, profile=profile).html) == []


def test_the_check_itself_sees_dangers() -> None:
    assert dangers("<p onclick=x><a href=' java\nscript:1'>a</a><script></script>") != []


def test_html_is_balanced_whatever_is_written() -> None:
    html = render("</div></main></p><div><p><b><table><tr>\n\n```\nx\n```\n\n$$y$$\n\n</article>").html
    tree = html5lib.parseFragment(f"<section>{html}</section><p id='after'></p>", namespaceHTMLElements=False)
    assert [child.attrib.get("id") for child in tree] == [None, "after"]


def test_slots_are_filled_only_as_elements_and_within_bounds() -> None:
    slots: Slots[str] = Slots()
    place = slots.place("x")
    beyond = place.replace(slots.token + "0", slots.token + "7")
    assert slots.fill(f"{place}|{beyond}", ["<b>x</b>"]) == "<b>x</b>|"
    assert slots.fill(f'<p title="{place.replace(chr(34), "&quot;")}">', ["<b>x</b>"]).count("<b>") == 0


def test_no_token_of_a_slot_is_left() -> None:
    html = render("<div title='\n\n$x$\n\n'>\n\n<p title='\n\n```\na\n```\n").html
    assert not re.search(r"[0-9a-f]{32}", html)


def test_rendering_twice_gives_the_same() -> None:
    text = "## a\n\n$x$ <div title='\n\n$y$\n\n'>[^1]\n\n[^1]: b"
    assert render(text) == render(text)


FRAGMENTS = st.sampled_from(
    [
        "**", "_", "~~", "`", "```", "\n", "\n\n", "> ", "- ", "1. ", "# ", "[", "](", ")", "![", "[^a]",
        "\n\n[^a]: ", "|", "\n|-|\n", "::: tip ", "\n:::\n", "$", "$$", "\\[", "\\]", "\\begin{align}",
        "\\label{a}", "\\eqref{a}", "<div", "<b>", "</b>", "<script>", "<!--", "-->", "<p title=\"",
        "\">", "onclick=x", "javascript:x", "&#x6a;", "{#a .b}", "{width=50%}", "[TOC]", "https://a.b/",
        "a@b.c", "字", "。", "“", "\x00", "\u202e", "\ud7ff", "\t", "    ", "[a]: /b \"c\"\n", ": ",
        "- [ ] ", "> [!NOTE]\n",
    ]
)  # fmt: skip


@settings(max_examples=80, deadline=None, database=None)
@given(
    st.lists(FRAGMENTS | st.text(max_size=8), max_size=30).map("".join),
    st.sampled_from([POST, TEXT, COMMENT]),
)
def test_any_text_is_rendered_safely_or_refused(text: str, profile: Profile) -> None:
    try:
        document = render(text, profile=profile, language="zh-hans")
    except ValueError:
        return
    assert dangers(document.html) == []
