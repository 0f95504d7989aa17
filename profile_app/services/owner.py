"""Who the owner is, for the frame of every page and, through the setting BLOG_OWNER, for the blog."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blog.models import Picture
from profile_app.models import Profile, localised


@dataclass(frozen=True)
class Owner:
    """The owner in the active language. There is no e-mail address in it: feeds are harvested."""

    name: str
    name_other: str
    headline: str
    affiliation: str
    initials: str
    photo: Picture | None


def current_profile() -> Profile:
    """The owner's profile; an unsaved one with a name to show while there is none."""
    return Profile.objects.select_related("photo").first() or Profile(name=_("Homepage"))


def profile_of(request: HttpRequest) -> Profile:
    """The profile, read once for this request."""
    profile: Profile | None = getattr(request, "_profile", None)
    if profile is None:
        profile = current_profile()
        request._profile = profile  # type: ignore[attr-defined]
    return profile


def owner_of(profile: Profile) -> Owner:
    lines = filter(None, map(str.strip, localised(profile, "affiliation").value.splitlines()))
    return Owner(
        name=profile.display_name,
        name_other=profile.other_script_name,
        headline=localised(profile, "headline").value,
        affiliation=pgettext("between position and institution", ", ").join(lines),
        initials=profile.initials,
        photo=profile.photo,
    )


def blog_owner() -> Owner:
    """The owner as the blog's feeds and page heads name them."""
    return owner_of(current_profile())
