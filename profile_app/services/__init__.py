from profile_app.services.homepage import Homepage
from profile_app.services.owner import Owner, blog_owner, owner_of, profile_of
from profile_app.services.rerender import outdated_texts, rerender_texts
from profile_app.services.starter import load_starter_homepage

__all__ = [
    "Homepage",
    "Owner",
    "blog_owner",
    "load_starter_homepage",
    "outdated_texts",
    "owner_of",
    "profile_of",
    "rerender_texts",
]
