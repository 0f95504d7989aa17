"""The examples under "Deployment on one machine" in the README."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
NGINX = shutil.which("nginx", path="/usr/local/bin:/usr/bin:/usr/sbin")


def example(language: str) -> str:
    found = re.search(
        rf"^```{language}\n(.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL
    )
    assert found
    return found[1]


def directives(text: str) -> list[str]:
    """Each directive behind the names of its blocks; the braces must balance."""
    blocks: list[str] = []
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line == "}":
            blocks.pop()
        elif line.endswith("{"):
            blocks.append(line.removesuffix("{").strip())
        else:
            found.append(" > ".join([*blocks, line]))
    assert blocks == []
    return found


def test_unit_starts_the_site_as_make_run_does() -> None:
    unit = configparser.ConfigParser(interpolation=None)
    unit.read_string(example("ini"))
    assert unit["Service"]["ExecStart"].endswith("/.venv/bin/python manage.py serve")
    assert unit["Service"]["WorkingDirectory"] in unit["Service"]["ExecStart"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    unit = example("ini").replace("/srv/homepage/site/.venv/bin/python", sys.executable)
    file = tmp_path / "homepage.service"
    file.write_text(unit.replace("User=homepage\n", "").replace("/srv/homepage/site", str(ROOT)))
    command = ["systemd-analyze", "verify", "--man=no", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if "homepage.service" in line] == []


def test_caddy_passes_requests_on() -> None:
    assert "example.org > reverse_proxy 127.0.0.1:8000 > header_up -*_*" in directives(example("caddyfile"))


def test_nginx_passes_requests_and_their_scheme_on() -> None:
    found = directives(example("nginx"))
    assert all(line.endswith(";") for line in found)
    assert "server > location / > proxy_pass http://127.0.0.1:8000;" in found
    assert "server > location / > proxy_set_header X-Forwarded-Proto $scheme;" in found


@pytest.mark.skipif(not NGINX, reason="nginx is not installed")
def test_nginx_takes_its_example(tmp_path: Path) -> None:
    servers = re.sub(r".*(ssl_certificate|listen \[::\]).*\n", "", example("nginx"))
    servers = re.sub(r"listen .*;", f"listen unix:{tmp_path}/socket;", servers)
    file = tmp_path / "nginx.conf"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = "".join(f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in kinds)
    file.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{folders}{servers}}}\n")
    command = [str(NGINX), "-t", "-q", "-c", str(file), "-e", f"{tmp_path}/log"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
