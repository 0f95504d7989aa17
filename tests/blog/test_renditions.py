"""The smaller files beside a picture: which there are, what is in them, who serves and shows them."""

import re
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image, ImageCms

from blog.models import Picture, Post
from blog.models.picture import CONTENT_TYPES
from blog.services import store_picture
from tests.blog.factories import make_drawing, make_image, make_photo, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def content(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())


def test_a_photo_gets_smaller_files_of_each_kind() -> None:
    picture = store_picture(file=make_photo(size=(2400, 1600)))

    widths = [2016, 1344, 800, 480]
    assert picture.renditions == {"avif": widths, "webp": widths, "jpg": widths}
    for kind in ("avif", "webp", "jpg"):
        with Image.open(BytesIO(content(picture.rendition_name(800, kind)))) as image:
            assert image.size == (800, 533)
            assert CONTENT_TYPES[kind] == f"image/{str(image.format).lower()}"


@pytest.mark.parametrize(
    "make", [make_photo, make_drawing, lambda: make_photo("PNG"), lambda: make_photo("GIF", (700, 500))]
)
def test_no_file_is_wider_than_the_picture_or_larger_than_what_it_replaces(
    make: Callable[[], BytesIO],
) -> None:
    picture = store_picture(file=make())
    assert picture.renditions
    for kind, widths in picture.renditions.items():
        assert max(widths) <= picture.width
        sizes = [len(content(picture.rendition_name(width, kind))) for width in widths]
        assert [len(content(str(picture.file))), *sizes] == sorted({picture.file.size, *sizes}, reverse=True)


def test_a_drawing_stays_as_sharp_as_it_is() -> None:
    picture = store_picture(file=make_drawing())

    assert picture.rendition_name(1400, "webp") in picture.rendition_names
    assert not any(name.endswith("avif") for name in picture.rendition_names)
    drawn, small = (content(name) for name in (str(picture.file), picture.rendition_name(1400, "webp")))
    with Image.open(BytesIO(drawn)) as image, Image.open(BytesIO(small)) as other:
        assert image.convert("RGB").tobytes() == other.convert("RGB").tobytes()


def test_a_picture_keeps_its_transparency() -> None:
    file = BytesIO()
    with Image.open(make_photo("PNG", (900, 600))) as image:
        image.putalpha(Image.linear_gradient("L").resize(image.size))
        image.save(file, "PNG")
    picture = store_picture(file=BytesIO(file.getvalue()))

    for name in picture.rendition_names:
        with Image.open(BytesIO(content(name))) as small:
            opacity = small.convert("RGBA").getchannel("A").resize((1, 2), Image.Resampling.BOX)
            assert opacity.getpixel((0, 0)) < 80 < opacity.getpixel((0, 1))  # type: ignore[operator]


def animation(kind: str) -> BytesIO:
    frames = [Image.effect_noise((600, 400), number) for number in (40, 80, 120)]
    file = BytesIO()
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=80)
    return BytesIO(file.getvalue())


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_is_stored_and_shown_as_it_is(kind: str) -> None:
    picture = store_picture(file=animation(kind))

    assert picture.renditions == {}
    assert f'<img src="{picture.url}"' in make_post(body=f"![a]({picture.url})").body_html


@pytest.mark.parametrize("file", [make_image(), make_photo("JPEG", (60, 40))])
def test_a_file_that_is_small_already_stays_alone(file: BytesIO, media: Path) -> None:
    assert store_picture(file=file).renditions == {}
    assert len(list(media.rglob("*.*"))) == 1


def test_no_file_tells_where_the_picture_was_taken(media: Path) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "SECRET place", 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 30.0)
    for kind in ("JPEG", "PNG", "WEBP"):
        file = make_photo(kind, exif=exif)
        assert b"SECRET" in file.getvalue()
        picture = store_picture(file=file)
        assert (picture.width, picture.height) == (700, 1000)

    files = [file for file in media.rglob("*") if file.is_file()]
    assert len(files) > 12
    for path in files:
        with Image.open(path) as image:
            assert dict(image.getexif()) == {}
            assert not image.getexif().get_ifd(0x8825)
            assert image.height > image.width
        assert not re.search(rb"SECRET|Exif", path.read_bytes())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_colours_of_a_camera_stay_what_they_are(kind: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = store_picture(file=make_photo(kind, icc_profile=profile))

    for name in (str(picture.file), *picture.rendition_names):
        with Image.open(BytesIO(content(name))) as image:
            assert image.info["icc_profile"] == profile, name


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_colours_that_the_smaller_files_could_not_keep_stay_in_the_original_alone(mode: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = BytesIO()
    with Image.open(make_photo()) as image:
        image.convert(mode).save(file, "JPEG", icc_profile=profile)

    assert store_picture(file=BytesIO(file.getvalue())).renditions == {}


@pytest.mark.parametrize("kind", ["avif", "webp", "jpg"])
def test_a_smaller_file_is_served_for_good_and_can_run_nothing(client: Client, kind: str) -> None:
    picture = store_picture(file=make_photo())
    response = client.get(f"/media/{picture.rendition_name(480, kind)}")

    assert response["Content-Type"] == CONTENT_TYPES[kind]
    assert "immutable" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    response.close()


def test_no_other_name_is_served(client: Client, media: Path) -> None:
    picture = store_picture(file=make_photo())
    stem = str(picture.file).removesuffix(".jpg")
    for ending in ("-481.avif", ".avif", "-480.gif", "-0480.avif", "-480.avif.html", "-480", "-480x.avif"):
        (media / f"{stem}{ending}").touch() if ending != "-481.avif" else None
        assert client.get(f"/media/{stem}{ending}").status_code == 404, ending


def test_the_smaller_files_go_with_their_picture(
    client: Client, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    picture = store_picture(file=make_photo())
    address = f"/media/{picture.rendition_name(800, 'avif')}"
    with django_capture_on_commit_callbacks(execute=True):
        Picture.objects.all().delete()

    assert client.get(address).status_code == 404
    assert not list(media.rglob("*.*"))


def test_a_text_offers_them_with_the_right_width() -> None:
    picture = store_picture(file=make_photo())
    html = make_post(body=f"![a]({picture.url})").body_html
    stem = picture.url.removesuffix(".jpg")

    assert re.findall(r'<source type="image/(\w+)" srcset="(\S+)', html) == [
        ("avif", f"{stem}-480.avif"),
        ("webp", f"{stem}-480.webp"),
        ("jpeg", f"{stem}-480.jpg"),
    ]
    assert f'href="{picture.url}"' in html
    assert f'<img src="{picture.url}" alt="a" width="1000" height="700"' in html


def test_the_original_is_offered_where_no_smaller_file_comes_up_to_it() -> None:
    picture = store_picture(file=make_photo(size=(1600, 1000)))

    assert picture.plain_url.endswith("-1344.jpg")
    assert dict(picture.sources)["image/jpeg"].endswith(f"-1344.jpg 1344w, {picture.url} 1600w")


def test_the_pictures_of_a_text_cost_one_query(django_assert_max_num_queries: Any) -> None:
    pictures = [store_picture(file=make_photo(size=(300 + number, 200))) for number in range(3)]
    post = make_post(body="\n\n".join(f"![a]({picture.url})" for picture in pictures))
    with django_assert_max_num_queries(2):  # macros and pictures
        post.derive()

    assert post.body_html.count("<picture>") == 3


def test_a_text_without_a_description_shows_the_librarys() -> None:
    picture = store_picture(file=make_image(), alt='A "teal" <b>')
    html = make_post(body=f"![]({picture.url})").body_html

    assert re.findall('alt="([^"]*)"', html) == ["A &quot;teal&quot; &lt;b&gt;"]


def test_a_cover_offers_them_too(client: Client) -> None:
    picture = store_picture(file=make_photo(size=(2400, 1600)), alt="Hills")
    page = client.get(make_post(cover=picture).get_absolute_url()).text
    cover = page[page.index('<div class="cover">') :]

    assert cover.index("-2016.avif 2016w") < cover.index('width="2400" height="1600" alt="Hills"')


def test_a_feed_has_one_plain_image(client: Client) -> None:
    picture = store_picture(file=make_photo(size=(1600, 1000)))
    make_post(body=f"![a]({picture.url})\n\n<video src=/a.mp4></video>")
    feed = client.get("/feed.xml").text

    assert "srcset" not in feed
    assert "picture&gt;" not in feed
    assert f'src="http://127.0.0.1:8000{picture.plain_url}"' in feed


def forget_renditions(media: Path) -> None:
    """As an older version left it."""
    Picture.objects.update(renditions=None)
    for file in media.rglob("*-*.*"):
        file.unlink()


def test_rerender_brings_older_pictures_and_their_texts_up_to_date(media: Path) -> None:
    picture = store_picture(file=make_photo(size=(900, 600)))
    forget_renditions(media)
    post = make_post(body=f"![a]({picture.url})")
    assert "<picture>" not in post.body_html
    out = StringIO()
    call_command("rerender", stdout=out)

    assert "<picture>" in Post.objects.get().body_html
    assert Picture.objects.get().renditions == picture.renditions
    assert all(default_storage.exists(name) for name in picture.rendition_names)
    call_command("rerender", stdout=out)
    assert "Nothing to do" in out.getvalue()


def test_a_lost_file_is_named_and_stops_none_of_the_others(media: Path) -> None:
    lost, kept = store_picture(file=make_photo(), alt="Lost"), store_picture(file=make_photo(size=(900, 600)))
    forget_renditions(media)
    (media / str(lost.file)).unlink()
    with pytest.raises(CommandError, match="Lost"):
        call_command("rerender", stdout=StringIO())

    assert Picture.objects.get(pk=kept.pk).renditions
    assert Picture.objects.get(pk=lost.pk).renditions is None
