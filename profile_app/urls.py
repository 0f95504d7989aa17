from django.urls import path

from profile_app import views

app_name = "profile"

urlpatterns = [path("", views.home, name="home")]
