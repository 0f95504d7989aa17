from blog.models.address import FormerAddress
from blog.models.column import Column, ColumnEntry
from blog.models.draft_link import DraftLink
from blog.models.macro import Macro
from blog.models.picture import Picture
from blog.models.post import Post
from blog.models.rendering import RenderedModel, render_markdown
from blog.models.revision import Revision
from blog.models.tag import FormerTagAddress, Tag, TaggedItem
from blog.models.working_copy import WorkingCopy

__all__ = [
    "Column",
    "ColumnEntry",
    "DraftLink",
    "FormerAddress",
    "FormerTagAddress",
    "Macro",
    "Picture",
    "Post",
    "RenderedModel",
    "Revision",
    "Tag",
    "TaggedItem",
    "WorkingCopy",
    "render_markdown",
]
