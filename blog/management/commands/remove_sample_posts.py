from typing import Any

from django.core.management.base import BaseCommand

from blog.services import remove_sample_posts


class Command(BaseCommand):
    help = "Deletes the sample posts that came with the software."

    def handle(self, *args: Any, **options: Any) -> None:
        count = remove_sample_posts()
        self.stdout.write(f"Removed {count} sample posts." if count else "There are no sample posts.")
