"""The math font and the style sheet say the same as the code that they belong to."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from blog import math_font
from blog.markdown.math import Formula, render_formulas
from blog.markdown.math.colours import PALETTE

CSS = (Path(math_font.__file__).parent / "static/blog/math.css").read_text(encoding="utf-8")
FORMULAS = Path(__file__).with_name("math_papers.txt").read_text(encoding="utf-8").splitlines()


def written(first: int, last: int) -> str:
    return f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"


def test_the_style_sheet_names_the_characters_of_each_file() -> None:
    found = re.findall(r'url\("fonts/([^"]+)"\).*?unicode-range:\s*([^;]+);', CSS, re.DOTALL)
    named = {name: re.split(r",\s*", ranges.strip()) for name, ranges in found}
    assert named == {name: [written(*pair) for pair in ranges] for name, ranges in math_font.SUBSETS.items()}


def test_every_class_of_a_formula_has_a_rule() -> None:
    more = [
        r"\xcancel{x}\cancel{y}\boxed{z}",
        r"\begin{align}a&=b\\c&=d\end{align}",
        r"\cramped{x^2}\textsf{x}a\!b",
    ]
    html = "".join(render_formulas([Formula(tex, True) for tex in [*FORMULAS, *more]]).html)
    used = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
    known = set(re.findall(r"\.([a-z][\w-]*)", CSS)) | {"rows", "tex-enclosed"}
    assert used <= known
    assert {f"tex-{name}" for name in PALETTE} <= known


def test_the_font_keeps_its_math_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(math_font, "SUBSETS", {"small.woff2": ((0x28, 0x29), (0x2192, 0x2192))})
    assert [path.name for path, _ in math_font.make_math_fonts(tmp_path)] == ["small.woff2"]
    with TTFont(tmp_path / "small.woff2") as font:
        variants = font["MATH"].table.MathVariants
    assert variants.VertGlyphConstruction[0].GlyphAssembly.PartRecords
    arrow = variants.HorizGlyphConstruction[0].GlyphAssembly.PartRecords
    assert arrow[-1].StartConnectorLength >= variants.MinConnectorOverlap
    assert list(math_font.make_math_fonts(tmp_path)) == []
