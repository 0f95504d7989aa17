from blog.models.address import FormerAddress
from blog.models.attempt import Attempt, Limit, TooManyAttempts
from blog.models.bibliography import Bibliography, BibliographyEntry
from blog.models.change import Change
from blog.models.column import Column, ColumnEntry
from blog.models.draft_link import DraftLink
from blog.models.macro import Macro
from blog.models.picture import Picture
from blog.models.post import Post
from blog.models.relation import Relation
from blog.models.rendering import RenderedModel, render_markdown
from blog.models.revision import Revision
from blog.models.source import AddressKey, BannedAddress, Source
from blog.models.tag import FormerTagAddress, Tag, TaggedItem
from blog.models.upvote import Tally, Upvote
from blog.models.visitor import Visitor
from blog.models.working_copy import WorkingCopy

__all__ = [
    "AddressKey",
    "Attempt",
    "BannedAddress",
    "Bibliography",
    "BibliographyEntry",
    "Change",
    "Column",
    "ColumnEntry",
    "DraftLink",
    "FormerAddress",
    "FormerTagAddress",
    "Limit",
    "Macro",
    "Picture",
    "Post",
    "Relation",
    "RenderedModel",
    "Revision",
    "Source",
    "Tag",
    "TaggedItem",
    "Tally",
    "TooManyAttempts",
    "Upvote",
    "Visitor",
    "WorkingCopy",
    "render_markdown",
]
