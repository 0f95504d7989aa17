"""Characters that neither HTML nor XML may hold; word processors leave some in what is pasted from them."""

import re
from typing import Final

FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
BREAKS: Final = "\x0b\x0c"


def without_controls(text: str) -> str:
    """Return a text that XML 1.0 can hold; a line or page break of old becomes a space."""
    return FORBIDDEN.sub(lambda found: " " if found[0] in BREAKS else "", text)
