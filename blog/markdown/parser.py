"""markdown-it as each kind of text needs it."""

from functools import lru_cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from .attributes import attribute_syntax
from .citation_syntax import citation_syntax
from .cjk import cjk_syntax
from .containers import container_syntax
from .footnote_syntax import footnote_syntax
from .html import Renderer
from .limits import limit_syntax
from .links import is_allowed, link_syntax
from .math import math_syntax
from .profiles import Profile
from .tables import table_syntax

MAX_NESTING = 30
BLOCK_RULES = ["heading", "lheading", "reference", "html_block"]


class Parser(MarkdownIt):
    """CommonMark with our rule for addresses."""

    def validateLink(self, url: str) -> bool:
        """Answer markdown-it whether a link may lead there."""
        return is_allowed(url)


@lru_cache(8)
def parser_for(profile: Profile) -> MarkdownIt:
    """Return the parser of a profile; it keeps nothing of a text and may be shared by threads."""
    options = {
        "html": profile.raw_html,
        "maxNesting": MAX_NESTING,
        "tasklists": profile.blocks,
        "alerts": profile.blocks,
    }
    md = Parser("commonmark", options, renderer_cls=Renderer)
    md.enable("strikethrough")
    for syntax in (limit_syntax, math_syntax, cjk_syntax, link_syntax):
        syntax(md)
    if profile.blocks:
        for syntax in (table_syntax, container_syntax, attribute_syntax, deflist_plugin):
            syntax(md)
    else:
        md.disable(BLOCK_RULES)
    if profile.navigation:
        footnote_syntax(md)
        citation_syntax(md)
    if not profile.images:
        md.disable("image")
    return md
