from typing import Any

from django.core.management.base import BaseCommand, CommandError

from blog.services import count_outdated, rerender_outdated

WIDTH = 40


class Command(BaseCommand):
    help = "Renders again what an older renderer made. Safe to stop and to start again."

    def handle(self, *args: Any, **options: Any) -> None:
        total, failures = count_outdated(), []
        for done, failure in enumerate(rerender_outdated(), start=1):
            self.show(done, total)
            failures += [failure] if failure else []
        self.stdout.write(f"\nRendered {total - len(failures)} texts again." if total else "Nothing to do.")
        if failures:
            raise CommandError("\n".join(["These keep their old HTML:", *failures]))

    def show(self, done: int, total: int) -> None:
        """Draws the progress bar over itself."""
        filled = WIDTH * done // max(done, total)
        self.stdout.write(f"\r[{'#' * filled:<{WIDTH}}] {done}/{total}", ending="")
        self.stdout.flush()
