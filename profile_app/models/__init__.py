from profile_app.models.contact_links import ContactLink
from profile_app.models.entries import (
    Award,
    CommunityService,
    Education,
    Entry,
    Experience,
    NewsItem,
    Project,
    SkillGroup,
)
from profile_app.models.interests import Interest
from profile_app.models.localised import Localised, localised
from profile_app.models.profile import Profile
from profile_app.models.publications import Author, Publication
from profile_app.models.sections import Section

__all__ = [
    "Author",
    "Award",
    "CommunityService",
    "ContactLink",
    "Education",
    "Entry",
    "Experience",
    "Interest",
    "Localised",
    "NewsItem",
    "Profile",
    "Project",
    "Publication",
    "Section",
    "SkillGroup",
    "localised",
]
