"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.activities.quiz.views import bank, taking
from suluh.identity.middleware import signed_in

_BANK = "kelola/bank-soal/"
urlpatterns: list[URLPattern] = [
    path("tes/<uuid:attempt>/", signed_in(taking.save), name="quiz_save"),
    path("tes/<uuid:attempt>/hasil/", signed_in(taking.result), name="quiz_result"),
    path(_BANK, signed_in(bank.questions), name="bank"),
    path(f"{_BANK}baru/", signed_in(bank.new), name="bank_new"),
    path(f"{_BANK}<uuid:question>/", signed_in(bank.question), name="bank_question"),
    path(f"{_BANK}<uuid:question>/arsip/", signed_in(bank.archive), name="bank_archive"),
]
