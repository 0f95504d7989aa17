from pathlib import Path

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from profile_app.context_processors import owner
from profile_app.models import Profile
from profile_app.services import blog_owner, load_starter_homepage
from tests.profile.factories import make_profile

pytestmark = pytest.mark.django_db


def test_the_blog_learns_who_its_owner_is() -> None:
    assert blog_owner().name == "Homepage"
    make_profile(name="Ai Da", name_han="艾达", headline_en="Numbers", affiliation_en="Countess\n\nLondon")

    with override("zh-hans"):
        person = blog_owner()
        assert (person.name, person.name_other, person.headline) == ("艾达", "Ai Da", "Numbers")
        assert person.affiliation == "Countess，London"
        assert (person.initials, person.photo) == ("AD", None)


def test_the_owner_is_read_when_a_page_first_asks_and_once() -> None:
    make_profile()
    request = RequestFactory().get("/")
    with CaptureQueriesContext(connection) as queries:
        first, second = owner(request), owner(request)
        assert len(queries) == 0
        assert first["owner"].name == second["owner"].name == "Ada Lovelace"
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[profiles]\nname = 'A'", "profiles"),
        ("[profile]\nname = 'A'\nnickname = 'B'", "nickname"),
        ("[[contact_links]]\nkind = 'email'\naddress = 'nobody'", "contact_links, row 1"),
        ("[profile]\nname = 'A'\n[[sections]]\ntitle_en = 'T'", "sections, row 1"),
    ],
)
def test_a_starter_that_does_not_fit_says_where_and_loads_nothing(
    tmp_path: Path, content: str, message: str
) -> None:
    file = tmp_path / "homepage.toml"
    file.write_text(content)
    with pytest.raises(ValueError, match=message):
        load_starter_homepage(file)
    assert not Profile.objects.exists()
