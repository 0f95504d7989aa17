"""Rendering again: after a new renderer, and after a change of the site's macros."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import Client

from blog.models import Column, Macro, Post
from blog.services import outdated_rows, rerender
from profile_app.models import Entry, Profile, Section
from tests.blog.factories import make_column, make_post
from tests.profile.factories import column, make_news, make_profile, make_section

pytestmark = pytest.mark.django_db


def test_only_what_is_outdated_is_touched() -> None:
    old, new = make_post(), make_post()
    Post.objects.filter(pk=old.pk).update(renderer_version=0, body_html="stale")
    Post.objects.filter(pk=new.pk).update(body_html="untouched")

    assert len(outdated_rows()) == 1
    assert list(rerender(outdated_rows())) == [""]
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

    next(rerender(outdated_rows()))
    assert len(outdated_rows()) == 4
    assert len(list(rerender(outdated_rows()))) == 4
    assert "<p>Text</p>" in column(Section.objects.get(), "text_html_en")


def test_an_edit_made_meanwhile_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    make_column(title="Old", description="Text")
    Column.objects.update(renderer_version=0, description_html="stale")
    derive = Column.derive

    def derive_slowly(column: Column) -> None:
        derive(column)
        Column.objects.update(title="New")

    monkeypatch.setattr(Column, "derive", derive_slowly)
    list(rerender(outdated_rows()))

    column = Column.objects.get()
    assert (column.title, column.description_html) == ("New", "<p>Text</p>\n")


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


@pytest.mark.django_db(transaction=True)
def test_a_changed_macro_reaches_every_text_that_comes_to_it(admin: Client) -> None:
    macro = Macro.objects.create(command=r"\R", definition=r"\mathbb{R}")
    Macro.objects.create(command=r"\plane", definition=r"\R^2")
    make_post(body=r"$\plane$")
    make_column(description=r"$\R$")
    make_profile(biography_en=r"$\R$")
    untouched = make_post(body=r"$x \Rational$")
    Post.objects.filter(pk=untouched.pk).update(body_html="untouched")
    response = change(admin, macro, definition=r"\mathbf{S}")

    assert "3 texts were rendered again" in response.content.decode()
    assert "𝐒" in Post.objects.exclude(pk=untouched.pk).get().body_html
    assert "𝐒" in Column.objects.get().description_html
    assert "𝐒" in column(Profile.objects.get(), "biography_html_en")
    assert Post.objects.get(pk=untouched.pk).body_html == "untouched"


@pytest.mark.django_db(transaction=True)
def test_a_renamed_macro_is_unknown_under_its_old_name(admin: Client) -> None:
    macro = Macro.objects.create(command=r"\mine", definition="x")
    make_post(body=r"$\mine$")
    change(admin, macro, command=r"\other")

    assert "math-error" in Post.objects.get().body_html


@pytest.mark.parametrize("definition", [r"\frac{1", "}{", r"\loop x"])
def test_a_macro_that_would_break_every_formula_is_refused(admin: Client, definition: str) -> None:
    admin.post("/admin/blog/macro/add/", {"command": r"\loop", "definition": definition})

    assert not Macro.objects.exists()


@pytest.mark.parametrize(("definition", "is_good"), [(r"\{#1\}", True), (r"\nosuch{#2}", False)])
def test_a_macro_that_draws_an_error_is_saved_with_a_warning(
    admin: Client, definition: str, is_good: bool
) -> None:
    data = {"command": r"\mine", "definition": definition}
    response = admin.post("/admin/blog/macro/add/", data, follow=True)

    warnings = [message for message in response.context["messages"] if message.level_tag == "warning"]
    assert Macro.objects.exists()
    assert (warnings == []) == is_good


@pytest.mark.django_db(transaction=True)
def test_macros_removed_together_leave_their_texts(admin: Client) -> None:
    macros = [Macro.objects.create(command=rf"\m{letter}", definition="x") for letter in "ab"]
    make_post(body=r"$\ma \mb$")
    data = {"action": "delete_selected", "_selected_action": [macro.pk for macro in macros], "post": "yes"}
    admin.post("/admin/blog/macro/", data)

    assert not Macro.objects.exists()
    assert "math-error" in Post.objects.get().body_html


@pytest.mark.django_db(transaction=True)
def test_a_macro_that_takes_a_text_beyond_the_limits_says_which(admin: Client) -> None:
    macro = Macro.objects.create(command=r"\R", definition="x")
    post = make_post(title="Formulas", body=r"$\R$ " * 9000)
    response = change(admin, macro, definition=r"\frac{x}{y}" * 40)

    assert "Formulas" in response.content.decode()
    assert Post.objects.get().body_html == post.body_html
