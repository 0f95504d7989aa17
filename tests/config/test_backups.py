import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection

from config.backups import copy_database


@pytest.mark.django_db(transaction=True)
def test_copy_holds_the_rows_and_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        assert copy_database(tmp_path) is None
        return
    User.objects.create(username="ada")
    file = copy_database(tmp_path / "backups")
    assert file
    assert list(file.parent.iterdir()) == [file]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("SELECT username FROM auth_user").fetchall() == [("ada",)]
