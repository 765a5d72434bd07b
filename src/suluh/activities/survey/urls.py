"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.activities.survey.views import course
from suluh.activities.survey.views import event as views
from suluh.identity.middleware import signed_in

_CLASS = "kelola/kelas/<uuid:offering>/evaluasi/"

urlpatterns: list[URLPattern] = [
    path(
        "pelatihan/<uuid:offering>/evaluasi/<uuid:key>/",
        signed_in(course.answer),
        name="course_survey",
    ),
    path(_CLASS, signed_in(course.results), name="course_survey_results"),
    path(f"{_CLASS}unduh/", signed_in(course.download), name="course_survey_download"),
    path(
        f"{_CLASS}pengajar/<int:number>/", signed_in(course.trainer), name="course_survey_trainer"
    ),
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
