import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.management import CommandError
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from pytest_django.fixtures import Settings

from blog.models import Column, Picture, Post
from config import startup
from profile_app.models import Profile, Section


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that a step calls, which are not carried out."""
    names: list[str] = []
    monkeypatch.setattr(startup, "call_command", lambda name, **options: names.append(name))
    return names


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_busy_port_is_refused_with_a_way_out(settings: Settings, busy_port: int) -> None:
    settings.PORT = busy_port
    with pytest.raises(CommandError, match=rf"Port {busy_port} is in use.*make run PORT="):
        startup.check_address()


def test_address_of_another_machine_is_refused(settings: Settings) -> None:
    settings.HOST = "203.0.113.7"
    with pytest.raises(CommandError, match=r"no address of this machine.*HOST="):
        startup.check_address()


def test_https_needs_a_trusted_proxy(settings: Settings) -> None:
    settings.IS_HTTPS = True
    settings.TRUSTED_PROXIES = 0
    with pytest.raises(CommandError, match="TRUSTED_PROXIES=1"):
        startup.check_address()


@pytest.mark.django_db
def test_starter_content_fills_an_empty_database(said: list[str]) -> None:
    startup.load_starter_content(said.append)
    assert all(model._default_manager.exists() for model in (Profile, Section, Post))


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Profile, Section, Post, Column])
def test_starter_content_never_joins_content(
    monkeypatch: pytest.MonkeyPatch, said: list[str], model: type[Model]
) -> None:
    monkeypatch.setattr(startup, "load_starter_homepage", lambda: pytest.fail("loaded"))
    monkeypatch.setattr(startup, "load_starter_posts", lambda: pytest.fail("loaded"))
    model._default_manager.bulk_create([model()])
    startup.load_starter_content(said.append)
    assert said == []


@pytest.mark.django_db
def test_starter_content_is_loaded_whole_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    def fail() -> None:
        raise DatabaseError

    monkeypatch.setattr(startup, "load_starter_posts", fail)
    with pytest.raises(DatabaseError):
        startup.load_starter_content(said.append)
    assert not Profile.objects.exists()


@pytest.mark.django_db
def test_nothing_is_copied_or_migrated_when_no_migration_waits(
    settings: Settings, tmp_path: Path, said: list[str], called: list[str]
) -> None:
    settings.BACKUP_ROOT = tmp_path / "backups"
    startup.migrate(said.append)
    assert (said, called, list(tmp_path.iterdir())) == ([], [], [])


@pytest.mark.django_db
@pytest.mark.parametrize(("copy", "line"), [(Path("/copies/one"), "/copies/one"), (None, "Only SQLite")])
def test_database_is_copied_before_a_waiting_migration(
    monkeypatch: pytest.MonkeyPatch, said: list[str], called: list[str], copy: Path | None, line: str
) -> None:
    def copy_database(folder: Path) -> Path | None:
        called.append("copy")
        return copy

    monkeypatch.setattr(startup, "copy_database", copy_database)
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: ["one"])
    startup.migrate(said.append)
    assert called == ["copy", "migrate"]
    assert line in said[0]


@pytest.fixture
def sources(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of static sources, the only one."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "site.css").write_text("a {}")
    settings.STATICFILES_DIRS = [folder]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    monkeypatch.setattr(startup, "get_finders", lambda: [FileSystemFinder()])
    return folder


def write(file: Path) -> None:
    file.write_text("a { color: red }")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda folder: None, ["collectstatic"]),
        (lambda folder: write(folder / "site.css"), ["collectstatic"] * 2),
        (lambda folder: write(folder / "new.css"), ["collectstatic"] * 2),
        (lambda folder: (folder / "site.css").unlink(), ["collectstatic"] * 2),
        (lambda folder: (folder.parent / "static" / ".fingerprint").unlink(), ["collectstatic"] * 2),
    ],
)
def test_static_files_are_collected_only_after_a_change(
    sources: Path, said: list[str], called: list[str], change: Callable[[Path], Any], expected: list[str]
) -> None:
    startup.collect_static(said.append)
    change(sources)
    startup.collect_static(said.append)
    assert called == expected


@pytest.mark.django_db
def test_first_start_tells_how_to_get_an_account(said: list[str]) -> None:
    startup.tell_address(said.append)
    assert "http://127.0.0.1:8000/" in said[0]
    assert "make admin" in said[1]


@pytest.mark.django_db
def test_later_start_tells_the_address_alone(said: list[str]) -> None:
    User.objects.create_superuser("ada")
    startup.tell_address(said.append)
    assert len(said) == 1


@pytest.mark.django_db
def test_start_after_a_new_renderer_tells_how_to_bring_texts_up_to_date(said: list[str]) -> None:
    User.objects.create_superuser("ada")
    Column.objects.create(title="x", slug="x")
    Column.objects.update(renderer_version=0)
    startup.tell_address(said.append)
    assert said[1].endswith("1. To bring them up to date: make rerender")


@pytest.mark.django_db
def test_start_with_older_pictures_tells_how_to_make_smaller_files_of_them(said: list[str]) -> None:
    User.objects.create_superuser("ada")
    for name, renditions in (("old", None), ("new", {})):
        Picture.objects.create(file=f"pictures/{name}.png", width=1, height=1, renditions=renditions)
    startup.tell_address(said.append)
    assert "stored: 1." in said[1]
    assert said[1].endswith("make rerender")


def test_server_takes_the_place_of_this_process_with_a_deep_stack(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PORT = 9000
    monkeypatch.setenv("RUST_MIN_STACK", "")
    monkeypatch.chdir(settings.BASE_DIR)
    commands: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda program, arguments: commands.append(arguments))
    startup.serve()
    expected = {"--interface=wsgi", "--port=9000", "--workers-kill-timeout=5", "config.wsgi:application"}
    assert expected <= set(commands[0])
    assert int(os.environ["RUST_MIN_STACK"]) >= 32 * 1024 * 1024
