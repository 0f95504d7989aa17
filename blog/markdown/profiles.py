"""Who may write what: the three kinds of text and their limits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """The features and limits of one kind of text."""

    name: str
    max_characters: int
    max_html: int
    max_formulas: int
    max_formula_characters: int
    max_effort: int
    """How many tokens macros and nested commands may move in all formulas together."""
    raw_html: bool = True
    images: bool = True
    blocks: bool = True
    """Headings, tables, definition lists, containers, attributes, link definitions."""
    navigation: bool = True
    """Heading ids with anchors, [TOC] and footnotes: for a text that is the only one of its page."""
    math_definitions: bool = True
    link_rel: str | None = None
    max_lines: int = 50_000
    max_blocks: int = 20_000
    max_depth: int = 26
    max_headings: int = 5_000
    max_cells: int = 50_000
    max_marks: int = 300_000
    max_brackets: int = 40_000
    max_tags: int = 20_000


POST = Profile("post", 1_000_000, 10_000_000, 10_000, 5_000, 1_000_000)
TEXT = Profile("text", 20_000, 500_000, 500, 5_000, 200_000, navigation=False)
COMMENT = Profile(
    "comment",
    5_000,
    64_000,
    200,
    1_000,
    50_000,
    raw_html=False,
    images=False,
    blocks=False,
    navigation=False,
    math_definitions=False,
    link_rel="nofollow ugc noopener",
)
