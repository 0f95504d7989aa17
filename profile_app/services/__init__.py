from profile_app.services.homepage import Homepage
from profile_app.services.owner import Owner, blog_owner, owner_of, profile_of
from profile_app.services.references import blog_references
from profile_app.services.starter import load_starter_homepage

__all__ = [
    "Homepage",
    "Owner",
    "blog_owner",
    "blog_references",
    "load_starter_homepage",
    "owner_of",
    "profile_of",
]
