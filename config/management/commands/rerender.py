from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand

from blog.services import count_outdated, rerender_all
from profile_app.services import outdated_texts, rerender_texts

WIDTH = 40


class Command(BaseCommand):
    help = "Renders again what an older renderer made. Safe to stop and to start again."

    def handle(self, *args: Any, **options: Any) -> None:
        total = count_outdated() + outdated_texts()
        for done, _ in enumerate(chain(rerender_all(), rerender_texts()), start=1):
            self.show(done, total)
        self.stdout.write(f"\nRendered {total} texts again." if total else "Everything is up to date.")

    def show(self, done: int, total: int) -> None:
        """Draws the progress bar over itself."""
        filled = WIDTH * done // max(done, total)
        self.stdout.write(f"\r[{'#' * filled:<{WIDTH}}] {done}/{total}", ending="")
        self.stdout.flush()
