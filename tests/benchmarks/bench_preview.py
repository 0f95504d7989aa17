"""Prints how long the preview takes to show a key that is pressed in a long post, in Chromium on a real site.

    python -m tests.benchmarks.bench_preview

Half of the keys go to the beginning of the text, half to its end. "Blocked" is the longest that the page
could not answer meanwhile; the last number compares the time from key to preview with the shortest post's.
"""

import os
import shutil
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.bench_render import long_post
from tests.browser.server import PASSWORD, manage, running_site

LENGTHS = {1_000: (20, 3), 10_000: (100, 30), 50_000: (500, 150)}  # words: formulas and blocks of code
KEYS = 10
FILL = "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); }"
MEASURE = """(field, [place, sign]) => new Promise((done) => {
  const { shadowRoot } = field.closest("[data-markdown-editor]").querySelector(".markdown-preview");
  let blocked = 0, last = performance.now();
  const ticks = setInterval(() => {
    blocked = Math.max(blocked, performance.now() - last);
    last = performance.now();
  }, 1);
  field.focus();
  field.setSelectionRange(place, place);
  const start = performance.now();
  new MutationObserver((_, observer) => {
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => {
      clearInterval(ticks);
      done([performance.now() - start, blocked]);
    }));
  }).observe(shadowRoot.querySelector(".body"), { childList: true });
  document.execCommand("insertText", false, sign);
})"""


def measure(page: Page, text: str) -> tuple[float, float]:
    """Return the median time from a key to its preview and the median longest block, in milliseconds."""
    field = page.locator("#id_body")
    field.evaluate(FILL, text)
    page.wait_for_function("document.querySelector('.markdown-status').textContent === ''")
    page.wait_for_timeout(3000)
    found = []
    for number in range(KEYS):
        place = len("## Part") if number % 2 else len(text)
        found.append(field.evaluate(MEASURE, [place, "x"]))
        page.wait_for_timeout(2000)
    return median(time for time, _ in found), median(block for _, block in found)


def sign_in(page: Page) -> None:
    """Open the form of a new post."""
    page.goto("/admin/blog/post/add/")
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_selector("#id_body")


def main() -> None:
    """Print a line for each length."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        with running_site(folder) as site:
            manage(folder, "make_admin", "admin", typed=f"{PASSWORD}\n")
            browser = playwright.chromium.launch(executable_path=program, args=sandbox)
            page = browser.new_page(base_url=site, viewport={"width": 1400, "height": 900})
            sign_in(page)
            first = 0.0
            for words, (formulas, blocks) in LENGTHS.items():
                time, blocked = measure(page, long_post(words, formulas, blocks))
                first = first or time
                print(f"{words:6,} words: {time:5.0f} ms, blocked {blocked:4.0f} ms, {time / first:.1f}")
            browser.close()


if __name__ == "__main__":
    main()
