import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction

from profile_app.models import ContactLink, Entry, Interest, Profile, Publication, Section

STARTER = Path(__file__).resolve().parent.parent / "starter" / "homepage.toml"
TABLES: dict[str, type[models.Model]] = {
    "profile": Profile,
    "contact_links": ContactLink,
    "sections": Section,
    "interests": Interest,
    "entries": Entry,
    "publications": Publication,
}


@transaction.atomic
def load_starter_homepage(path: Path = STARTER) -> None:
    """Make the rows of the homepage that a TOML file describes.

    Raises ValueError, naming the table and what is wrong, when the file doesn't fit the models.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    if unknown := content.keys() - TABLES.keys():
        raise ValueError(f"{path.name}: there are no tables {', '.join(sorted(unknown))}")
    for table, rows in content.items():
        _create_rows(table, [rows] if isinstance(rows, dict) else rows)


def _create_rows(table: str, rows: Iterable[Mapping[str, Any]], **shared: Any) -> None:
    """Creates the rows in order; the topics of an interest stand in it as a list."""
    for position, values in enumerate(rows, start=1):
        topics = values.get("topics", [])
        row = _create_row(table, position, {key: values[key] for key in values if key != "topics"} | shared)
        _create_rows(table, topics, parent=row)


def _create_row(table: str, position: int, values: Mapping[str, Any]) -> models.Model:
    row = TABLES[table]()
    try:
        for name, value in values.items():
            row._meta.get_field(name)
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        if "position" not in values and table not in {"profile", "entries"}:
            row.position = position  # type: ignore[attr-defined]
        row.full_clean()
        row.save()
    except (FieldDoesNotExist, ValidationError) as error:
        raise ValueError(f"{table}, row {position}: {error}") from error
    return row
