"""Golden pairs: each case of tests/markdown_cases/*.md is `=== name`, the text, `=>` and the HTML it gives.

Words with @ in the name set the language (@zh-hans), the profile (@comment) or known pictures (@sized).
Formulas are written as <math>TeX</math> and code blocks as [[source]]: their HTML has tests of its own.
"""

import re
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest

from blog.markdown import COMMENT, POST, Site, StoredPicture, render

CASES = Path(__file__).parent.parent / "markdown_cases"
CODE = re.compile(r'<div class="code.*?<pre[^>]*>(.*?)</pre></div>', re.DOTALL)
MATH = re.compile(r"<math.*?<annotation[^>]*>(.*?)</annotation>.*?</math>", re.DOTALL)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def _source(match: re.Match[str]) -> str:
    reader = _Text()
    reader.feed(match[1])
    return f"[[{reader.text}]]"


def _found(addresses: Collection[str]) -> dict[str, StoredPicture]:
    """Pictures as large as their names say; a name with "more" has smaller files too."""
    sizes = {address: re.search(r"(\d+)x(\d+)", address) for address in addresses}
    return {
        address: StoredPicture(int(size[1]), int(size[2]), *_files(address))
        for address, size in sizes.items()
        if size
    }


def _files(address: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    if "more" not in address:
        return address, "", ()
    stem, _, kind = address.rpartition(".")
    sources = tuple((f"image/{each}", f"{stem}-480.{each} 480w") for each in ("webp", kind))
    return f"{stem}-480.{kind}", "From the library", sources


def _html(name: str, text: str) -> str:
    return render(
        text,
        profile=COMMENT if "@comment" in name else POST,
        language="zh-hans" if "@zh-hans" in name or name.startswith("chinese") else "en",
        site=Site(find_pictures=_found) if "@sized" in name else Site(),
    ).html


def rendered(name: str, text: str) -> str:
    """Return the HTML of a case as the files write it."""
    return MATH.sub(r"<math>\1</math>", CODE.sub(_source, _html(name, text))).strip()


def _cases() -> Iterator[tuple[str, str, str]]:
    for path in sorted(CASES.glob("*.md")):
        for block in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]:
            name, _, rest = block.partition("\n")
            text, _, html = rest.partition("\n=>\n")
            yield f"{path.stem}: {name}", text, html.strip()


@pytest.mark.parametrize(("name", "text", "html"), [pytest.param(*case, id=case[0]) for case in _cases()])
def test_text_gives_the_html_of_its_case(name: str, text: str, html: str) -> None:
    assert rendered(name, text) == html


def test_html_of_every_case_is_valid() -> None:
    for name, text, _ in _cases():
        html5lib.HTMLParser(strict=True).parseFragment(_html(name, text), container="div")
