"""Pictures of a post, opened whole."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.server import manage

ADDRESS = "/blog/pictures-to-zoom/"
WRITE = """
from blog.services.pictures import store_picture
from tests.blog.factories import make_drawing, make_post
first, second = (store_picture(file=make_drawing((width, 900))).file.url for width in (1600, 1500))
body = f'![One]({first} "The first.")\\n\\n![Two]({second} "The second.")'
make_post(slug="pictures-to-zoom", title="Pictures to zoom", body=body)
"""
DESKTOP = {"viewport": {"width": 1400, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module", autouse=True)
def _pictures(site: str, data_folder: Path) -> None:
    manage(data_folder, "shell", "-c", WRITE)


def in_view(page: Page) -> str:
    """The caption of the picture that the dialog shows."""
    captions = page.locator("dialog[open] figcaption").all()
    width = page.evaluate("innerWidth")
    boxes = [(caption.inner_text(), caption.bounding_box()) for caption in captions]
    return next((text for text, box in boxes if box and 0 <= box["x"] < width), "")


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_figure_opens_whole_over_the_page_and_closes_where_it_was(
    open_page: OpenPage, window: dict[str, object]
) -> None:
    page = open_page(ADDRESS, **window)
    link = page.locator("a.zoom").nth(1)
    link.click()
    picture = page.get_by_role("dialog").get_by_role("img", name="Two")
    expect(picture).to_be_in_viewport(ratio=0.99)
    expect(picture).to_have_js_property("naturalWidth", 1500)
    expect(page.get_by_role("dialog").locator("[data-place]")).to_have_text("2 / 2")

    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(link).to_be_focused()
    assert page.url.endswith(ADDRESS)


def test_arrow_keys_go_from_picture_to_picture_and_stop_at_the_ends(open_page: OpenPage) -> None:
    page = open_page(ADDRESS, **DESKTOP, reduced_motion="reduce")
    page.locator("a.zoom").first.click()
    seen = []
    for key in ("ArrowLeft", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        page.wait_for_timeout(100)
        seen.append(in_view(page))

    assert seen == ["The first.", "The second.", "The second.", "The first."]


def test_a_picture_goes_to_its_own_size_and_back(open_page: OpenPage) -> None:
    page = open_page(ADDRESS, **PHONE)
    page.locator("a.zoom").first.click()
    picture = page.get_by_role("dialog").get_by_role("img", name="One")
    expect(picture).to_have_js_property("naturalWidth", 1600)
    picture.tap()
    expect(picture).to_have_js_property("width", 1600)
    picture.tap()
    expect(picture).not_to_have_js_property("width", 1600)


def test_a_click_beside_the_picture_closes(open_page: OpenPage) -> None:
    page = open_page(ADDRESS, **DESKTOP)
    page.locator("a.zoom").first.click()
    page.mouse.click(8, 450)

    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_picture_opens_in_a_tab_of_its_own_when_asked(open_page: OpenPage) -> None:
    page = open_page(ADDRESS, **DESKTOP)
    with page.context.expect_page() as opened:
        page.locator("a.zoom").first.click(modifiers=["Control"])

    assert "/media/pictures/" in opened.value.url
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_without_scripts_a_figure_leads_to_the_whole_picture(open_page: OpenPage) -> None:
    page = open_page(ADDRESS, java_script_enabled=False)
    whole = page.locator("a.zoom").first.get_attribute("href") or ""

    assert page.request.get(whole).headers["content-type"] == "image/png"
    expect(page.locator("dialog")).to_be_hidden()
