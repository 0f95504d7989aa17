from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProfileConfig(AppConfig):
    """The homepage: who the owner is and what the owner does."""

    name = "profile_app"
    verbose_name = _("Homepage")

    def ready(self) -> None:
        """Listen to changes of publications."""
        import_module("profile_app.signals")
