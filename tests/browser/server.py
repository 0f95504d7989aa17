"""The site as its owner runs it, on a data folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings

PASSWORD = "correct horse battery"
SECONDS_TO_START = 180


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def manage(folder: Path, *arguments: str, typed: str = "") -> None:
    """Run one of the site's commands on the data folder."""
    environment = os.environ | {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        input=typed,
        text=True,
        check=True,
        capture_output=True,
    )


def wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the site answers."""
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError(f"The site did not start:\n{log.read_text()}")


@contextmanager
def running_site(folder: Path, port: int = 0) -> Iterator[str]:
    """The address of a site that serves `folder` with the starter content; Ctrl-C ends it."""
    port = port or free_port()
    changes = {"DATA_DIR": str(folder), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "config.settings"}
    log = folder / "server.log"
    with log.open("wb") as output:
        command = [sys.executable, "manage.py", "serve"]
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=os.environ | changes, stdout=output, stderr=output
        )
    try:
        wait_for(process, port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
