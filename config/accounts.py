"""The owner's way into the admin."""

import sys
from getpass import getpass

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction


def admin_name() -> str | None:
    """The name of the only superuser, "admin" where there is none yet, None where there are several."""
    match list(User.objects.filter(is_superuser=True).values_list("username", flat=True)[:2]):
        case []:
            return "admin"
        case [name]:
            return name
    return None


@transaction.atomic
def set_admin_password(*, username: str, password: str) -> bool:
    """Give the user all rights and this password, if the validators take it. True when the account is new."""
    user = User.objects.filter(username=username).first() or User(username=username)
    is_new = user.pk is None
    if not password:
        raise ValidationError("No password was given. Nothing was changed.")
    validate_password(password, user)
    user.is_active = user.is_staff = user.is_superuser = True
    user.set_password(password)
    user.full_clean()
    user.save()
    return is_new


def ask_password(name: str) -> str:
    """Typed twice on a terminal, else the first line of what is piped in. Raises ValidationError."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass(f"New password for {name}, {settings.SHORTEST_PASSWORD} characters or more: ")
    if getpass("Once more: ") != password:
        raise ValidationError("The two passwords differ. Nothing was changed.")
    return password
