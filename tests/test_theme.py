import re
from itertools import product
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent / "blog" / "static" / "blog"
COLOUR = re.compile(r"--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\);")
THEMES = ("light", "dark")
TEXT = ("ink", "ink-2", "ink-3", "accent", "warm", "good", "bad")
GROUNDS = ("paper", "surface", "sunk", "accent-wash", "warm-wash", "good-wash", "bad-wash", "mark")
PLAIN_GROUNDS = GROUNDS[:3]


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colours(theme: str) -> dict[str, str]:
    found = COLOUR.findall((STATIC / "tokens.css").read_text())
    return {name: pair[THEMES.index(theme)] for name, *pair in found}


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_readable_on_every_ground(theme: str) -> None:
    token = colours(theme)
    pairs = [*product(TEXT, GROUNDS), ("on-accent", "accent")]
    ratios = {pair: contrast(token[pair[0]], token[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_of_fields_can_be_seen(theme: str) -> None:
    token = colours(theme)
    assert all(contrast(token["edge"], token[ground]) >= 3 for ground in PLAIN_GROUNDS)


def test_the_script_that_blocks_rendering_is_tiny() -> None:
    assert (STATIC / "theme.js").stat().st_size <= 300
