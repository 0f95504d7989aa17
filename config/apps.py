from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ConfigConfig(AppConfig):
    """The site as a whole: its commands and what joins the two apps."""

    name = "config"


class OwnersAdminConfig(AdminConfig):
    default_site = "config.admin_site.OwnersAdminSite"
