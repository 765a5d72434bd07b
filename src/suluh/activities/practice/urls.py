"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.activities.practice.views import desk, guiding, learner
from suluh.identity.middleware import signed_in

_LESSON = "pelatihan/<uuid:offering>/praktik/<uuid:key>/"
_GUIDING = "bimbingan/"
_ONE = f"{_GUIDING}<uuid:practice>/"
_DESK = "kelola/kelas/<uuid:course>/praktik/<uuid:key>/"
urlpatterns: list[URLPattern] = [
    path(f"{_LESSON}pembimbing/<slug:role>/", signed_in(learner.people), name="practice_people"),
    path(f"{_LESSON}berkas/<uuid:file>/", signed_in(learner.file), name="practice_file"),
    path(f"{_LESSON}simpan/", signed_in(learner.save), name="practice_save"),
    path(f"{_LESSON}lembar.pdf", signed_in(learner.sheet), name="practice_sheet"),
    path(_GUIDING, signed_in(guiding.places), name="guiding"),
    path(_ONE, signed_in(guiding.one), name="guiding_one"),
    path(f"{_ONE}nilai/<slug:role>/", signed_in(guiding.score), name="guiding_score"),
    path(f"{_ONE}berkas/<uuid:file>/", signed_in(guiding.file), name="guiding_file"),
    path(f"{_ONE}lembar.pdf", signed_in(guiding.sheet), name="guiding_sheet"),
    path(f"{_ONE}orang/<slug:role>/", signed_in(guiding.people), name="guiding_people"),
    path(f"{_ONE}seminar/", signed_in(guiding.seminar), name="guiding_seminar"),
    path(_DESK, signed_in(desk.places), name="practice_desk"),
]
