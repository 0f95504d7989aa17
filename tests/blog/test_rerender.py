"""Rendering again: after a new renderer, and after a change of the site's macros."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import Client

from blog.models import Column, Macro, Post
from blog.services import count_outdated, rerender_outdated
from profile_app.models import Entry, Profile, Section
from tests.blog.factories import make_column, make_post
from tests.profile.factories import column, make_news, make_profile, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("owner"))
    return client


def test_only_what_is_outdated_is_touched() -> None:
    old, new = make_post(), make_post()
    Post.objects.filter(pk=old.pk).update(renderer_version=0, body_html="stale")
    Post.objects.filter(pk=new.pk).update(body_html="untouched")

    assert count_outdated() == 1
    assert list(rerender_outdated()) == [""]
    assert "Text of post" in Post.objects.get(pk=old.pk).body_html
    assert Post.objects.get(pk=new.pk).body_html == "untouched"


def test_every_table_takes_part_and_it_can_stop_and_go_on() -> None:
    make_post()
    make_column(description="Text")
    make_profile(biography_en="Hello")
    make_section("text", text_en="Text")
    make_news()
    models: list[type[Model]] = [Post, Column, Profile, Section, Entry]
    for model in models:
        model._default_manager.update(renderer_version=0)
    Section.objects.update(text_html_en="stale")

    next(rerender_outdated())
    assert count_outdated() == 4
    assert len(list(rerender_outdated())) == 4
    assert "<p>Text</p>" in column(Section.objects.get(), "text_html_en")


def test_an_edit_made_meanwhile_stays() -> None:
    for _ in range(2):
        make_column(description="Old")
    Column.objects.update(renderer_version=0)
    work = rerender_outdated()
    next(work)
    Column.objects.update(title="New", description="New")
    list(work)

    assert {*Column.objects.values_list("title", flat=True)} == {"New"}
    last = Column.objects.order_by("pk").last()
    assert last is not None
    assert "New" in last.description_html


def test_a_text_beyond_the_limits_stops_none_of_the_others() -> None:
    make_post(title="Too long")
    Post.objects.update(body="x" * 1_000_001, renderer_version=0)
    Post.objects.filter(pk=make_post().pk).update(renderer_version=0, body_html="stale")
    with pytest.raises(CommandError, match=r"Too long.*1,000,000"):
        call_command("rerender", stdout=StringIO())

    assert not Post.objects.filter(body_html="stale").exists()


def change(admin: Client, macro: Macro, **fields: str) -> Any:
    """What the admin answers to a change of a macro."""
    data = {"command": macro.command, "definition": macro.definition} | fields
    return admin.post(f"/admin/blog/macro/{macro.pk}/change/", data, follow=True)


def test_a_changed_macro_reaches_every_text_that_comes_to_it(admin: Client) -> None:
    macro = Macro.objects.create(command=r"\R", definition=r"\mathbb{R}")
    Macro.objects.create(command=r"\Rn", definition=r"\R^n")
    make_post(body=r"$\Rn$")
    make_column(description=r"$\R$")
    make_profile(biography_en=r"$\R$")
    untouched = make_post(body="$x$")
    Post.objects.filter(pk=untouched.pk).update(body_html="untouched")
    response = change(admin, macro, definition=r"\mathbf{S}")

    assert "3 texts were rendered again" in response.content.decode()
    assert "𝐒" in Post.objects.exclude(pk=untouched.pk).get().body_html
    assert "𝐒" in Column.objects.get().description_html
    assert "𝐒" in column(Profile.objects.get(), "biography_html_en")
    assert Post.objects.get(pk=untouched.pk).body_html == "untouched"


def test_a_renamed_macro_is_unknown_under_its_old_name(admin: Client) -> None:
    macro = Macro.objects.create(command=r"\mine", definition="x")
    make_post(body=r"$\mine$")
    change(admin, macro, command=r"\other")

    assert "math-error" in Post.objects.get().body_html


def test_macros_removed_together_leave_their_texts(admin: Client) -> None:
    macros = [Macro.objects.create(command=rf"\m{letter}", definition="x") for letter in "ab"]
    make_post(body=r"$\ma \mb$")
    data = {"action": "delete_selected", "_selected_action": [macro.pk for macro in macros], "post": "yes"}
    admin.post("/admin/blog/macro/", data)

    assert not Macro.objects.exists()
    assert "math-error" in Post.objects.get().body_html


def test_a_macro_that_takes_a_text_beyond_the_limits_says_which(admin: Client) -> None:
    macro = Macro.objects.create(command=r"\R", definition="x")
    post = make_post(title="Formulas", body=r"$\R$ " * 9000)
    response = change(admin, macro, definition=r"\frac{x}{y}" * 40)

    assert "Formulas" in response.content.decode()
    assert Post.objects.get().body_html == post.body_html
