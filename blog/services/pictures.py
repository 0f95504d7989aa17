import hashlib
import struct
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, ImageSequence

from blog.models import Picture
from blog.services.renditions import Files, make_renditions

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_PIXELS_IN_FRAMES = 100_000_000
MOST_PIXELS_A_SIDE = 12_000
EXTENSIONS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
# What Pillow raises for a file that is none, or ends or goes wrong somewhere.
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, Image.DecompressionBombError)
# Everything else that a file says of itself (place, time, camera, comments) is left out.
KEPT_INFO = {"transparency", "icc_profile", "background"}


@dataclass(frozen=True)
class CheckedPicture:
    """What may be stored: a name made of the upload's content, its own, bytes without metadata, the size.

    `renditions` are the smaller files made of it.
    """

    name: str
    upload_name: str
    content: bytes
    size: tuple[int, int]
    renditions: Files


def store_picture(*, file: IO[bytes], alt: str = "") -> Picture:
    """The stored picture. Raises ValidationError, saying what to do, as `check_picture` does."""
    return keep_picture(checked=check_picture(file=file), alt=alt)


def check_picture(*, file: IO[bytes]) -> CheckedPicture:
    """Read an upload and store nothing.

    The content alone decides the type; metadata is left out and the camera's orientation applied. Raises
    ValidationError, saying what to do, for anything but a PNG, JPEG, GIF or WebP within the limits.
    """
    content = file.read(MOST_BYTES + 1)
    _check_bytes(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit below is lower
            image = Image.open(BytesIO(content), formats=list(EXTENSIONS))
            _check_size(image)
            clean = _encoded(image)
            kind = EXTENSIONS[_kind(image)]
            renditions = make_renditions(image, kind=kind, size=len(clean))
    except BROKEN as error:
        raise ValidationError(_("This is not a complete PNG, JPEG, GIF or WebP picture.")) from error
    name = f"pictures/{hashlib.sha256(content).hexdigest()[:32]}.{kind}"
    upload_name = Path(str(getattr(file, "name", ""))).name[:200]
    return CheckedPicture(name, upload_name, clean, image.size, renditions)


def keep_picture(*, checked: CheckedPicture, alt: str = "") -> Picture:
    """The picture with this content, kept once; an `alt` is taken over even when it was there before."""
    _store(checked.name, checked.content)
    width, height = checked.size
    values = {"width": width, "height": height, "alt": alt, "upload_name": checked.upload_name}
    picture, _is_new = Picture.objects.get_or_create(file=checked.name, defaults=values)
    if alt and picture.alt != alt:
        picture.alt = alt
        picture.save(update_fields=["alt"])
    _keep_renditions(picture, checked.renditions)
    return picture


def make_missing_files(*, picture: Picture) -> str:
    """Make the smaller files of a stored picture. Returns what kept it from that, if anything."""
    try:
        with picture.file as file, Image.open(file) as image:
            _keep_renditions(picture, make_renditions(image, kind=picture.kind, size=file.size))
    except BROKEN as error:
        return f"{picture._meta.verbose_name} {picture.pk} ({picture}): {error}"
    return ""


def _keep_renditions(picture: Picture, files: Files) -> None:
    renditions = {kind: list(made) for kind, made in files.items()}
    for kind, made in files.items():
        for width, content in made.items():
            _store(picture.rendition_name(width, kind), content)
    if picture.renditions != renditions:
        picture.renditions = renditions
        picture.save(update_fields=["renditions"])


def _store(name: str, content: bytes) -> None:
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))


def _check_bytes(content: bytes) -> None:
    """Refuse by the bytes alone what is too large or known to be no picture of ours."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 20 MB. Make it smaller and try again."))
    if b"<svg" in content[:1000].lower():
        raise ValidationError(
            _("SVG files can carry scripts and are not taken. Export the picture as PNG or WebP.")
        )


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


def _encoded(image: Image.Image) -> bytes:
    """The picture written anew, upright; an animation keeps its frames and their times."""
    kind, output = _kind(image), BytesIO()
    options: dict[str, Any] = {"quality": 90} if kind in {"JPEG", "WEBP"} else {}
    if kind != "JPEG" and getattr(image, "is_animated", False):
        options = {"save_all": True, **_animation_options(image)}
    else:
        ImageOps.exif_transpose(image, in_place=True)  # in place, as a second copy may take 150 MB
    image.info = {name: value for name, value in image.info.items() if name in KEPT_INFO}
    image.save(output, kind, icc_profile=image.info.get("icc_profile"), **options)  # some kinds ask for it
    return output.getvalue()


def _animation_options(image: Image.Image) -> dict[str, Any]:
    """How long each frame stays and how often all are shown, which Pillow forgets of some kinds.

    Pillow has drawn each frame whole, so none needs what the one before left; through a transparent one of
    a GIF it would show.
    """
    durations, disposal = [], 0
    for frame in ImageSequence.Iterator(image):
        frame.load()  # WebP tells a frame's time no sooner
        durations.append(frame.info.get("duration", 0))
        if image.format == "GIF" and frame.has_transparency_data:
            disposal = 2
    image.seek(0)
    image.load()
    turns = {"loop": image.info["loop"]} if "loop" in image.info else {}
    return {"duration": durations, "disposal": disposal, **turns}
