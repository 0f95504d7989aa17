"""Readers of environment values: each returns what settings need or stops the start with what to write."""

import os
import re
import secrets
import tempfile
import warnings
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)
ENV_LINE = re.compile(r"(export )?[A-Za-z_0-9]+=.*")
SHORTEST_KEY = 50
# The part that a URL of each scheme can't do without.
CACHES = {"locmemcache": "nothing", "filecache": "folder", "redis": "host", "rediss": "host"}
MAIL = {scheme: "nothing" for scheme in ("consolemail", "memorymail", "dummymail")}
MAIL |= {"filemail": "folder"} | {scheme: "host" for scheme in ("smtp", "smtps", "smtp+tls", "smtp+ssl")}

# WAL lets readers go on while one process writes; FULL keeps a commit through a power cut.
SQLITE: dict[str, object] = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
}
POSTGRES: dict[str, object] = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def refuse(name: str, wanted: str) -> ImproperlyConfigured:
    """The error for a value that cannot be used. The value itself may be a secret, so it is not repeated."""
    return ImproperlyConfigured(f"{name} is set to something that can't be used. Write {wanted}.")


def load(file: Path) -> None:
    """Put the NAME=value lines of `file`, where it exists, into the environment; what is set already wins."""
    if not file.exists():
        return
    try:
        lines = file.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{file} can't be read: {error}.") from None
    for number, line in enumerate(lines, start=1):
        if line and not line.startswith("#") and not ENV_LINE.fullmatch(line):
            raise refuse(f"Line {number} of {file}", "NAME=value without spaces, or # and a remark")
    environ.Env.read_env(file)


def text(name: str, default: str) -> str:
    """The variable's text without surrounding space; an empty one counts as not set."""
    return os.environ.get(name, "").strip() or default


def truth(name: str, *, default: bool) -> bool:
    """A yes-or-no value."""
    value = text(name, str(default)).lower()
    if value not in TRUE | FALSE:
        raise refuse(name, "true or false")
    return value in TRUE


def whole_number(name: str, default: int, *, least: int = 0, most: int) -> int:
    """A whole number between two bounds."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise refuse(name, f"a whole number from {least} to {most}")
    return int(value)


def is_host(value: str) -> bool:
    """Whether `value` is a host name or an IP address, without scheme, port or brackets."""
    try:
        ip_address(value)
    except ValueError:
        return HOST_NAME.fullmatch(value) is not None
    return True


def host(name: str, default: str) -> str:
    """A host name or address to listen on."""
    value = text(name, default)
    if not is_host(value):
        raise refuse(name, "an address without scheme and port, such as 127.0.0.1 or 0.0.0.0")
    return value


def hosts(name: str, default: list[str]) -> list[str]:
    """Host names that requests may ask for, separated by commas; a dot in front takes in all subdomains."""
    values = [part.strip() for part in text(name, "").split(",") if part.strip()] or default
    if not all(is_host(value.removeprefix(".").strip("[]")) for value in values):
        raise refuse(name, "host names without scheme and port, such as example.org,www.example.org")
    return [f"[{value}]" if ":" in value and not value.startswith("[") else value for value in values]


def site_url(name: str, default: str) -> str:
    """Scheme and host (and port) under which readers reach the site, without a slash at the end."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        is_plain = parts.port != 0 and value == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
    except ValueError:
        is_plain = False
    if not is_plain or parts.scheme not in {"http", "https"} or not is_host(parts.hostname or ""):
        raise refuse(name, "scheme and host without a path, such as https://example.org")
    return value


def time_zone(name: str, default: str) -> str:
    """A name of the time-zone database."""
    value = text(name, default)
    if value not in available_timezones():
        raise refuse(name, "a name such as Asia/Shanghai, America/Chicago or UTC")
    return value


def database(name: str, default: Path) -> dict[str, object]:
    """Django's settings of one database: SQLite, by default in the file `default`, or PostgreSQL."""
    value = text(name, "")
    if not value:
        return {"NAME": str(default)} | SQLITE
    try:
        with warnings.catch_warnings(action="error"):
            config: dict[str, object] = environ.Env.db_url_config(value)
    except (ValueError, UserWarning):
        config = {"ENGINE": None}
    match config["ENGINE"]:
        case "django.db.backends.sqlite3" if (file := Path(str(config["NAME"]))).is_absolute() and file.name:
            return config | SQLITE
        case "django.db.backends.postgresql" if config["NAME"]:
            return config | POSTGRES
    raise refuse(name, "sqlite:////folder/file.sqlite3 or postgres://user:password@host:5432/name")


def cache(name: str, default: str) -> dict[str, object]:
    """Django's settings of one cache."""
    wanted = "locmemcache://, filecache:///folder or redis://127.0.0.1:6379/0"
    config: dict[str, object] = environ.Env.cache_url_config(_checked_url(name, default, CACHES, wanted))
    return config


def email(name: str, default: str) -> dict[str, object]:
    """Django's EMAIL_* settings."""
    wanted = "consolemail:// or smtp+tls://user:password@host:587"
    config: dict[str, object] = environ.Env.email_url_config(_checked_url(name, default, MAIL, wanted))
    return config


def _checked_url(name: str, default: str, needs: Mapping[str, str], wanted: str) -> str:
    """A URL of one of these schemes, with what its scheme needs; a port, where there is one, is a number."""
    value = text(name, default)
    try:
        parts = urlsplit(value)
        is_whole = parts.port != 0
    except ValueError:
        raise refuse(name, wanted) from None
    match needs.get(parts.scheme):
        case "host":
            is_whole = is_whole and bool(parts.hostname)
        case "folder":
            is_whole = not parts.netloc and bool(parts.path.strip("/"))
        case None:
            is_whole = False
    if not is_whole:
        raise refuse(name, wanted)
    return value


def data_folder(name: str, default: Path) -> Path:
    """The folder of everything that the site keeps, made with mode 700 when missing."""
    try:
        folder = Path(text(name, str(default))).expanduser().resolve()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_writable = os.access(folder, os.W_OK | os.X_OK)
    except (OSError, RuntimeError, ValueError):
        is_writable = False
    if not is_writable:
        raise refuse(name, "the path of a folder that this user may write in")
    return folder


def secret_key(name: str, file: Path) -> str:
    """The key from the environment, else from `file`, which is written with mode 600 on the first run."""
    if value := text(name, ""):
        if len(value) < SHORTEST_KEY:
            raise refuse(
                name, f"at least {SHORTEST_KEY} random characters; without it a key is made in DATA_DIR"
            )
        return value
    try:
        if not file.exists():
            make_key(file)
        value = file.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{file} can't be used for the secret key: {error.strerror}.") from None
    if len(value) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"{file} does not hold a secret key. Delete it and a new one is made.")
    return value


def make_key(file: Path) -> None:
    """Write a random key. Only a whole file gets the name: a process that starts meanwhile reads no half."""
    descriptor, draft = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secrets.token_urlsafe(64) + "\n")
    with suppress(FileExistsError):  # Another process was first: its key counts.
        os.link(draft, file)
    os.unlink(draft)
