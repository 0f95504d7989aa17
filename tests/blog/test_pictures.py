import mimetypes
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.test import Client
from PIL import Image, ImageSequence

from blog.models import Picture
from blog.services import store_picture
from tests.blog.factories import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_the_same_picture_is_kept_once_under_the_hash_of_its_content() -> None:
    first, second = store_picture(file=make_image(), alt="teal"), store_picture(file=make_image())

    assert first == second
    assert Picture.objects.count() == 1
    assert re.fullmatch(r"pictures/[0-9a-f]{32}\.png", str(first.file.name))
    assert (first.width, first.height) == (40, 30)


def test_the_orientation_is_applied_and_metadata_left_out() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "SECRET place"
    picture = store_picture(file=make_image("JPEG", exif=exif, comment=b"SECRET note"))

    assert (picture.width, picture.height) == (30, 40)
    with picture.file as file:
        assert b"SECRET" not in file.read()


def test_a_description_counts_for_a_picture_that_was_there_before() -> None:
    store_picture(file=make_image())
    store_picture(file=make_image(), alt="teal")
    store_picture(file=make_image())

    assert Picture.objects.get().alt == "teal"


def animation(kind: str, size: tuple[int, int] = (8, 8), frames: int = 3, **options: Any) -> bytes:
    pictures = [Image.new("RGB", size, (number * 9, 0, 0)) for number in range(frames)]
    stream = BytesIO()
    values = {"duration": 80, **options}
    pictures[0].save(stream, kind, save_all=True, append_images=pictures[1:], **values)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_keeps_its_frames_and_their_times(kind: str) -> None:
    times = [40, 200, 80]
    stored = store_picture(file=BytesIO(animation(kind, duration=times, loop=3)))

    with stored.file as file, Image.open(file) as picture:
        found = []
        for frame in ImageSequence.Iterator(picture):
            frame.load()
            found.append(frame.info["duration"])
        assert (found, picture.info["loop"]) == (times, 3)


def drawn_frames(content: BytesIO) -> list[list[int]]:
    """How opaque each part of each frame is."""
    with Image.open(content) as picture:
        frames = [frame.convert("RGBA").getchannel("A") for frame in ImageSequence.Iterator(picture)]
    return [[int(frame.getpixel((x, 4))) for x in (1, 6)] for frame in frames]  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "options"), [("GIF", {}), ("PNG", {"blend": 1})])
def test_what_left_an_animation_does_not_come_back(kind: str, options: dict[str, int]) -> None:
    left, right = (Image.new("RGBA", (8, 8)) for _ in range(2))
    left.paste("red", (0, 0, 4, 8))
    right.paste("blue", (4, 0, 8, 8))
    written = BytesIO()
    left.save(written, kind, save_all=True, append_images=[right, left], disposal=2, **options)

    with store_picture(file=BytesIO(written.getvalue())).file as file:
        found = drawn_frames(BytesIO(file.read()))
    assert found == drawn_frames(written)
    assert found[:2] == [[255, 0], [0, 255]]


def test_an_animation_that_ends_after_one_turn_still_does() -> None:
    with store_picture(file=BytesIO(animation("GIF"))).file as file, Image.open(file) as picture:
        assert "loop" not in picture.info


def test_of_several_pictures_in_one_file_of_a_phone_the_first_is_kept() -> None:
    with store_picture(file=BytesIO(animation("MPO"))).file as file, Image.open(file) as picture:
        assert picture.format == "JPEG"


def bomb() -> bytes:
    stream = BytesIO()
    Image.new("1", (10_000, 9_000)).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<script>alert(1)</script>", "PNG, JPEG, GIF or WebP"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (make_image().getvalue()[:60], "complete"),
        (b"GIF89a<script>alert(1)</script>", "complete"),
        (make_image("BMP").getvalue(), "PNG, JPEG, GIF or WebP"),
        (bomb(), "50 megapixels"),
        (make_image(size=(1, 12_001)).getvalue(), "12,000 pixels a side"),
        (animation("GIF")[:-30], "complete"),
        (animation("GIF", size=(2000, 2000), frames=26), "animation"),
        (b"\0" * (20 * 1024 * 1024 + 1), "20 MB"),
        (b"", "complete"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(content: bytes, message: str, media: Path) -> None:
    with pytest.raises(ValidationError, match=message):
        store_picture(file=BytesIO(content))

    assert not list(media.rglob("*.*"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_has_its_type_on_any_system(
    client: Client, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(mimetypes, "guess_type", lambda *args, **kwargs: (None, None))
    response = client.get(store_picture(file=make_image(kind)).url)

    assert response["Content-Type"] == f"image/{kind.lower()}"
    response.close()


def test_a_deleted_picture_is_served_no_more(
    client: Client, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    picture = store_picture(file=make_image())
    address = picture.url
    with django_capture_on_commit_callbacks(execute=True):
        Picture.objects.all().delete()

    assert client.get(address).status_code == 404
    assert not list(media.rglob("*.*"))


def test_a_picture_that_is_stored_again_before_its_deletion_is_final_keeps_its_file(
    media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        store_picture(file=make_image()).delete()
        store_picture(file=make_image())

    assert len(list(media.rglob("*.*"))) == 1


def test_a_picture_is_served_for_good_and_can_run_nothing(client: Client) -> None:
    response = client.get(store_picture(file=make_image()).url)

    assert response["Content-Type"] == "image/png"
    assert "immutable" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    response.close()


@pytest.mark.parametrize(
    "name", ["../secret_key", "pictures/x.html", f"pictures/{'0' * 32}.png", "pictures/"]
)
def test_nothing_else_of_the_media_folder_is_served(client: Client, name: str) -> None:
    assert client.get(f"/media/{name}").status_code == 404
