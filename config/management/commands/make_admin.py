import sys
from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from config import accounts, startup

TRIES = 3


class Command(BaseCommand):
    """What `make admin` calls."""

    help = "Make the first admin account, or set a new password for an existing one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", nargs="?", help='default: the only admin there is, or else "admin"')

    def handle(self, *args: object, username: str | None, **options: object) -> None:
        startup.migrate(self.stdout.write)
        name = username or accounts.admin_name()
        if not name:
            raise CommandError("There are several admins. Say which one: make admin NAME=alice")
        is_new = self.set_password(name, tries=TRIES if sys.stdin.isatty() else 1)
        self.stdout.write(f"{name} can sign in now." if is_new else f"{name} has a new password.")

    def set_password(self, name: str, tries: int) -> bool:
        try:
            return accounts.set_admin_password(username=name, password=accounts.ask_password(name))
        except ValidationError as error:
            reason = " ".join(error.messages)
        if tries == 1:
            raise CommandError(reason)
        self.stderr.write(f"{reason} Try again.")
        return self.set_password(name, tries - 1)
