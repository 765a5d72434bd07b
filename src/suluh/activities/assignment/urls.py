"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.activities.assignment.views import learner, marking
from suluh.identity.middleware import signed_in

_TASK = "pelatihan/<uuid:offering>/tugas/<uuid:key>/"
_MARKING = "kelola/penilaian/"
_WORK = f"{_MARKING}<uuid:work>/"
urlpatterns: list[URLPattern] = [
    path(f"{_TASK}simpan/", signed_in(learner.save), name="assignment_save"),
    path(f"{_TASK}berkas/<uuid:file>/", signed_in(learner.file), name="assignment_file"),
    path(_MARKING, signed_in(marking.queue), name="marking"),
    path(f"{_MARKING}unduh/", signed_in(marking.ask_bundle), name="marking_bundle_ask"),
    path(f"{_MARKING}unduhan/<uuid:bundle>/", signed_in(marking.bundle), name="marking_bundle"),
    path(f"{_MARKING}berkas/<uuid:file>/", signed_in(marking.file), name="marking_file"),
    path(_WORK, signed_in(marking.work), name="marking_work"),
    path(f"{_WORK}penilai/", signed_in(marking.assign), name="marking_assign"),
    path(f"{_WORK}kembalikan/", signed_in(marking.send_back), name="marking_return"),
]
