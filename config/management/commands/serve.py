from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from config import startup


class Command(BaseCommand):
    """What `make run` and `make dev` call."""

    help = "Bring the data folder up to date and serve the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reload", action="store_true", help="restart when the code changes")

    def handle(self, *args: object, reload: bool, **options: object) -> None:
        startup.check_address()
        startup.prepare(self.stdout.write)
        startup.tell_address(self.stdout.write)
        if reload:
            startup.serve_and_reload()
        startup.serve()
