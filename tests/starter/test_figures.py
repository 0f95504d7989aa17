import xml.etree.ElementTree as ET

import pytest

from blog.starter.figures import FOLDER, drawings


def test_committed_figures_are_what_the_script_draws() -> None:
    drawn = {name: drawing.svg() for name, drawing in drawings().items()}
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.svg")} == drawn


@pytest.mark.parametrize("name", sorted(drawings()))
def test_figure_is_well_formed_and_follows_the_colour_scheme(name: str) -> None:
    root = ET.fromstring((FOLDER / name).read_bytes())
    style = root.findtext("{http://www.w3.org/2000/svg}style") or ""
    assert root.get("aria-label")
    assert "@media (prefers-color-scheme:dark)" in style
