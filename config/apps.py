from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.apps import AuthConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    """The site as a whole: its commands and what joins the two apps."""

    name = "config"


class OwnersAdminConfig(AdminConfig):
    default_site = "config.admin_site.OwnersAdminSite"


class AccountsConfig(AuthConfig):
    verbose_name = _("Accounts")
