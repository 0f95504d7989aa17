import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from blog.models.visibility import Status
from blog.qr import draw_qr
from tests.blog.factories import make_post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "prefix"), [("en", ""), ("zh-hans", "/zh-hans")])
def test_a_post_has_a_code_of_its_one_address(
    client: Client, settings: LazySettings, language: str, prefix: str
) -> None:
    settings.SITE_URL = "https://example.org"
    make_post(slug="读书", language=language)
    response = client.get(f"{prefix}/blog/读书/qr.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert response.content == draw_qr(f"https://example.org{prefix}/blog/%E8%AF%BB%E4%B9%A6/")


@pytest.mark.parametrize("fields", [{"status": Status.DRAFT}, {"trashed_at": timezone.now()}])
def test_a_post_that_nobody_may_read_has_no_code(client: Client, fields: dict[str, object]) -> None:
    make_post(slug="hidden", **fields)

    assert client.get("/blog/hidden/qr.svg").status_code == 404
