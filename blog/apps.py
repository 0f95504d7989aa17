from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    """Posts, columns, tags, pictures, and the writing tools that the homepage shares."""

    name = "blog"
    verbose_name = _("Blog")
