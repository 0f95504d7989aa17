"""What posts may cite, and what follows when that changes."""

from time import perf_counter

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from blog.models import Bibliography, Post
from blog.services import (
    delete_bibliography,
    mark_citing,
    rerender,
    restore_revision,
    save_bibliography,
    save_post,
)
from profile_app.models import Publication
from tests.blog.factories import make_post
from tests.profile.factories import make_publication

pytestmark = pytest.mark.django_db

ENTRY = "@article{%s, title={%s}, author={Doe, Jane}, journal={Letters}, year={2020}}\n"


def make_bibliography(text: str, name: str = "Works") -> Bibliography:
    bibliography = Bibliography(name=name, text=text)
    save_bibliography(bibliography=bibliography)
    return bibliography


def html_of(post: Post) -> str:
    return Post.objects.get(pk=post.pk).body_html


def test_the_post_comes_before_the_site_and_the_site_before_the_homepage() -> None:
    make_publication(citekey="a", title="Of the homepage")
    make_publication(citekey="b", title="Of the homepage, too")
    make_bibliography(ENTRY % ("a", "Of the site"), name="A")
    make_bibliography(ENTRY % ("a", "Of a later bibliography") + ENTRY % ("c", "Of the later one"), name="B")
    html = make_post(body="[@a; @b; @c; @d]", bibliography=ENTRY % ("d", "Of the post")).body_html

    for title in ("Of the site", "Of the homepage, too", "Of the later one", "Of the post"):
        assert f"{title}." in html
    assert "Of the post." in make_post(body="[@a]", bibliography=ENTRY % ("a", "Of the post")).body_html


def test_only_the_post_with_a_bibliography_may_cite_it() -> None:
    make_post(body="[@a]", bibliography=ENTRY % ("a", "Mine"))
    other = make_post(body="[@a]")

    assert "[@a]" in other.body_html
    assert other.problems == 1


def test_a_hidden_publication_is_not_cited() -> None:
    make_publication(citekey="a", title="Secret", is_visible=False)
    assert "Secret" not in make_post(body="[@a]").body_html


@pytest.mark.django_db(transaction=True)
def test_a_changed_publication_renders_the_posts_again_that_cite_it() -> None:
    paper = make_publication(citekey="a", title="Before")
    post, other = make_post(body="[@a]"), make_post(body="a@a.org")
    Post.objects.filter(pk=other.pk).update(body_html="untouched")

    Publication.objects.get(pk=paper.pk).save()  # nothing that a post shows
    assert "Before" in html_of(post)
    paper.title = "After"
    paper.save()
    assert "After" in html_of(post)
    paper.citekey = "b"
    paper.save()
    assert "[@a]" in html_of(post)
    paper.citekey = "a"
    paper.save()
    paper.delete()
    assert "[@a]" in html_of(post)
    assert html_of(other) == "untouched"


def test_a_changed_bibliography_marks_the_posts_that_cite_what_has_changed() -> None:
    bibliography = make_bibliography(ENTRY % ("a", "A") + ENTRY % ("b", "B"))
    citing_a, citing_b, citing_c = (make_post(body=f"[@{key}]") for key in "abc")

    bibliography.text = ENTRY % ("a", "New") + ENTRY % ("b", "B") + ENTRY % ("c", "C")
    rows = save_bibliography(bibliography=bibliography)
    assert {pk for _model, pk in rows} == {citing_a.pk, citing_c.pk}
    assert list(rerender(rows)) == ["", ""]
    assert "New." in html_of(citing_a) and "C." in html_of(citing_c)

    rows = delete_bibliography(bibliography=bibliography)
    assert {pk for _model, pk in rows} == {citing_a.pk, citing_b.pk, citing_c.pk}


def test_finding_what_cites_takes_two_queries(django_assert_num_queries: object) -> None:
    for _ in range(3):
        make_post(body="[@a]")
    with django_assert_num_queries(4):  # type: ignore[operator]  # two are of the savepoint
        assert len(mark_citing(keys={"a"})) == 3


def test_a_post_without_citations_asks_for_none(django_assert_num_queries: object) -> None:
    make_bibliography(ENTRY % ("a", "A"))
    post = Post(title="x", body="Nothing.")
    with django_assert_num_queries(1):  # type: ignore[operator]  # the macros
        post.derive()
    post.body = "[@a]"
    with django_assert_num_queries(2):  # type: ignore[operator]
        post.derive()


@pytest.mark.django_db(transaction=True)
def test_the_admin_saves_a_bibliography_and_renders_again(admin: Client) -> None:
    post = make_post(body="[@a]")
    address = reverse("admin:blog_bibliography_add")
    response = admin.post(address, {"name": "Works", "text": ENTRY % ("a", "Found")}, follow=True)

    assert "1 text was rendered again." in response.content.decode()
    assert "Found." in html_of(post)
    listed = admin.get(reverse("admin:blog_bibliography_changelist")).content.decode()
    assert '<td class="field-entry_count">1</td>' in listed
    delete = reverse("admin:blog_bibliography_delete", args=[Bibliography.objects.get().pk])
    admin.post(delete, {"post": "yes"})
    assert "[@a]" in html_of(post)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("No entry at all", "There is no BibTeX entry in it"),
        (
            "\n@misc{a, title={b}\n@misc{c, title={d}}",
            "Line 2: the entry “@misc{a, title={b}” can’t be read.",
        ),
        ((ENTRY % ("a", "A")) * 8, "… and 2 more faults."),
        ("@misc{<b>, title={c}}", "“&lt;b&gt;” is no key."),
        ("@a{b}" * 5001, "There are too many entries: at most 5,000."),
        ("x" * 2_000_001, "The text is too long: at most 2,000,000 characters."),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_field(admin: Client, text: str, message: str) -> None:
    response = admin.post(reverse("admin:blog_bibliography_add"), {"name": "Works", "text": text})
    assert message in response.content.decode()
    assert not Bibliography.objects.exists()


def test_a_fault_is_told_in_chinese(admin: Client) -> None:
    with override("zh-hans"):
        address = reverse("admin:blog_bibliography_add")
    response = admin.post(address, {"name": "x", "text": "@misc{a, title={b}}\n@misc{a, title={c}}"})
    assert "第 2 行：引用键“a”与前面的条目重复。" in response.content.decode()


def test_five_thousand_entries_are_saved_in_bounded_time(admin: Client) -> None:
    text = "".join(ENTRY % (f"key{number}", f"Title {number}") for number in range(5000))
    started = perf_counter()
    admin.post(reverse("admin:blog_bibliography_add"), {"name": "Works", "text": text})

    assert perf_counter() - started < 30
    assert Bibliography.objects.get().entries.count() == 5000
    assert "Title 4999." in make_post(body="[@key4999]").body_html


def test_the_form_of_a_post_refuses_a_bibliography_that_cannot_be_read(admin: Client) -> None:
    post = make_post()
    page = admin.get(reverse("admin:blog_post_change", args=[post.pk]))
    assert 'name="bibliography"' in page.content.decode()
    fields = {"title": "T", "slug": "t", "language": "en", "body": "x", "status": "draft", "licence": "cc-by"}
    sent = fields | {"bibliography": "@misc{a, title={b}"}
    response = admin.post(reverse("admin:blog_post_add"), sent)
    assert "Line 1: the entry" in response.content.decode()


def test_a_revision_keeps_the_bibliography() -> None:
    post = make_post(body="[@a]", bibliography=ENTRY % ("a", "First"))
    save_post(post=post)
    first = post.revisions.get()
    post.bibliography = ENTRY % ("a", "Second")
    save_post(post=post)

    assert post.revisions.count() == 2
    restore_revision(revision=first)
    assert "First." in html_of(post)


def test_the_preview_cites_what_the_form_holds(admin: Client) -> None:
    values = {
        "content": "[@a]",
        "profile": "post",
        "language": "en",
        "bibliography": ENTRY % ("a", "Unsaved"),
    }
    answer = admin.post("/editor/preview/", values).json()
    assert "Unsaved." in answer["html"]
    assert answer["problems"] == []


def test_hostile_entries_reach_the_page_as_text(client: Client) -> None:
    text = (
        "@misc{a, title={<script>alert(1)</script> \\input{/etc/passwd} $\\href{javascript:alert(1)}{x}$}, "
        'author={"><img src=x onerror=alert(1)>}, url={javascript:alert(1)}, doi={10.1000/"><script>}, '
        'howpublished={https://example.org/"onmouseover=alert(1)}}'
    )
    post = make_post(body="[@a]", bibliography=text)
    html = client.get(post.get_absolute_url()).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>" not in html and "<img src=x" not in html
    assert 'href="javascript' not in html and '"onmouseover' not in html
