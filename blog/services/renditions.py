"""The smaller files of a picture, in the widths and kinds that pages need."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final, TypeAlias

from PIL import Image

from blog.models.picture import WIDTHS

Files: TypeAlias = dict[str, dict[int, bytes]]
"""What was written, by kind and width, the widest first."""

PILLOW_NAMES: Final = {"avif": "AVIF", "webp": "WEBP", "png": "PNG", "jpg": "JPEG"}
# Measured on a photo of 48 megapixels: AVIF at speed 6 takes ten times as long for 5 % less.
PHOTO: Final[Mapping[str, Mapping[str, Any]]] = {
    "avif": {"quality": 63, "speed": 9},
    "webp": {"quality": 82, "method": 2},
    "png": {},
    "jpg": {"quality": 84, "progressive": True},
}
# Lossless WebP is a third of a screenshot's PNG; AVIF is larger, and blurs letters.
DRAWING: Final[Mapping[str, Mapping[str, Any]]] = {
    "webp": {"lossless": True, "quality": 50, "method": 2},
    "png": {},
}
BYTES_A_PIXEL: Final = 0.5  # PNG packs screenshots and diagrams to less, photos to more
SMALL_FILE: Final = 10 * 1024
LARGE_DRAWING: Final = 25_000_000  # pixels
NEARLY: Final = 1.15
MODES: Final = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})


def make_renditions(image: Image.Image, *, kind: str, size: int) -> Files:
    """Smaller files of the picture that is stored as `kind` in `size` bytes, where they save something.

    Animations stay as they are, and so do colours that need more than a profile for RGB.
    """
    is_moving = kind != "jpg" and getattr(image, "is_animated", False)
    if is_moving or size < SMALL_FILE or image.mode not in MODES:
        return {}
    image = _plain(image)
    if image.mode == "L" and "icc_profile" in image.info:
        return {}
    is_drawing = kind in {"png", "gif"} and size < BYTES_A_PIXEL * image.width * image.height
    settings = {
        name: options
        for name, options in (DRAWING if is_drawing else PHOTO).items()
        if name in {"avif", "webp", kind}
    }
    files: Files = {name: {} for name in settings}
    for resized in _resized(image, is_drawing=is_drawing):
        for name, options in settings.items():
            if name != kind or resized.width < image.width:
                files[name][resized.width] = _written(resized, name, options)
    return _worth_keeping(files, kind, size)


def _plain(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be resized well and written in every kind."""
    opaque = "L" if image.mode in {"1", "L"} else "RGB"
    mode = "RGBA" if image.has_transparency_data else opaque
    return image if image.mode == mode else image.convert(mode)


def _resized(image: Image.Image, *, is_drawing: bool) -> Iterator[Image.Image]:
    """The picture in each width, the widest first, each made from the one before and none larger than it is.

    A drawing is given whole too: what is not resized stays sharp and packs best.
    """
    is_whole = image.width <= WIDTHS[-1] or (is_drawing and image.width * image.height <= LARGE_DRAWING)
    if is_whole:
        yield image
    least = image.width / NEARLY if is_whole else image.width
    for width in sorted((width for width in WIDTHS if width < least), reverse=True):
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=1.4)
        yield image


def _written(image: Image.Image, kind: str, options: Mapping[str, Any]) -> bytes:
    output = BytesIO()
    image.save(output, PILLOW_NAMES[kind], icc_profile=image.info.get("icc_profile"), **options)
    return output.getvalue()


def _worth_keeping(files: Files, own_kind: str, size: int) -> Files:
    """What is smaller than what a browser would load in its place.

    Within a kind that is the next wider one. A kind is kept whole or not at all, by its widest: a browser
    takes the first that it knows and looks no further.
    """
    kept: Files = {}
    own = _shrinking(files.get(own_kind, {}), size)
    rest = own
    for kind in [kind for kind in ("webp", "avif") if kind != own_kind and files.get(kind)]:
        widest = max(files[kind])
        instead = min((len(file) for width, file in rest.items() if width >= widest), default=size)
        if len(files[kind][widest]) < instead:
            rest = kept[kind] = _shrinking(files[kind], instead)
    return kept | ({own_kind: own} if own else {})


def _shrinking(files: Mapping[int, bytes], most: int) -> dict[int, bytes]:
    """The files, from the widest on, of which each is smaller than the one before."""
    found: dict[int, bytes] = {}
    for width, file in files.items():
        if len(file) < most:
            found[width], most = file, len(file)
    return found
