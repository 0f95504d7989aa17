"""A post as a Markdown file: TOML front matter between two lines of `+++`, then the text."""

import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

FENCE = "+++"


@dataclass(frozen=True, slots=True)
class PostData:
    """A post outside the database."""

    title: str
    slug: str
    language: str
    body: str
    translation_key: UUID | None = None
    summary: str = ""
    tags: tuple[str, ...] = field(default=())
    column: str = ""
    published_at: datetime | None = None
    licence: str = ""
    bibliography: str = ""
    is_sample: bool = False


def read_post(text: str) -> PostData:
    """The post that the file's text holds. Raises ValueError, saying what is missing or wrong."""
    opening, _, rest = text.partition("\n")
    matter, fence, body = rest.partition(f"\n{FENCE}\n")
    if opening.strip() != FENCE or not fence:
        raise ValueError(f"The file must begin with front matter between two lines of {FENCE}.")
    try:
        return _post_data(tomllib.loads(matter), body.strip() + "\n")
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"The front matter is not TOML: {error}") from error
    except KeyError as error:
        raise ValueError(f"The front matter lacks {error}.") from error


def _post_data(matter: dict[str, object], body: str) -> PostData:
    published_at = matter.get("published_at")
    if published_at is not None and not (isinstance(published_at, datetime) and published_at.tzinfo):
        raise ValueError(
            "published_at must be a date and time with its zone, such as 2024-10-02T09:00:00+08:00."
        )
    tags = matter.get("tags", [])
    return PostData(
        title=str(matter["title"]),
        slug=str(matter["slug"]),
        language=str(matter["language"]),
        body=body,
        translation_key=_key(matter),
        summary=str(matter.get("summary", "")),
        tags=tuple(map(str, tags)) if isinstance(tags, list) else (),
        column=str(matter.get("column", "")),
        published_at=published_at,
        licence=str(matter.get("licence", "")),
        bibliography=str(matter.get("bibliography", "")),
        is_sample=bool(matter.get("sample", False)),
    )


def _key(matter: dict[str, object]) -> UUID | None:
    key = matter.get("translation_key")
    try:
        return UUID(str(key)) if key else None
    except ValueError as error:
        raise ValueError(f"translation_key must be a UUID, not {key}.") from error
