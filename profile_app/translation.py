"""The fields that have a column per language; their `*_html` beside them."""

from modeltranslation.translator import TranslationOptions, register

from profile_app.models import (
    Award,
    CommunityService,
    ContactLink,
    Education,
    Entry,
    Experience,
    Interest,
    NewsItem,
    Profile,
    Project,
    Publication,
    Section,
    SkillGroup,
)


@register(Profile)
class ProfileTranslation(TranslationOptions):
    fields = (
        "headline",
        "affiliation",
        "location",
        "biography",
        "biography_html",
        "announcement",
        "announcement_html",
        "page_title",
        "page_description",
    )


@register(ContactLink)
class ContactLinkTranslation(TranslationOptions):
    fields = ("label",)


@register(Interest)
class InterestTranslation(TranslationOptions):
    fields = ("title", "text", "text_html")


@register(Entry)
class EntryTranslation(TranslationOptions):
    fields = ("title", "organisation", "text", "text_html", "note", "when_text")


@register([NewsItem, Education, Experience, SkillGroup, Project, Award, CommunityService])
class ProxyTranslation(TranslationOptions):
    """A proxy of `Entry` takes over its fields."""


@register(Publication)
class PublicationTranslation(TranslationOptions):
    fields = ("award",)


@register(Section)
class SectionTranslation(TranslationOptions):
    fields = ("title", "text", "text_html")
