"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.activities.survey import views
from suluh.identity.middleware import signed_in

urlpatterns: list[URLPattern] = [
    path("acara/<uuid:event>/evaluasi/", signed_in(views.answer), name="survey_answer"),
    path("kelola/acara/<uuid:event>/evaluasi/", signed_in(views.results), name="survey_results"),
    path(
        "kelola/acara/<uuid:event>/evaluasi/unduh/",
        signed_in(views.download),
        name="survey_download",
    ),
    path(
        "kelola/acara/<uuid:event>/evaluasi/pertanyaan/", signed_in(views.edit), name="survey_edit"
    ),
]
