"""The macros that hold at a place of a document."""

from collections.abc import Mapping
from hashlib import sha256

from .aliases import ALIASES
from .definitions import Macro, Macros
from .macros import read_macros


class Scope:
    """Macros known so far; `key` names them, so that nobody has to compare them all."""

    def __init__(self, sources: Mapping[str, str], *, may_define: bool) -> None:
        """Start from the site's macros."""
        self.macros: dict[str, Macro] = ALIASES | read_macros(sources)
        self.may_define = may_define
        self.key = sha256(repr((sorted(sources.items()), may_define)).encode("utf-8", "replace")).digest()

    def take_in(self, tex: str, defined: Macros) -> None:
        """Add what a formula defines: from here on its macros hold."""
        self.macros.update(defined)
        self.key = sha256(self.key + tex.encode("utf-8", "replace")).digest()
