import io
import sys

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from config import accounts

GOOD = "correct horse battery"

pytestmark = pytest.mark.django_db


def run(monkeypatch: pytest.MonkeyPatch, typed: str, *arguments: str) -> str:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\nmore\n"))
    out = io.StringIO()
    call_command("make_admin", *arguments, stdout=out)
    return out.getvalue()


def test_first_account_may_do_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "admin can sign in now" in run(monkeypatch, GOOD)
    user = User.objects.get(username="admin")
    assert user.is_superuser
    assert user.is_staff
    assert user.check_password(GOOD)


def test_only_admin_gets_a_new_password(monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.create_superuser("ada", password="forgotten")
    assert "ada has a new password" in run(monkeypatch, GOOD)
    assert User.objects.get().check_password(GOOD)


def test_locked_account_can_sign_in_again(monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.create_user("ada", is_active=False)
    run(monkeypatch, GOOD, "ada")
    assert User.objects.get().is_active


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "No password was given"),
        ("hunter2", "too short"),
        ("grace-hopper1", "similar"),
        ("7" * 20, "numeric"),
    ],
)
def test_weak_password_is_refused_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, typed: str, reason: str
) -> None:
    with pytest.raises(CommandError, match=reason):
        run(monkeypatch, typed, "grace-hopper")
    assert not User.objects.exists()


def test_one_of_several_admins_must_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ada", "grace"):
        User.objects.create_superuser(name)
    with pytest.raises(CommandError, match="NAME="):
        run(monkeypatch, GOOD)


def test_name_that_no_account_may_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="valid username"):
        run(monkeypatch, GOOD, "ada lovelace")


def run_on_a_terminal(monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
    answers = iter(typed)
    monkeypatch.setattr(accounts, "getpass", lambda prompt: next(answers))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    call_command("make_admin", stdout=io.StringIO(), stderr=io.StringIO())


def test_terminal_asks_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    run_on_a_terminal(monkeypatch, GOOD, GOOD)
    assert User.objects.get().check_password(GOOD)


def test_terminal_asks_again_after_a_slip_of_the_finger_and_a_short_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_on_a_terminal(monkeypatch, GOOD, "correct horse batery", "short", "short", GOOD, GOOD)
    assert User.objects.get().check_password(GOOD)


def test_three_slips_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="differ"):
        run_on_a_terminal(monkeypatch, *[GOOD, "correct horse batery"] * 3)
    assert not User.objects.exists()
