from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from blog.services import outdated_rows, prepare_pictures, relate_all_posts, rerender, unprepared_pictures

WIDTH = 40


class Command(BaseCommand):
    help = "Brings pictures and texts up to date that an older version made. Safe to stop and to start again."

    def handle(self, *args: Any, **options: Any) -> None:
        pictures = list(unprepared_pictures())
        lost = self.follow(prepare_pictures(pictures), len(pictures), "pictures got smaller files")
        rows = outdated_rows()
        if not pictures and not rows:
            self.stdout.write("Nothing to do.")
        relate_all_posts()
        failures = self.follow(rerender(rows), len(rows), "texts rendered")
        if lost or failures:
            heads = ("These pictures have no smaller files:", "These texts keep their old HTML:")
            parts = [(head, *found) for head, found in zip(heads, (lost, failures), strict=True) if found]
            raise CommandError("\n".join(line for part in parts for line in part))

    def follow(self, steps: Iterable[str], total: int, done_words: str) -> list[str]:
        """Takes the steps, drawing a progress bar over itself. Returns what went wrong."""
        failures = []
        for done, failure in enumerate(steps, start=1):
            filled = WIDTH * done // max(done, total)
            self.stdout.write(f"\r[{'#' * filled:<{WIDTH}}] {done}/{total}", ending="")
            self.stdout.flush()
            failures += [failure] if failure else []
        if total:
            self.stdout.write(f"\n{total - len(failures)} {done_words}.")
        return failures
