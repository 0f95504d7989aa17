from typing import Any

from django.views.generic import TemplateView
from modeltranslation.utils import get_language

from profile_app.services import Homepage, profile_of


class HomeView(TemplateView):
    """The homepage."""

    template_name = "profile_app/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        profile = profile_of(self.request)
        homepage = Homepage(profile, get_language())
        return super().get_context_data(profile=profile, homepage=homepage, **kwargs)
