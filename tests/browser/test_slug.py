"""The slug follows the title until the owner writes one."""

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import OpenPage


@pytest.fixture
def page(open_page: OpenPage, admin_state: StorageState) -> Page:
    return open_page("/admin/blog/post/add/", storage_state=admin_state)


def test_the_slug_follows_a_chinese_title_and_shows_its_address(page: Page) -> None:
    page.locator("#id_title").fill("重庆的 KV cache")
    expect(page.locator("#id_slug")).to_have_value("chongqing-de-kv-cache")
    page.select_option("#id_language", "zh-hans")

    expect(page.locator(".slug-address")).to_contain_text("/zh-hans/blog/chongqing-de-kv-cache/")


def test_a_slug_written_by_hand_stays_and_an_emptied_one_follows_again(page: Page) -> None:
    title, slug = page.locator("#id_title"), page.locator("#id_slug")
    slug.fill("mine")
    title.fill("First")
    page.wait_for_timeout(500)
    expect(slug).to_have_value("mine")
    expect(page.locator(".slug-address")).to_contain_text("/blog/mine/")
    slug.fill("")
    title.fill("Second")
    expect(slug).to_have_value("second")
