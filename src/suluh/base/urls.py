"""URLs of the toolkit: health, progress of long jobs, language, theme, style page."""

from django.urls import URLPattern, path

from suluh.base import showcase, views

urlpatterns: list[URLPattern] = [
    path("sehat/", views.health, name="health"),
    path("pekerjaan/<uuid:job>/", views.long_job, name="long_job"),
    path("bahasa/", views.language, name="bahasa"),
    path("tampilan/", views.set_theme, name="tema"),
    path("gaya/", showcase.show, name="gaya"),
    path("luring/", views.offline, name="offline"),
    path("pekerja.js", views.service_worker, name="service_worker"),
]
