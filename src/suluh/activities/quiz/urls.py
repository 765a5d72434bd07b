"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.activities.quiz.views import (
    analysis,
    bank,
    desk,
    exports,
    imports,
    marking,
    picking,
    pictures,
    regrading,
    taking,
)
from suluh.identity.middleware import signed_in

_TEST = "kelola/kelas/<uuid:course>/tes/<uuid:key>/"
_BANK, _TESTS = "kelola/bank-soal/", "kelola/tes/"
urlpatterns: list[URLPattern] = [
    path("soal-gambar/<uuid:picture>/", signed_in(pictures.picture), name="quiz_picture"),
    path("tes/<uuid:attempt>/", signed_in(taking.save), name="quiz_save"),
    path("tes/<uuid:attempt>/hasil/", signed_in(taking.result), name="quiz_result"),
    path(
        "kelola/pelatihan/<uuid:training>/kegiatan/<uuid:key>/soal/",
        signed_in(picking.pick),
        name="quiz_pick",
    ),
    path(_TESTS, signed_in(marking.tests), name="quiz_tests"),
    path(f"{_TESTS}<uuid:key>/", signed_in(analysis.test), name="quiz_test"),
    path(f"{_TESTS}uraian/", signed_in(marking.queue), name="quiz_queue"),
    path(
        f"{_TESTS}uraian/<uuid:attempt>/<int:place>/", signed_in(marking.sheet), name="quiz_sheet"
    ),
    path(_TEST, signed_in(desk.people), name="quiz_people"),
    path(f"{_TEST}<uuid:enrolment>/", signed_in(desk.person), name="quiz_person"),
    path(_BANK, signed_in(bank.questions), name="bank"),
    path(f"{_BANK}baru/", signed_in(bank.new), name="bank_new"),
    path(f"{_BANK}impor/", signed_in(imports.import_list), name="bank_imports"),
    path(f"{_BANK}impor/<uuid:run>/", signed_in(imports.import_run), name="bank_import"),
    path(
        f"{_BANK}impor/<uuid:run>/terapkan/",
        signed_in(imports.import_apply),
        name="bank_import_apply",
    ),
    path(
        f"{_BANK}impor/<uuid:run>/buang/",
        signed_in(imports.import_discard),
        name="bank_import_discard",
    ),
    path(
        f"{_BANK}impor/<uuid:run>/batalkan/",
        signed_in(imports.import_undo),
        name="bank_import_undo",
    ),
    path(f"{_BANK}ekspor/", signed_in(exports.export), name="bank_export"),
    path(f"{_BANK}nilai-ulang/<uuid:regrade>/", signed_in(regrading.regrade), name="regrade"),
    path(f"{_BANK}<uuid:question>/nilai-ulang/", signed_in(regrading.ask), name="regrade_ask"),
    path(f"{_BANK}<uuid:question>/", signed_in(bank.question), name="bank_question"),
    path(f"{_BANK}<uuid:question>/arsip/", signed_in(bank.archive), name="bank_archive"),
]
