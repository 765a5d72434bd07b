"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.activities.survey import views

urlpatterns: list[URLPattern] = [
    path("acara/<uuid:event>/evaluasi/", views.answer, name="survey_answer"),
    path("kelola/acara/<uuid:event>/evaluasi/", views.results, name="survey_results"),
    path("kelola/acara/<uuid:event>/evaluasi/unduh/", views.download, name="survey_download"),
    path("kelola/acara/<uuid:event>/evaluasi/pertanyaan/", views.edit, name="survey_edit"),
]
