"""What a reader can do on a page."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage

POST = "/blog/kv-cache-from-first-principles/"


def test_the_theme_button_switches_at_once_and_stays(open_page: OpenPage) -> None:
    page = open_page(POST, color_scheme="light")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.locator("header .tools button").click()
    dark = page.evaluate(background)
    page.goto("/blog/")

    assert dark != light
    assert page.evaluate(background) == dark


def test_the_contents_mark_the_section_in_view(open_page: OpenPage) -> None:
    page = open_page(POST, viewport={"width": 1400, "height": 900})
    last = page.locator("[data-contents] a").last
    page.goto(POST + str(last.get_attribute("href")))

    expect(page.locator("[data-contents] a[aria-current=location]")).to_have_count(1)
    expect(last).to_have_attribute("aria-current", "location")


def test_code_is_copied_without_numbers_marks_and_removed_lines(open_page: OpenPage) -> None:
    page = open_page(POST, permissions=["clipboard-read", "clipboard-write"])
    block = page.locator(".code").first
    block.hover()
    block.get_by_role("button").click()
    copied = page.evaluate("navigator.clipboard.readText()")

    source = block.locator("code").text_content() or ""
    for removed in block.locator(".line.del").all_text_contents():
        source = source.replace(removed, "")
    assert copied == source
    compile(copied, "copied", "exec")


def test_the_share_button_copies_the_address_and_says_so_for_a_moment(open_page: OpenPage) -> None:
    page = open_page(POST, permissions=["clipboard-read", "clipboard-write"])
    page.clock.install()
    page.locator("[popovertarget=share]").click()
    button = page.locator("[data-share-link]")
    before = button.inner_text()
    button.click()
    expect(button).not_to_have_text(before)
    button.click()
    page.clock.run_for(3000)

    expect(button).to_have_text(before)
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_refused_clipboard_leaves_the_address_selected(open_page: OpenPage) -> None:
    page = open_page(POST)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    page.locator("[popovertarget=share]").click()
    page.locator("[data-share-link]").click()

    selected = str(page.evaluate("getSelection().toString()"))
    assert selected.strip() == page.locator(".share .address").inner_text()


def test_on_a_phone_the_contents_open_as_a_sheet(open_page: OpenPage) -> None:
    page = open_page(POST, viewport={"width": 390, "height": 844})
    contents = page.locator("nav[popover][data-contents]")
    expect(contents).to_be_hidden()
    page.locator(".rail [popovertarget]").first.click()

    expect(contents).to_be_visible()


def test_the_language_switch_leads_to_the_translation(open_page: OpenPage) -> None:
    page = open_page(POST)
    page.locator("header a[hreflang='zh-Hans']").click()

    expect(page).to_have_url(re.compile(f"/zh-hans{POST}$"))
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_nothing_moves_while_a_post_loads(open_page: OpenPage) -> None:
    page = open_page(POST, viewport={"width": 390, "height": 844})
    page.wait_for_load_state("networkidle")
    shift = """new Promise(resolve => {
      let total = 0;
      new PerformanceObserver(list => { for (const entry of list.getEntries()) total += entry.value; })
        .observe({ type: "layout-shift", buffered: true });
      setTimeout(() => resolve(total), 300);
    })"""

    assert page.evaluate(shift) < 0.01


def test_the_qr_code_is_loaded_when_the_share_menu_opens(open_page: OpenPage) -> None:
    page = open_page(POST)
    page.wait_for_load_state("networkidle")
    code = page.locator(".share .qr img")
    expect(code).to_have_js_property("naturalWidth", 0)
    page.locator("[popovertarget=share]").click()

    expect(code).not_to_have_js_property("naturalWidth", 0)


def test_the_system_share_sheet_gets_the_page_where_there_is_one(open_page: OpenPage) -> None:
    page = open_page(POST)
    sheet = page.locator("[data-share-sheet]")
    page.locator("[popovertarget=share]").click()
    expect(sheet).to_be_hidden()

    page.add_init_script("navigator.share = async (shared) => { window.shared = shared; };")
    page.reload()
    page.locator("[popovertarget=share]").click()
    sheet.click()
    assert page.evaluate("shared.url") == page.url
    assert page.evaluate("shared.title") == page.locator("h1").inner_text()


def test_on_a_phone_the_contents_open_at_the_section_that_is_read(open_page: OpenPage) -> None:
    page = open_page("/zh-hans/blog/markdown-tour/", viewport={"width": 390, "height": 400})
    page.evaluate("document.querySelector('.endnotes').scrollIntoView({ behavior: 'instant' })")
    current = page.locator("[data-contents] [aria-current=location]")
    expect(current).to_have_count(1)
    page.locator("[popovertarget=toc]").first.click()

    expect(current).to_be_in_viewport()
