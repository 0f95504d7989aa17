from profile_app.admin import entries, interests, profile, publications, sections

__all__ = ["entries", "interests", "profile", "publications", "sections"]
