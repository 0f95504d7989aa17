from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

# What is opened most stands first, in the lists of the first page and of the sidebar.
APPS = ["blog", "profile_app", "auth"]
NAMES = {"auth": _("Accounts")}
MODELS = [
    *("Post", "Column", "Tag", "Picture", "Macro", "Bibliography"),
    *("FormerAddress", "Visitor"),
    *("Profile", "NewsItem", "Publication", "Interest", "Project", "Education", "Experience", "Award"),
    *("CommunityService", "SkillGroup", "ContactLink", "Section"),
    *("User", "Group"),
]


class OwnersAdminSite(AdminSite):
    """Django's admin with its lists in the order of the work, the same in both languages."""

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps: list[Any] = super().get_app_list(request, app_label)
        for app in apps:
            app["name"] = NAMES.get(app["app_label"], app["name"])
            app["models"].sort(key=lambda model: _place(MODELS, model["object_name"]))
        return sorted(apps, key=lambda app: _place(APPS, app["app_label"]))


def _place(order: list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)
