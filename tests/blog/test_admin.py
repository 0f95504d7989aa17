import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import Column, Macro, Picture, Post, Tag
from blog.models.visibility import Status
from blog.services import store_picture
from tests.blog.factories import make_column, make_image, make_post

pytestmark = pytest.mark.django_db


def post_form(**fields: Any) -> dict[str, Any]:
    """What the browser sends of an otherwise empty post form."""
    empty = {
        "title": "Title",
        "slug": "title",
        "language": "en",
        "body": "Text",
        "status": "draft",
        "published_at": "",
        "licence": "CC-BY-4.0",
        "seen_edition": "0",
        "column_entries-TOTAL_FORMS": "0",
        "column_entries-INITIAL_FORMS": "0",
        "changes-TOTAL_FORMS": "0",
        "changes-INITIAL_FORMS": "0",
    }
    return empty | fields


def test_a_post_is_written_and_published(admin: Client) -> None:
    tag = Tag.objects.create(name="KV cache")
    admin.post(
        reverse("admin:blog_post_add"), post_form(status="published", body="**Hi** $x$", tags=[tag.pk])
    )

    post = Post.objects.get()
    assert post.is_published
    assert [tag.name for tag in post.tags.all()] == ["KV cache"]
    assert "<strong>Hi</strong>" in admin.get(post.get_absolute_url()).content.decode()


def test_a_text_beyond_the_limits_is_a_message_and_nothing_is_lost(admin: Client) -> None:
    text = "x" * 1_000_001
    response = admin.post(reverse("admin:blog_post_add"), post_form(body=text))

    assert "1,000,000" in response.context["adminform"].form.errors["body"][0]
    assert response.context["adminform"].form["body"].value() == text


def test_a_title_or_summary_too_long_comes_back_whole_with_a_message(admin: Client) -> None:
    texts = {"title": "t" * 201, "summary": "s" * 501}
    response = admin.post(reverse("admin:blog_post_add"), post_form(**texts))

    form = response.context["adminform"].form
    assert set(form.errors) == {"title", "summary"}
    assert {name: form[name].value() for name in texts} == texts
    assert 'maxlength="500"' not in response.content.decode()


def test_a_columns_description_beyond_the_limits_is_a_message_too(admin: Client) -> None:
    empty = {"entries-TOTAL_FORMS": "0", "entries-INITIAL_FORMS": "0"}
    column = {"title": "T", "slug": "t", "language": "en", "position": "0", "description": "x" * 20_001}
    response = admin.post(reverse("admin:blog_column_add"), column | empty)

    assert "20,000" in response.context["adminform"].form.errors["description"][0]


def test_only_an_edit_of_the_text_dates_the_post_as_edited(admin: Client) -> None:
    post = make_post(title="Title", slug="title", body="Text")
    change = reverse("admin:blog_post_change", args=[post.pk])
    when = timezone.localtime(post.published_at)
    dates = {
        "published_at": f"{when:%Y-%m-%dT%H:%M}",
        "status": "published",
    }
    admin.post(change, post_form(summary="New summary", **dates))
    assert Post.objects.get().edited_at is None
    assert Post.objects.get().published_at == post.published_at

    admin.post(change, post_form(body="Better text", seen_edition=1, **dates))
    assert Post.objects.get().edited_at is not None


@pytest.mark.parametrize("status", Status)
def test_only_what_readers_can_reach_has_a_link_to_the_site(admin: Client, status: Status) -> None:
    post = make_post(slug="here", status=status)
    content = admin.get(reverse("admin:blog_post_change", args=[post.pk])).content.decode()

    assert (f'href="{post.get_absolute_url()}"' in content) == post.is_reachable


def test_a_text_that_a_browser_sends_back_is_no_edit(admin: Client) -> None:
    post = make_post(title="Title", slug="title", body="    code\n\ntext\n", is_sample=True)
    sent = post_form(body="    code\r\n\r\ntext\r\n", status="published", published_at="2024-01-01T10:00")
    admin.post(reverse("admin:blog_post_change", args=[post.pk]), sent)

    saved = Post.objects.get()
    assert saved.published_at != post.published_at
    assert (saved.body, saved.edited_at, saved.is_sample) == (post.body, None, True)


def test_a_translation_is_chosen_by_its_title_and_can_be_let_go(admin: Client) -> None:
    english = make_post(title="English")
    chinese = post_form(title="中文", slug="zh", language="zh-hans", translation_of=english.pk)
    admin.post(reverse("admin:blog_post_add"), chinese)
    translation = Post.objects.get(slug="zh")
    assert translation.translation == english

    change = reverse("admin:blog_post_change", args=[translation.pk])
    assert admin.get(change).context["adminform"].form["translation_of"].value() == english.pk
    admin.post(change, chinese | {"translation_of": "", "seen_edition": translation.edition})
    assert Post.objects.get(slug="zh").translation is None


def test_a_post_has_one_translation_into_each_language(admin: Client) -> None:
    english = make_post()
    make_post(language="zh-hans", translation_key=english.translation_key)

    for language, message in (("zh-hans", "already has"), ("en", "same language")):
        form = post_form(language=language, translation_of=english.pk)
        errors = admin.post(reverse("admin:blog_post_add"), form).context["adminform"].form.errors
        assert message in errors["translation_of"][0]


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("drafts", "draft"),
        ("scheduled", "scheduled"),
        ("published", "published"),
        ("unlisted", "unlisted"),
        ("trashed", "trashed"),
    ],
)
def test_the_list_filters_by_state(admin: Client, state: str, title: str) -> None:
    make_post(title="draft", status=Status.DRAFT)
    make_post(title="scheduled", published_at=timezone.now() + timedelta(days=1))
    make_post(title="published")
    make_post(title="unlisted", status=Status.UNLISTED)
    make_post(title="trashed", trashed_at=timezone.now())
    changelist = admin.get(reverse("admin:blog_post_changelist"), {"state": state}).context["cl"]

    assert [post.title for post in changelist.result_list] == [title]


@pytest.mark.parametrize("state", ["delete", "none", "'><script>"])
def test_an_unknown_state_is_no_choice(admin: Client, state: str) -> None:
    make_post()
    changelist = admin.get(reverse("admin:blog_post_changelist"), {"state": state}).context["cl"]

    assert len(changelist.result_list) == Post.objects.count() == 1


def test_a_post_goes_through_the_trash_before_it_can_be_deleted(admin: Client) -> None:
    post = make_post()
    changelist, delete = (
        reverse("admin:blog_post_changelist"),
        reverse("admin:blog_post_delete", args=[post.pk]),
    )
    assert admin.post(delete, {"post": "yes"}).status_code == 403

    admin.post(changelist, {"action": "move_to_trash", "_selected_action": [post.pk]})
    assert list(Post.objects.trashed()) == [post]
    assert not admin.get(changelist).context["cl"].result_list

    admin.post(f"{changelist}?state=trashed", {"action": "restore", "_selected_action": [post.pk]})
    assert Post.objects.get().is_published

    admin.post(changelist, {"action": "move_to_trash", "_selected_action": [post.pk]})
    admin.post(delete, {"post": "yes"})
    assert not Post.objects.exists()


@pytest.fixture
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_picture_is_added_through_the_same_door_as_the_editors(admin: Client, media: Path) -> None:
    add = reverse("admin:blog_picture_add")
    for alt in ("", "Teal", ""):
        assert admin.post(add, {"upload": make_image(), "alt": alt}).status_code == 302
    response = admin.post(add, {"upload": make_image("BMP"), "alt": ""})

    assert Picture.objects.get().alt == "Teal"
    assert "PNG, JPEG, GIF or WebP" in response.context["adminform"].form.errors["upload"][0]


def test_a_refused_form_stores_no_picture(admin: Client, media: Path) -> None:
    form = {"upload": make_image(), "alt": "x" * 501}
    response = admin.post(reverse("admin:blog_picture_add"), form)

    assert list(response.context["adminform"].form.errors) == ["alt"]
    assert not Picture.objects.exists()
    assert not list(media.rglob("*.*"))


def test_a_popup_gets_the_picture_that_was_there_already(admin: Client, media: Path) -> None:
    picture = store_picture(file=make_image())
    response = admin.post(reverse("admin:blog_picture_add"), {"upload": make_image(), "_popup": "1"})

    assert json.loads(response.context["popup_response_data"])["value"] == str(picture.pk)


def test_a_new_tag_needs_a_name_alone(admin: Client) -> None:
    admin.post(reverse("admin:blog_tag_add"), {"name": "C++"})

    assert Tag.objects.get().slug == "cpp"


def test_tags_are_offered_in_order(admin: Client) -> None:
    for name in ("training", "attention", "kernel"):
        Tag.objects.create(name=name)
    query = {"app_label": "blog", "model_name": "taggeditem", "field_name": "tag", "term": ""}
    results = admin.get(reverse("admin:autocomplete"), query).json()["results"]

    assert [result["text"] for result in results] == ["attention", "kernel", "training"]


@pytest.mark.parametrize(
    ("name", "again"), [("KV cache", "kv CACHE"), ("推理", "推理"), ("LLM推理", "llm推理")]
)
def test_a_tags_name_in_another_case_is_refused_with_a_message(admin: Client, name: str, again: str) -> None:
    Tag.objects.create(name=name)
    other = Tag.objects.create(name="训练")
    for address in (reverse("admin:blog_tag_add"), reverse("admin:blog_tag_change", args=[other.pk])):
        form = admin.post(address, {"name": again, "slug": "other"}).context["adminform"].form
        assert "already" in str(form.errors)

    assert Tag.objects.count() == 2


def test_a_tags_slug_in_another_case_is_refused_with_a_message(admin: Client) -> None:
    Tag.objects.create(name="LLM")
    other = Tag.objects.create(name="推理")
    change = reverse("admin:blog_tag_change", args=[other.pk])
    for slug in ("llm", "LLM"):
        form = admin.post(change, {"name": "推理", "slug": slug}).context["adminform"].form
        assert "already" in str(form.errors)


def test_a_post_cannot_hide_behind_the_list_of_columns(admin: Client) -> None:
    form = admin.post(reverse("admin:blog_post_add"), post_form(slug="columns")).context["adminform"].form

    assert "another page" in form.errors["slug"][0]


def test_drafts_without_a_date_stand_first(admin: Client) -> None:
    make_post(title="Published")
    make_post(title="Draft", status=Status.DRAFT, published_at=None)
    changelist = admin.get(reverse("admin:blog_post_changelist")).context["cl"]

    assert [post.title for post in changelist.result_list] == ["Draft", "Published"]


@pytest.mark.django_db(transaction=True)
def test_a_changed_macro_renders_its_posts_again(admin: Client) -> None:
    post = make_post(body=r"$\mine$")
    assert "math-error" in post.body_html
    admin.post(reverse("admin:blog_macro_add"), {"command": r"\mine", "definition": "x"})

    assert "math-error" not in Post.objects.get().body_html
    assert Macro.objects.exists()


@pytest.mark.parametrize("command", ["mine", r"\mine2", r"\m n", ""])
def test_a_macro_is_a_backslash_and_letters(admin: Client, command: str) -> None:
    admin.post(reverse("admin:blog_macro_add"), {"command": command, "definition": "x"})

    assert not Macro.objects.exists()


@pytest.mark.parametrize("model", [Column, Macro, Picture, Post, Tag])
@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_every_list_and_form_opens_in_both_languages(admin: Client, model: Any, prefix: str) -> None:
    column = make_column()
    make_post(tags=["a"], column=column)
    Macro.objects.create(command=r"\a", definition="b")
    Picture.objects.create(file="pictures/x.png", width=1, height=1)
    name = model._meta.model_name
    addresses = ["", "add/", f"{model.objects.get().pk}/change/", "?q=a"]

    for address in addresses:
        assert admin.get(f"{prefix}/admin/blog/{name}/{address}").status_code == 200
