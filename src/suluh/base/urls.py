"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.base import showcase, views

urlpatterns: list[URLPattern] = [
    path("gaya/", showcase.show, name="gaya"),
    path("luring/", views.offline, name="offline"),
    path("pekerja.js", views.service_worker, name="service_worker"),
    path("tampilan/", views.set_theme, name="tema"),
]
