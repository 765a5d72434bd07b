"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.base import showcase, views

urlpatterns: list[URLPattern] = [
    path("gaya/", showcase.show, name="gaya"),
    path("tampilan/", views.set_theme, name="tema"),
]
