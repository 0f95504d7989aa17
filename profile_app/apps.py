from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProfileConfig(AppConfig):
    """The homepage: who the owner is and what the owner does."""

    name = "profile_app"
    verbose_name = _("Homepage")
