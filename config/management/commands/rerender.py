from typing import Any

from django.core.management.base import BaseCommand, CommandError

from blog.services import outdated_rows, rerender

WIDTH = 40


class Command(BaseCommand):
    help = "Renders again what an older renderer made. Safe to stop and to start again."

    def handle(self, *args: Any, **options: Any) -> None:
        rows, failures = outdated_rows(), []
        for done, failure in enumerate(rerender(rows), start=1):
            self.show(done, len(rows))
            failures += [failure] if failure else []
        self.stdout.write(
            f"\nRendered {len(rows) - len(failures)} texts again." if rows else "Nothing to do."
        )
        if failures:
            raise CommandError("\n".join(["These keep their old HTML:", *failures]))

    def show(self, done: int, total: int) -> None:
        """Draws the progress bar over itself."""
        filled = WIDTH * done // max(done, total)
        self.stdout.write(f"\r[{'#' * filled:<{WIDTH}}] {done}/{total}", ending="")
        self.stdout.flush()
