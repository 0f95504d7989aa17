"""The library of pictures in the admin: who uses what, deleting, describing, replacing."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from blog.models import Picture, Post, WorkingCopy
from blog.models.visibility import Status
from blog.services import save_post, store_picture
from profile_app.models import Profile
from tests.blog.factories import make_column, make_drawing, make_image, make_photo, make_post
from tests.profile.factories import column, make_news, make_profile, make_publication

pytestmark = pytest.mark.django_db

LIBRARY = "/admin/blog/picture/"


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def make_picture(width: int = 40, **options: Any) -> Picture:
    return store_picture(file=make_image(size=(width, 30)), **options)


def shown(admin: Client, query: str = "") -> list[Picture]:
    return list(admin.get(LIBRARY + query).context["cl"].result_list)


def test_every_place_that_shows_a_picture_is_named_with_its_page(admin: Client) -> None:
    picture = make_picture()
    text = f"![a]({picture.url})"
    rows = [
        make_post(title="Open", body=text),
        make_post(title="Raw", body=f'<img src="https://example.org{picture.url}">'),
        make_post(title="Begun", body=text, status=Status.DRAFT),
        make_post(title="Thrown", body=text, trashed_at=timezone.now()),
        make_post(title="Covered", cover=picture),
        make_column(description=text),
        make_profile(photo=picture, biography_zh_hans=text),
        make_publication(teaser=picture),
        make_news(text_en=text),
    ]
    copied = make_post(title="Unsaved")
    WorkingCopy.objects.create(author=User.objects.get(), post=copied, values={"body": text})
    for page in (admin.get(LIBRARY), admin.get(f"{LIBRARY}{picture.pk}/change/")):
        for row in rows:
            address = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
            assert page.text.count(f'<a href="{address}">') == 1, address
        assert f'<a href="/admin/blog/post/{copied.pk}/change/">' in page.text
        assert "Begun (Draft)" in page.text
        assert "Thrown (In the trash)" in page.text


def test_a_new_post_that_is_not_saved_yet_is_named_too(admin: Client) -> None:
    picture = make_picture()
    copy = WorkingCopy.objects.create(author=User.objects.get(), values={"body": f"![]({picture.url})"})

    assert f"/admin/blog/post/add/?copy={copy.key}" in admin.get(LIBRARY).text


def test_the_queries_of_the_list_do_not_grow_with_pictures_and_texts(
    admin: Client, django_assert_max_num_queries: Any
) -> None:
    for width in range(40, 60):
        picture = make_picture(width)
        make_post(body=f"![a]({picture.url})", cover=picture)
    with django_assert_max_num_queries(26):
        admin.get(LIBRARY)


def test_the_unused_are_those_that_nothing_shows(admin: Client) -> None:
    in_text, on_cover, unsaved, earlier, never = (make_picture(width) for width in range(40, 45))
    make_post(cover=on_cover)
    WorkingCopy.objects.create(author=User.objects.get(), values={"body": f"![]({unsaved.url})"})
    post = make_post(body=f"![]({earlier.url})")
    save_post(post=post)
    post.body = f"![]({in_text.url})"
    save_post(post=post)

    assert set(shown(admin, "?use=unused")) == {earlier, never}
    assert set(shown(admin, "?use=used")) == {in_text, on_cover, unsaved}
    assert "Nothing but 1 older revision" in admin.get(f"{LIBRARY}{earlier.pk}/change/").text
    assert "older revision" not in admin.get(f"{LIBRARY}{never.pk}/change/").text


def delete(admin: Client, *pictures: Picture, **data: str) -> Any:
    data |= {"action": "delete_selected"}
    return admin.post(LIBRARY, data | {"_selected_action": [picture.pk for picture in pictures]})


def test_unused_pictures_are_deleted_together(admin: Client) -> None:
    pictures = [make_picture(40), make_picture(41)]
    assert not list(delete(admin, *pictures).context["messages"])
    delete(admin, *pictures, post="yes")

    assert not Picture.objects.exists()


def test_deleting_a_used_picture_is_warned_about_by_naming_its_users(admin: Client) -> None:
    picture = make_picture(alt="<Teal>")
    post = make_post(title="User & Co.", cover=picture)
    for page in (delete(admin, picture, make_picture(41)), admin.get(f"{LIBRARY}{picture.pk}/delete/")):
        (message,) = page.context["messages"]
        assert message.level_tag == "warning"
        assert f'/admin/blog/post/{post.pk}/change/">Post: User &amp; Co.</a>' in str(message)
        assert "&lt;Teal&gt;" in str(message)
    assert Picture.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_description_written_in_the_list_reaches_the_texts_without_one(admin: Client) -> None:
    picture = make_picture()
    make_post(body=f"![]({picture.url}) and ![own]({picture.url})")
    make_profile(biography_en=f"![]({picture.url})")
    form = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": str(picture.pk), "_save": "1"}
    admin.post(LIBRARY, form | {"form-0-alt": "Teal wall"})

    assert Picture.objects.get().alt == "Teal wall"
    html = Post.objects.get().body_html
    assert (html.count('alt="Teal wall"'), html.count('alt="own"')) == (1, 1)
    assert 'alt="Teal wall"' in column(Profile.objects.get(), "biography_html_en")


def replace(admin: Client, picture: Picture, file: Any, **data: str) -> Any:
    address = f"{LIBRARY}{picture.pk}/change/"
    return admin.post(address, {"alt": picture.alt, "upload": file} | data, follow=True)


def test_replacing_changes_every_place_and_keeps_the_old_one_unused(admin: Client) -> None:
    old = make_picture(alt="Teal")
    text = f"![a]({old.url}) ![b](https://example.org{old.url})"
    post, draft = make_post(body=text, cover=old), make_post(body=text, status=Status.DRAFT)
    make_column(description=text)
    profile = make_profile(photo=old, biography_zh_hans=text)
    publication = make_publication(teaser=old)
    untouched = make_post(body="other")
    response = replace(admin, old, make_drawing())

    new = Picture.objects.exclude(pk=old.pk).get()
    assert new.alt == "Teal"
    assert "5 places show the new picture now." in response.content.decode()
    assert shown(admin, "?use=unused") == [old]
    for row in (post, draft, profile, publication, untouched):
        row.refresh_from_db()
    assert post.body == text.replace(old.url, new.url)
    assert "<picture>" in post.body_html
    assert new.url in column(profile, "biography_html_zh_hans")
    assert (post.cover, profile.photo, publication.teaser) == (new, new, new)
    assert [post.edited_at is None, draft.edited_at is None] == [False, True]
    assert [revision.body for revision in post.revisions.all()] == [post.body, text]
    assert [revision.author for revision in post.revisions.all()] == [User.objects.get(), None]
    assert not untouched.revisions.exists()


def test_a_cover_alone_is_replaced_without_an_edit_that_readers_are_told_of(admin: Client) -> None:
    old = make_picture()
    post = make_post(cover=old)
    replace(admin, old, make_photo())
    post.refresh_from_db()

    assert post.cover != old
    assert post.edited_at is None
    assert post.edition == 1  # a form that is open would put the old cover back: it is told


@pytest.mark.parametrize("file", [b"no picture", make_image().getvalue()])
def test_nothing_is_replaced_by_no_picture_or_by_itself(admin: Client, file: bytes) -> None:
    picture = make_picture()
    post = make_post(body=f"![a]({picture.url})")
    upload = make_image()
    upload.write(file)
    upload.seek(0)
    replace(admin, picture, upload, alt="New")
    post.refresh_from_db()

    assert post.body == f"![a]({picture.url})"
    assert Picture.objects.count() == 1


def test_a_text_that_would_be_too_long_stops_the_replacing(admin: Client) -> None:
    old = make_picture()
    post = make_post(title="Long", body=f"![a]({old.url})")
    Post.objects.filter(pk=post.pk).update(body=f"![a]({old.url})" + "x" * 1_000_000)
    fine = make_post(body=f"![a]({old.url})")
    response = replace(admin, old, make_drawing())
    fine.refresh_from_db()

    assert "1,000,000" in response.content.decode()
    assert old.url in fine.body


def test_the_list_shows_small_files_and_their_sizes(admin: Client) -> None:
    picture = store_picture(file=make_photo())
    page = admin.get(LIBRARY).text

    assert f'src="{picture.small_url}"' in page
    assert "-480." in picture.small_url
    assert "KB" in page


def test_a_lost_file_does_not_hide_the_library(admin: Client, media: Path) -> None:
    (media / str(make_picture().file)).unlink()

    assert admin.get(LIBRARY).status_code == 200
