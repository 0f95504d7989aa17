import hashlib
import warnings
from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from blog.models import Picture

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_PIXELS_IN_FRAMES = 100_000_000
MOST_PIXELS_A_SIDE = 12_000
EXTENSIONS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
# Everything else that a file says of itself (place, time, camera, comments) is left out.
KEPT_INFO = {"transparency", "icc_profile", "duration", "loop", "background", "disposal"}


def store_picture(*, file: IO[bytes], alt: str = "") -> Picture:
    """The stored picture: the same content is kept once, whatever its name.

    The content alone decides the type; metadata is left out and the camera's orientation applied. Raises
    ValidationError, saying what to do, for anything but a PNG, JPEG, GIF or WebP within the limits.
    """
    content = file.read(MOST_BYTES + 1)
    image = _opened(content)
    name = f"pictures/{hashlib.sha256(content).hexdigest()[:32]}.{EXTENSIONS[_kind(image)]}"
    picture = Picture.objects.filter(file=name).first()
    if picture is not None:
        return picture
    clean, size = _encoded(image)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(clean))
    return Picture.objects.create(file=name, width=size[0], height=size[1], alt=alt)


def _opened(content: bytes) -> Image.Image:
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 20 MB. Make it smaller and try again."))
    if b"<svg" in content[:1000].lower():
        raise ValidationError(
            _("SVG files can carry scripts and are not taken. Export the picture as PNG or WebP.")
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit below is lower
            image = Image.open(BytesIO(content), formats=list(EXTENSIONS))
            _check_size(image)
            image.load()
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This is not a complete PNG, JPEG, GIF or WebP picture.")) from error
    return image


def _check_size(image: Image.Image) -> None:
    """Refuse by the header alone what would take too much memory or time to decode."""
    if image.width * image.height > MOST_PIXELS or max(image.size) > MOST_PIXELS_A_SIDE:
        raise ValidationError(
            _("The picture has over 50 megapixels or 12,000 pixels a side. Make it smaller and try again.")
        )
    if image.width * image.height * getattr(image, "n_frames", 1) > MOST_PIXELS_IN_FRAMES:
        raise ValidationError(_("The animation is too large. Make it smaller or shorter and try again."))


def _kind(image: Image.Image) -> str:
    """The format to write: of the pictures in one JPEG file (MPO, as phones make it) the first counts."""
    return "JPEG" if image.format == "MPO" else image.format or ""


def _encoded(image: Image.Image) -> tuple[bytes, tuple[int, int]]:
    """The picture written anew, and its size; an animation keeps its frames."""
    kind, output = _kind(image), BytesIO()
    if kind != "JPEG" and getattr(image, "is_animated", False):
        image.info = {name: value for name, value in image.info.items() if name in KEPT_INFO}
        image.save(output, kind, save_all=True)
        return output.getvalue(), image.size
    upright = ImageOps.exif_transpose(image)
    upright.info = {name: value for name, value in upright.info.items() if name in KEPT_INFO}
    options = {"quality": 90} if kind in {"JPEG", "WEBP"} else {}
    upright.save(output, kind, **options)
    return output.getvalue(), upright.size
