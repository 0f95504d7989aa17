from django.contrib import admin
from taggit.models import Tag as StockTag

from blog.admin.addresses import FormerAddressAdmin
from blog.admin.bibliographies import BibliographyAdmin
from blog.admin.columns import ColumnAdmin
from blog.admin.macros import MacroAdmin
from blog.admin.pictures import PictureAdmin
from blog.admin.posts import PostAdmin
from blog.admin.tags import TagAdmin
from blog.admin.visitors import VisitorAdmin

__all__ = [
    "BibliographyAdmin",
    "ColumnAdmin",
    "FormerAddressAdmin",
    "MacroAdmin",
    "PictureAdmin",
    "PostAdmin",
    "TagAdmin",
    "VisitorAdmin",
]

# Posts carry blog.Tag; taggit's own table stays empty.
admin.site.unregister(StockTag)
