"""Colours in formulas: what an author writes becomes the nearest of a palette that can be read."""

import re

from PIL import ImageColor

from .tokens import TexError

PALETTE = {
    "black": (0, 0, 0),
    "gray": (128, 128, 128),
    "brown": (139, 69, 19),
    "red": (235, 30, 30),
    "orange": (255, 140, 0),
    "yellow": (225, 205, 0),
    "green": (20, 150, 40),
    "teal": (0, 140, 140),
    "cyan": (0, 190, 230),
    "blue": (30, 60, 240),
    "purple": (128, 0, 160),
    "magenta": (240, 0, 200),
    "pink": (255, 150, 180),
    "white": (255, 255, 255),
}

_NUMBER = re.compile(r"\d*\.?\d+")
_HEX = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")


def hex_colour(model: str, value: str) -> str:
    r"""Return the six hexadecimal digits of a colour as `\color[model]{value}` names it."""
    value = value.strip()
    if model.strip() in {"rgb", "RGB"}:
        scale = 255 if model.strip() == "rgb" else 1
        parts = [min(255, round(float(part) * scale)) for part in _NUMBER.findall(value)]
        if len(parts) == len("rgb"):
            return "".join(f"{part:02X}" for part in parts)
    elif found := _HEX.fullmatch(value):
        digits = found[1] if len(found[1]) > len("rgb") else "".join(2 * digit for digit in found[1])
        return digits.upper()
    else:
        name = value.split("!")[0].replace(" ", "").lower()
        if name in ImageColor.colormap:
            return "".join(f"{part:02X}" for part in ImageColor.getrgb(name)[:3])
    raise TexError("colour-unknown", value)


def nearest(hexadecimal: str) -> str:
    """Return the palette's name for the colour nearest to six hexadecimal digits, as the eye weighs them."""
    red, green, blue = (int(hexadecimal[start : start + 2], 16) for start in (0, 2, 4))

    def distance(name: str) -> int:
        other = PALETTE[name]
        return 2 * (red - other[0]) ** 2 + 4 * (green - other[1]) ** 2 + 3 * (blue - other[2]) ** 2

    return min(PALETTE, key=distance)
