"""Copies of what the site keeps."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection


def copy_database(folder: Path) -> Path | None:
    """A copy of the SQLite database in `folder`, whole even while the site runs; None for another engine."""
    if connection.vendor != "sqlite":
        return None
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"database-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.sqlite3"
    draft = target.with_suffix(".part")
    draft.touch(mode=0o600)
    connection.ensure_connection()
    with closing(sqlite3.connect(draft)) as copy:
        connection.connection.backup(copy)
    return draft.rename(target)
