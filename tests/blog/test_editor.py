from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.html import escape
from django.utils.translation import override

from blog.editor import MarkdownWidget
from blog.models import Picture
from blog.services import store_picture
from blog.services.pictures import MOST_BYTES
from tests.blog.factories import make_image, make_post

pytestmark = pytest.mark.django_db

PREVIEW, UPLOAD, TOKEN = "/editor/preview/", "/editor/upload/", "/editor/token/"
PASTE = "/editor/paste/"


@pytest.fixture
def staff(client: Client) -> Client:
    """Who may write posts and add pictures."""
    editor = User.objects.create_user("editor", is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename__in=["add_post", "add_picture"]))
    client.force_login(editor)
    return client


def test_a_picture_is_stored_and_a_slug_told_only_for_who_may(client: Client) -> None:
    client.force_login(User.objects.create_user("of the homepage", is_staff=True))
    answers = [client.post(UPLOAD, {"image": make_image()}), client.get("/editor/slug/", {"title": "x"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not Picture.objects.exists()


@pytest.mark.parametrize("address", [PREVIEW, UPLOAD, PASTE])
@pytest.mark.parametrize("signed_in", [False, True])
def test_only_staff_gets_an_answer(client: Client, address: str, signed_in: bool) -> None:
    if signed_in:
        client.force_login(User.objects.create_user("reader"))
    response = client.post(address, {"content": "x", "image": make_image()})

    assert response.status_code == 403
    assert not Picture.objects.exists()


@pytest.mark.parametrize("address", [PREVIEW, UPLOAD, PASTE])
def test_a_request_from_elsewhere_is_refused(address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_user("editor", is_staff=True))

    assert client.post(address, {"content": "x"}).status_code == 403


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_preview_is_byte_for_byte_the_page(staff: Client, language: str) -> None:
    body = (
        "# 标题 *T*\n\n**重点。**后文 $x^2$[^1]\n\n[^1]: Note\n\n```py\nx = 1\n```\n\n<b onclick=a()>raw</b>"
    )
    answer = staff.post(PREVIEW, {"content": body, "profile": "post", "language": language}).json()

    assert answer["html"] == make_post(body=body, language=language).body_html
    assert "onclick" not in answer["html"]


@pytest.mark.parametrize(("title", "is_numbered"), [("Part", True), ("1. Part", False)])
def test_the_preview_numbers_sections_as_the_page_does(
    staff: Client, client: Client, title: str, is_numbered: bool
) -> None:
    body = f"## {title}\n\n" * 3
    post = make_post(body=body)
    answer = staff.post(PREVIEW, {"content": body, "profile": "post"}).json()

    assert answer["numbered"] is is_numbered
    assert ("body numbered" in client.get(post.get_absolute_url()).text) is is_numbered


def test_the_preview_names_problems_with_their_line(staff: Client) -> None:
    answer = staff.post(PREVIEW, {"content": "fine\n\n$\\nosuchcommand$", "profile": "post"}).json()

    assert [(problem["line"], problem["level"]) for problem in answer["problems"]] == [(3, "error")]


def test_the_preview_counts_words_and_minutes_as_the_page_does(staff: Client) -> None:
    body = "一" * 1000 + "\n\n" + "word " * 500
    for language in ("en", "zh-hans"):
        answer = staff.post(PREVIEW, {"content": body, "profile": "post", "language": language}).json()
        post = make_post(body=body, language=language)

        assert (answer["words"], answer["minutes"]) == (post.words, post.reading_minutes)


def test_the_preview_says_where_headings_stand(staff: Client) -> None:
    body = "Text\r\n\r\n## 一节 *a*\r\n\r\n```\r\n## code\r\n```\r\nSub\r\n---\r\n\r\n### b"
    outline = staff.post(PREVIEW, {"content": body, "profile": "post"}).json()["outline"]

    assert [(heading["title"], heading["level"], heading["line"]) for heading in outline] == [
        ("一节 a", 2, 3),
        ("Sub", 2, 8),
        ("b", 3, 11),
    ]


def test_problems_are_told_in_the_language_of_the_administration(staff: Client) -> None:
    problems = [
        staff.post(prefix + PREVIEW, {"content": "$\\nosuchcommand$"}).json()["problems"][0]["message"]
        for prefix in ("", "/zh-hans")
    ]

    assert problems[0].isascii()
    assert not problems[1].isascii()


def test_a_text_beyond_the_limits_gets_a_message(staff: Client) -> None:
    response = staff.post(PREVIEW, {"content": "x" * 1_000_001, "profile": "post"})

    assert response.status_code == 400
    assert "1,000,000" in response.json()["error"]


def test_an_upload_answers_the_markdown_that_shows_it(
    staff: Client, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    answer = staff.post(UPLOAD, {"image": make_image()}).json()

    address = Picture.objects.get().url
    assert answer == {"markdown": f"![]({address})", "address": address}


def test_a_wrong_upload_gets_a_message(staff: Client) -> None:
    for data in ({}, {"image": make_image("BMP")}):
        response = staff.post(UPLOAD, data)
        assert response.status_code == 400
        assert response.json()["error"]


def test_rich_text_is_answered_as_markdown(staff: Client) -> None:
    answer = staff.post(PASTE, {"html": "<h1>标题</h1><p><b>bold</b><script>x</script></p>"})

    assert answer.json() == {"markdown": "## 标题\n\n**bold**\n"}
    assert "no-store" in answer["Cache-Control"]
    assert staff.get(PASTE).status_code == 405


def test_rich_text_beyond_the_limits_gets_a_message(staff: Client) -> None:
    refusals = [staff.post(prefix + PASTE, {"html": "<div>" * 2_000}) for prefix in ("", "/zh-hans")]

    assert [refusal.status_code for refusal in refusals] == [400, 400]
    assert refusals[0].json()["error"].isascii()
    assert not refusals[1].json()["error"].isascii()


def test_a_token_is_for_staff_and_never_kept(client: Client, staff: Client) -> None:
    answer = staff.get(TOKEN)
    assert answer.json()["token"]
    assert "no-store" in answer["Cache-Control"]
    assert staff.post(TOKEN).status_code == 405

    staff.logout()
    refusal = client.get("/zh-hans" + TOKEN)
    assert refusal.status_code == 403
    assert "no-store" in refusal["Cache-Control"]
    assert not refusal.json()["error"].isascii()


def test_a_token_is_good_for_a_page_from_before_signing_in() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_user("editor", is_staff=True))
    token = client.get(TOKEN).json()["token"]

    assert client.post(PREVIEW, {"content": "x"}, headers={"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_field_knows_the_words_of_a_refusal(staff: Client, language: str) -> None:
    with override(language):
        field = MarkdownWidget().render("text", "", {})
        large = BytesIO(b"x" * (MOST_BYTES + 1))
        for file in (large, BytesIO(b"no picture")):
            with pytest.raises(ValidationError) as refusal:
                store_picture(file=file)
            assert refusal.value.messages[0] in field
    assert f'data-most-bytes="{MOST_BYTES}"' in field


def test_an_upload_that_was_described_before_brings_its_description(
    staff: Client, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    alt = r"A [b] *c* `d` \e <i> & f_g_ $h$ http://i.example"
    store_picture(file=make_image(), alt=alt)
    answer = staff.post(UPLOAD, {"image": make_image()}).json()
    html = make_post(body=answer["markdown"]).body_html

    assert f'alt="{escape(alt)}"' in html
