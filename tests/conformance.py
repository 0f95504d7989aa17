"""Runs the CommonMark examples of a folder that the repository does not hold.

    make conformance CORPORA_DIR=…        (python -m tests.conformance FOLDER; it holds commonmark/spec.json)

Every example goes through the parser of posts. Tokens are written as CommonMark writes them, without
the page's own additions (anchors, boxes, figures), so that only the reading of Markdown is judged.
"""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markdown_it.renderer import RendererHTML

from blog.markdown.context import Context, Site
from blog.markdown.parser import parser_for
from blog.markdown.profiles import POST

SCHEMES = "only http, https and mailto addresses become links"
BARE = "bare addresses become links, as on GitHub"
DELIBERATE: Mapping[int, str] = {
    596: SCHEMES,
    598: SCHEMES,
    599: SCHEMES,
    601: SCHEMES,
    602: BARE,
    606: BARE,
    608: BARE,
    611: BARE,
    612: BARE,
}


def plain_html(text: str) -> str:
    """Return what our reading of a text looks like in CommonMark's own HTML."""
    md = parser_for(POST)
    env: dict[str, Any] = {"context": Context(md, POST, "en", Site())}
    tokens = md.parse(text, env)
    md.options["xhtmlOut"] = True
    return RendererHTML(md).render(tokens, md.options, env)


def same(html: str, other: str) -> bool:
    """Compare HTML; line ends between tags don't count."""
    return re.sub(r">\s+<", "><", html) == re.sub(r">\s+<", "><", other)


def main(folder: Path) -> int:
    """Compare every example; return 1 unless exactly the listed ones differ."""
    examples = json.loads((folder / "commonmark" / "spec.json").read_text(encoding="utf-8"))
    wrong = {
        example["example"]: example
        for example in examples
        if not same(plain_html(example["markdown"]), example["html"])
    }
    for number in sorted(wrong.keys() - DELIBERATE.keys()):
        print(f"example {number} ({wrong[number]['section']}): {wrong[number]['markdown']!r}")
        print(f"  expected {wrong[number]['html']!r}")
        print(f"  got      {plain_html(wrong[number]['markdown'])!r}")
    for number in sorted(DELIBERATE.keys() - wrong.keys()):
        print(f"example {number} is listed as changed on purpose, but passes")
    for number in sorted(DELIBERATE.keys() & wrong.keys()):
        print(f"changed on purpose: {number} {DELIBERATE[number]}")
    print(f"{len(examples) - len(wrong)} of {len(examples)} pass, {len(DELIBERATE)} are changed on purpose")
    return int(wrong.keys() != DELIBERATE.keys())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
