from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The site as a whole: its commands and what joins the two apps."""

    name = "config"
