"""The math font for the web: subsets of STIX Two Math, cut out of the file in the ziamath wheel."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent / "static" / "blog" / "fonts"
FEATURES = ["dtls"]

Ranges = tuple[tuple[int, int], ...]

# math.css repeats these as unicode-range.
SUBSETS: dict[str, Ranges] = {
    "stix-two-math.woff2": (
        *((0x20, 0x7E), (0xA0, 0xFF), (0x131, 0x131), (0x237, 0x237), (0x2C6, 0x2DD), (0x300, 0x33F)),
        *((0x391, 0x3F6), (0x2010, 0x2064), (0x20D0, 0x20EF), (0x2100, 0x214F), (0x2190, 0x23E1)),
        *((0x25A0, 0x25FF), (0x2605, 0x2606), (0x2660, 0x266F), (0x2713, 0x2717), (0x27C0, 0x27FF)),
        *((0x2A00, 0x2AFF), (0xFE00, 0xFE01), (0x1D434, 0x1D467), (0x1D6A4, 0x1D6A5), (0x1D6E2, 0x1D71B)),
    ),
    "stix-two-math-bold.woff2": (
        *((0x1D400, 0x1D433), (0x1D468, 0x1D49B), (0x1D6A8, 0x1D6E1), (0x1D71C, 0x1D755)),
        *((0x1D7CA, 0x1D7CB), (0x1D7CE, 0x1D7D7)),
    ),
    "stix-two-math-alphabets.woff2": ((0x1D49C, 0x1D6A3), (0x1D756, 0x1D7C9), (0x1D7D8, 0x1D7FF)),
}


def make_math_fonts(folder: Path = FOLDER) -> Iterator[tuple[Path, int]]:
    """Write the subsets that are missing or older than this recipe; yield each with its size."""
    source = _source()
    newest = max(source.stat().st_mtime, Path(__file__).stat().st_mtime)
    folder.mkdir(parents=True, exist_ok=True)
    for name, ranges in SUBSETS.items():
        path = folder / name
        if not path.exists() or path.stat().st_mtime < newest:
            _cut(source, ranges, path)
            yield path, path.stat().st_size


def _source() -> Path:
    package = find_spec("ziamath")
    if package is None or package.origin is None:
        raise FileNotFoundError("The math font comes with the package ziamath: install requirements.txt")
    return Path(package.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf"


def _cut(source: Path, ranges: Ranges, target: Path) -> None:
    options = subset.Options(flavor="woff2", hinting=False, layout_features=FEATURES, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[point for first, last in ranges for point in range(first, last + 1)])
    unfinished = target.with_suffix(".part")
    with subset.load_font(str(source), options) as font:
        cutter.subset(font)
        _mend_arrowheads(font)
        subset.save_font(font, str(unfinished), options)
    unfinished.replace(target)


def _mend_arrowheads(font: TTFont) -> None:
    """Let arrows stretch: heads that end one name their overlap on the wrong side."""
    for construction in font["MATH"].table.MathVariants.HorizGlyphConstruction:
        parts = construction.GlyphAssembly.PartRecords if construction.GlyphAssembly else []
        if len(parts) > 1 and parts[-1].StartConnectorLength == 0:
            head = parts[-1]
            head.StartConnectorLength, head.EndConnectorLength = head.EndConnectorLength, 0
