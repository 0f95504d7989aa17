from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from blog.models.language import Language
from profile_app.services import Homepage, profile_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The homepage."""
    profile = profile_of(request)
    homepage = Homepage(profile, Language.active())
    return render(request, "profile_app/home.html", {"profile": profile, "homepage": homepage})
