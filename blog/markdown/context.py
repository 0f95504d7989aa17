"""What one rendering carries from rule to rule, kept in markdown-it's `env`."""

from collections.abc import Callable, Collection, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .document import Heading
from .labels import label
from .math import Formula
from .problems import LimitError, Problems
from .profiles import Profile
from .slots import Slots

Closings: TypeAlias = dict[tuple[int, int, int], tuple[int, bool]]


@dataclass(frozen=True)
class StoredPicture:
    """What the site knows of one of its pictures."""

    width: int
    height: int
    address: str
    """Of the file for where a browser has no choice."""
    alt: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    """Type and `srcset` of what a browser may choose from instead, the best first."""


class ReferencePart(NamedTuple):
    """A piece of what the list of references says of a work."""

    text: str
    address: str = ""
    is_title: bool = False


@dataclass(frozen=True)
class Reference:
    """A work that the text may cite, as the list of references names it."""

    parts: tuple[ReferencePart, ...]
    language: str
    """For `lang`."""


def _no_pictures(_addresses: Collection[str]) -> Mapping[str, StoredPicture]:
    return {}


def _none_broken(_paths: Collection[str]) -> Collection[str]:
    return ()


def _no_references(_keys: Collection[str]) -> Mapping[str, Reference]:
    return {}


@dataclass(frozen=True)
class Site:
    """What a text may ask of the site that it stands on; each is asked once for the whole text."""

    find_pictures: Callable[[Collection[str]], Mapping[str, StoredPicture]] = _no_pictures
    """By address, those of the site's own."""
    find_broken: Callable[[Collection[str]], Collection[str]] = _none_broken
    """Those paths within the site at which readers find no page."""
    find_references: Callable[[Collection[str]], Mapping[str, Reference]] = _no_references
    """By key, the works that the text may cite."""


@dataclass(frozen=True)
class Code:
    """A code block that waits for its colours."""

    source: str
    info: str
    line: int


@dataclass(frozen=True)
class EquationReference:
    """`\\eqref{…}` in prose."""

    label: str
    parens: bool
    line: int


@dataclass(frozen=True)
class Markup:
    """Our own finished HTML that the sanitiser would not let pass."""

    html: str


Slot: TypeAlias = Formula | Code | EquationReference | Markup


@dataclass
class Context:
    """The state of one rendering."""

    parser: MarkdownIt
    profile: Profile
    language: str
    site: Site
    problems: Problems = field(default_factory=Problems)
    slots: Slots[Slot] = field(default_factory=Slots)
    own_ids: set[str] = field(default_factory=set)
    anchors: list[tuple[int, str]] = field(default_factory=list)
    """The places within the page that links lead to, by line."""
    paths: list[tuple[int, str]] = field(default_factory=list)
    """The places of the site that links lead to, by line."""
    references: Mapping[str, Reference] = field(default_factory=dict)
    """What the site knows of the keys that the text may cite."""
    unknown_keys: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    """What an empty link to a place of the text says, by id."""
    contents: tuple[Heading, ...] = ()
    cells: int = 0
    characters: int = 0
    lines: int = 0
    marks: int = 0
    brackets: int = 0
    closings: Closings = field(default_factory=dict)
    """Where `:::` blocks end, by the place where they begin."""

    def read_inline(self, text: str, line: int) -> list[Token]:
        """Read Markdown that stands in an attribute, such as a caption."""
        tokens: list[Token] = []
        self.parser.inline.parse(text, self.parser, {"context": self}, tokens)
        for token in tokens:
            token.meta.setdefault("line", line)
            if token.type == "text_special":  # a core rule of markdown-it does so in a block
                token.type = "text"
        return tokens

    def label(self, key: str, **values: object) -> str:
        """Return one of the page's words in the text's language."""
        return label(key, self.language, **values)

    def own_id(self, name: str) -> str:
        """Mark an id as ours, so that the sanitiser keeps it and no writer's id may equal it."""
        self.own_ids.add(name)
        return self.slots.token + name

    def limit(self, kind: str, **values: int) -> LimitError:
        """Return the error that refuses the text."""
        return LimitError(kind, self.language, **values)


def context_of(env: MutableMapping[str, Any]) -> Context:
    """Return the context of the rendering that `env` belongs to."""
    context = env["context"]
    if not isinstance(context, Context):
        raise TypeError("render() puts a Context into env")
    return context
