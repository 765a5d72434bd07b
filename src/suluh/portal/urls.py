"""URLs of pages made of several apps."""

from django.urls import URLPattern, path

from suluh.identity.middleware import signed_in
from suluh.portal.views import home, team

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("pengembangan/", signed_in(home.growth), name="growth"),
    path("kerja/", home.desk, name="desk"),
    path("tim/", team.team, name="team"),
    path("tim/ingatkan/", team.remind, name="team_remind"),
]
