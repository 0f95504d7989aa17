"""What `make run` does before the first request; a step with nothing to do costs next to nothing."""

import errno
import os
import socket
import sys
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from shlex import quote

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from blog.models import Post
from blog.models.post import TIME_IN_TRASH
from blog.services import (
    empty_trash,
    forget_addresses,
    load_starter_posts,
    outdated_rows,
    unprepared_pictures,
)
from config.backups import copy_database
from profile_app.services import load_starter_homepage

Say = Callable[[str], object]
CONTENT = ("blog", "profile_app")  # The apps whose rows are the owner's content.

# Formulas are rendered by recursion in a request thread of 2 MB: a second wall behind the renderer's limits.
STACK_BYTES = 32 * 1024 * 1024
THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)  # The server advises against more.
WORKER_LIFETIME = 24 * 3600
PATIENCE = 5  # A worker that is told to stop while it starts does not hear it.


def check_address() -> None:
    """Stop with advice where the server could not listen, or could not be reached."""
    if settings.IS_HTTPS and not settings.DEBUG and not settings.TRUSTED_PROXIES:
        raise CommandError(
            "SITE_URL begins with https, so a proxy must stand in front (see Deployment in README.md). "
            "Write TRUSTED_PROXIES=1, or an http address in SITE_URL."
        )
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.HOST, settings.PORT, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(listening_advice(error)) from None


def listening_advice(error: OSError) -> str:
    """What to do when `HOST` and `PORT` can't be listened on."""
    host, port = settings.HOST, settings.PORT
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use. Stop what uses it, or choose another: make run PORT=8001"
    if error.errno == errno.EACCES:
        return f"This user may not open port {port}. Choose one above 1023: make run PORT=8000"
    return f"{host} is no address of this machine. Write HOST=127.0.0.1, or HOST=0.0.0.0 for all."


def prepare(say: Say) -> None:
    """Bring the data folder up to date with the code."""
    migrate(say)
    load_starter_content(say)
    if count := empty_trash():
        say(f"Posts deleted for good after {TIME_IN_TRASH.days} days in the trash: {count}.")
    forget_addresses()
    if not settings.DEBUG:
        collect_static(say)


def migrate(say: Say) -> None:
    """Apply the migrations that wait, after a copy of the database when it holds something."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise CommandError(f"The database (DATABASE_URL) can't be used: {error}".strip()) from None
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if executor.loader.applied_migrations:
        copy = copy_database(settings.BACKUP_ROOT)
        say(f"Copied the database to {copy}." if copy else "Only SQLite is copied before a migration.")
    say("Setting up the database ...")
    call_command("migrate", interactive=False, verbosity=0)


def load_starter_content(say: Say) -> None:
    """Fill an empty database with the starter homepage and posts, all or nothing."""
    models = (model for app in CONTENT for model in apps.get_app_config(app).get_models())
    if any(model._default_manager.exists() for model in models):
        return
    say("Loading the starter content ...")
    with transaction.atomic():
        load_starter_homepage()
        load_starter_posts()


def collect_static(say: Say) -> None:
    """Copy, hash and compress the static files when one of them has changed."""
    stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
    fingerprint = static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    say("Compressing the static files ...")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    """What tells the present static files, and the code that works on them, from earlier ones."""
    state = [version("django"), version("whitenoise"), repr(settings.STORAGES["staticfiles"])]
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = os.stat(storage.path(path))
            state.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    return sha256("\n".join(sorted(state)).encode()).hexdigest()


def tell_address(say: Say) -> None:
    """Where the site is, and what its owner may want to do first."""
    say(f"The site is at {settings.SITE_URL}/ (Ctrl-C stops it), its admin at {reverse('admin:index')}.")
    if not get_user_model()._default_manager.filter(is_superuser=True).exists():
        say(f"To sign in, make yourself an account in a second terminal: make admin{_elsewhere()}")
    if count := len(outdated_rows()):
        say(f"Texts that an older version rendered: {count}. To bring them up to date: make rerender")
    if count := unprepared_pictures().count():
        say(f"Pictures that an older version stored: {count}. To make smaller files of them: make rerender")
    if Post.objects.filter(is_sample=True).exists():
        say("To remove the sample posts once you don't need them: make remove-samples")


def _elsewhere() -> str:
    """What a command in another terminal needs to find a data folder that is not the usual one."""
    is_usual = settings.DATA_DIR == settings.BASE_DIR / "var"
    return "" if is_usual else f" DATA_DIR={quote(str(settings.DATA_DIR))}"


def serve() -> None:
    """Become the production server. A new program in this process: workers inherit no open database."""
    options = {
        "interface": "wsgi",
        "host": settings.HOST,
        "port": settings.PORT,
        "http": 1,
        "workers": settings.WORKERS,
        "workers-lifetime": WORKER_LIFETIME,
        "workers-kill-timeout": PATIENCE,
        "blocking-threads": THREADS,
        "log-level": "warning",
    }
    arguments = [f"--{name}={value}" for name, value in options.items()]
    os.environ["RUST_MIN_STACK"] = str(STACK_BYTES)
    become("-m", "granian", *arguments, "--no-ws", "--respawn-failed-workers", "config.wsgi:application")


def serve_and_reload() -> None:
    """Become Django's development server, which starts again when a source file changes."""
    become("manage.py", "runserver", f"{settings.HOST}:{settings.PORT}")


def become(*arguments: str) -> None:
    """Let Python run something else in this process."""
    sys.stdout.flush()
    os.chdir(settings.BASE_DIR)
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - no shell is what we want.
