"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.activities.session.views import checkin

urlpatterns: list[URLPattern] = [
    path("hadir/<uuid:window>/", checkin.check_in_now, name="check_in"),
]
