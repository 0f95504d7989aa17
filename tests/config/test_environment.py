import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

NAME = "A_SETTING"
READERS: dict[str, Callable[[], object]] = {
    "truth": lambda: environment.truth(NAME, default=False),
    "number": lambda: environment.whole_number(NAME, 1, least=1, most=64),
    "host": lambda: environment.host(NAME, "127.0.0.1"),
    "hosts": lambda: environment.hosts(NAME, ["localhost"]),
    "site": lambda: environment.site_url(NAME, "http://127.0.0.1:8000"),
    "zone": lambda: environment.time_zone(NAME, "UTC"),
    "database": lambda: environment.database(NAME, Path("/data/db.sqlite3"))["NAME"],
    "cache": lambda: environment.cache(NAME, "locmemcache://")["BACKEND"],
    "email": lambda: environment.email(NAME, "consolemail://")["EMAIL_HOST"],
}


@pytest.mark.parametrize(
    ("reader", "value", "expected"),
    [
        ("truth", "", False),
        ("truth", " Yes ", True),
        ("truth", "0", False),
        ("number", "", 1),
        ("number", "64", 64),
        ("host", "", "127.0.0.1"),
        ("host", "::", "::"),
        ("hosts", "", ["localhost"]),
        ("hosts", "example.org, .example.org,::1", ["example.org", ".example.org", "[::1]"]),
        ("site", "", "http://127.0.0.1:8000"),
        ("site", "https://example.org/", "https://example.org"),
        ("site", "http://[::1]:8000", "http://[::1]:8000"),
        ("zone", "America/Chicago", "America/Chicago"),
        ("database", "", "/data/db.sqlite3"),
        ("database", "sqlite:////elsewhere/db.sqlite3", "/elsewhere/db.sqlite3"),
        ("database", "postgres://me:p%40ss@db.example.org:5432/homepage", "homepage"),
        ("cache", "", "django.core.cache.backends.locmem.LocMemCache"),
        ("cache", "redis://127.0.0.1:6379/0", "django.core.cache.backends.redis.RedisCache"),
        ("database", "postgresql:///homepage", "homepage"),
        ("cache", "filecache:///var/cache", "django.core.cache.backends.filebased.FileBasedCache"),
        ("cache", "rediss://:secret@[::1]:6379/0", "django.core.cache.backends.redis.RedisCache"),
        ("email", "smtp+tls://user:password@mail.example.org:587", "mail.example.org"),
        ("email", "dummymail://", None),
    ],
)
def test_value_is_read(monkeypatch: pytest.MonkeyPatch, reader: str, value: str, expected: object) -> None:
    monkeypatch.setenv(NAME, value)
    assert READERS[reader]() == expected


@pytest.mark.parametrize(
    ("reader", "value", "advice"),
    [
        ("truth", "maybe", "true or false"),
        ("number", "0", "from 1 to 64"),
        ("number", "65", "from 1 to 64"),
        ("number", "-1", "from 1 to 64"),
        ("number", "２", "from 1 to 64"),
        ("host", "http://127.0.0.1", "127.0.0.1"),
        ("host", "localhost:8000", "127.0.0.1"),
        ("hosts", "https://example.org", "example.org,www.example.org"),
        ("hosts", "*", "example.org,www.example.org"),
        ("site", "example.org", "https://example.org"),
        ("site", "https://example.org/blog", "https://example.org"),
        ("site", "https://example.org?", "https://example.org"),
        ("site", "https://user@example.org", "https://example.org"),
        ("site", "https://example.org:0", "https://example.org"),
        ("site", "https://example.org:99999", "https://example.org"),
        ("site", "ftp://example.org", "https://example.org"),
        ("site", "https://", "https://example.org"),
        ("zone", "Shanghai", "Asia/Shanghai"),
        ("database", "mysql://me@localhost/homepage", "postgres://"),
        ("database", "postgres://me@localhost", "postgres://"),
        ("database", "postgres://me@localhost:port/homepage", "postgres://"),
        ("database", "sqlite://var/db.sqlite3", "sqlite:////"),
        ("database", "/var/db.sqlite3", "sqlite:////"),
        ("database", "sqlite://:memory:", "sqlite:////"),
        ("database", "sqlite://", "sqlite:////"),
        ("database", "sqlite:///here.sqlite3", "sqlite:////"),
        ("database", "sqlite:///:memory:", "sqlite:////"),
        ("database", "sqlite:////", "sqlite:////"),
        ("cache", "127.0.0.1:6379", "redis://"),
        ("cache", "redis://h:abc/0", "redis://"),
        ("cache", "redis://h:99999/0", "redis://"),
        ("cache", "redis://", "redis://"),
        ("cache", "redis://[::1/0", "redis://"),
        ("cache", "redis://:p#ss@host:6379/0", "redis://"),
        ("cache", "filecache://", "filecache:///"),
        ("cache", "filecache:///", "filecache:///"),
        ("cache", "filecache://folder", "filecache:///"),
        ("cache", "memcache://127.0.0.1:11211", "redis://"),
        ("email", "mail.example.org", "smtp+tls://"),
        ("email", "smtp+tls://mail.example.org:port", "smtp+tls://"),
        ("email", "smtp+tls://", "smtp+tls://"),
        ("email", "smtp+tls:mail.example.org", "smtp+tls://"),
        ("email", "filemail://", "smtp+tls://"),
    ],
)
def test_wrong_value_is_refused_with_advice_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, reader: str, value: str, advice: str
) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(ImproperlyConfigured, match=NAME) as refused:
        READERS[reader]()
    assert advice in str(refused.value)
    assert "can't be used" in str(refused.value)


def test_password_of_a_refused_value_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "mysql://me:hunter2@localhost/homepage")
    with pytest.raises(ImproperlyConfigured) as refused:
        READERS["database"]()
    assert "hunter2" not in str(refused.value)


def test_env_file_fills_only_what_the_environment_leaves_open(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(NAME, "from the environment")
    monkeypatch.setenv("ANOTHER_SETTING", "")
    monkeypatch.delenv("ANOTHER_SETTING")
    file = tmp_path / ".env"
    file.write_text(f"# my settings\n{NAME}=from the file\nANOTHER_SETTING='a b'\n\n")
    environment.load(file)
    assert environment.text(NAME, "") == "from the environment"
    assert environment.text("ANOTHER_SETTING", "") == "a b"


def test_env_file_may_be_missing(tmp_path: Path) -> None:
    environment.load(tmp_path / ".env")


@pytest.mark.parametrize("content", [b"PORT = 9000\n", b"PORT\n", b"NAME=\xff\n"])
def test_broken_env_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / ".env"
    file.write_bytes(content)
    with pytest.raises(ImproperlyConfigured, match=r"\.env"):
        environment.load(file)


def test_data_folder_is_made_for_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(NAME, str(tmp_path / "new" / "data"))
    folder = environment.data_folder(NAME, tmp_path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_data_folder_that_cannot_be_made_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(NAME, str(tmp_path / "file" / "data"))
    with pytest.raises(ImproperlyConfigured, match="a folder that this user may write in"):
        environment.data_folder(NAME, tmp_path)


def test_data_folder_without_the_right_to_write_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(ImproperlyConfigured, match="a folder that this user may write in"):
        environment.data_folder(NAME, tmp_path)


def test_secret_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    key = environment.secret_key(NAME, file)
    assert environment.secret_key(NAME, file) == key
    assert len(key) >= environment.SHORTEST_KEY
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_processes_that_start_together_read_the_same_secret_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: environment.secret_key(NAME, tmp_path / "secret_key"), range(32)))
    assert len(keys) == 1


def test_secret_key_of_the_environment_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(NAME, "k" * 50)
    assert environment.secret_key(NAME, tmp_path / "secret_key") == "k" * 50
    assert list(tmp_path.iterdir()) == []


def test_short_secret_key_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(NAME, "secret")
    with pytest.raises(ImproperlyConfigured, match="at least 50"):
        environment.secret_key(NAME, tmp_path / "secret_key")


@pytest.mark.parametrize("prepare", [Path.touch, Path.mkdir])
def test_file_without_a_secret_key_is_refused(tmp_path: Path, prepare: Callable[[Path], None]) -> None:
    file = tmp_path / "secret_key"
    prepare(file)
    with pytest.raises(ImproperlyConfigured, match="secret key"):
        environment.secret_key(NAME, file)
