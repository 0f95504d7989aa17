import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.settings import NAMES

SHOW = "import config.settings as s, json; print(json.dumps([getattr(s, n) for n in {names!r}], default=str))"


def values(folder: Path, *names: str, **environment: str) -> list[object]:
    """What the settings say in a process with this environment and no other."""
    blank = dict.fromkeys(NAMES, "") | {"DATA_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", SHOW.format(names=names)],
        cwd=settings.BASE_DIR,
        env=os.environ | blank | environment,
        capture_output=True,
        check=True,
    )
    shown: list[object] = json.loads(done.stdout)
    return shown


TRANSPORT = {
    "SESSION_COOKIE_NAME": ("sessionid", "__Host-sessionid"),
    "SESSION_COOKIE_SECURE": (False, True),
    "CSRF_COOKIE_NAME": ("csrftoken", "__Host-csrftoken"),
    "CSRF_COOKIE_SECURE": (False, True),
    "VISITOR_COOKIE_NAME": ("visitor", "__Host-visitor"),
    "SECURE_SSL_REDIRECT": (False, True),
    "SECURE_HSTS_SECONDS": (0, 31_536_000),
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": (False, True),
    "SECURE_HSTS_PRELOAD": (False, True),
}


@pytest.mark.parametrize("is_https", [False, True])
def test_transport_follows_the_scheme_of_site_url(tmp_path: Path, is_https: bool) -> None:
    url = "https://example.org" if is_https else "http://example.org"
    shown = values(tmp_path, *TRANSPORT, "CONTENT_SECURITY_POLICY", SITE_URL=url)
    assert shown[:-1] == [pair[is_https] for pair in TRANSPORT.values()]
    policy = shown[-1]
    assert isinstance(policy, dict)
    assert policy["DIRECTIVES"]["upgrade-insecure-requests"] is is_https


def test_defaults_are_production_on_this_machine_alone(tmp_path: Path) -> None:
    names = ("DEBUG", "HOST", "SITE_URL", "ALLOWED_HOSTS", "SECURE_PROXY_SSL_HEADER")
    assert values(tmp_path, *names, PORT="9000") == [
        False,
        "127.0.0.1",
        "http://127.0.0.1:9000",
        ["127.0.0.1", "127.0.0.1", "localhost"],
        None,
    ]


def test_forwarded_scheme_is_believed_only_behind_a_trusted_proxy(tmp_path: Path) -> None:
    shown = values(tmp_path, "SECURE_PROXY_SSL_HEADER", SITE_URL="https://example.org", TRUSTED_PROXIES="1")
    assert shown == [["HTTP_X_FORWARDED_PROTO", "https"]]


def test_everything_kept_lies_in_the_data_folder(tmp_path: Path) -> None:
    names = ("DATABASES", "STATIC_ROOT", "MEDIA_ROOT", "BACKUP_ROOT")
    assert all(str(tmp_path) in str(value) for value in values(tmp_path, *names))


def test_wrong_value_stops_a_command_with_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"PORT": "eighty", "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert (
        done.stderr == "PORT is set to something that can't be used. Write a whole number from 1 to 65535.\n"
    )
