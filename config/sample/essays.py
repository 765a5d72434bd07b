"""A few answers in the sample that wait for the trainer: people who tried a final test once more."""

from __future__ import annotations

from datetime import timedelta

from config.sample.events import Stage
from suluh.activities.quiz.models import Attempt, QuestionVersion, Response
from suluh.activities.quiz.types import Sort

QUESTION = "Warga mengeluh harus datang tiga kali"
ANSWERS = (
    "Penyebabnya syarat tidak ditulis lengkap di papan pengumuman. Kami memasang daftar syarat di"
    " pintu dan di pesan balasan, lalu menghitung tiap minggu berapa warga yang harus kembali.",
    "Petugas loket memeriksa berkas sejak awal memakai lembar periksa. Yang kurang langsung dicatat"
    " dan diberikan kepada warga, jadi cukup datang sekali lagi.",
    "Permohonan dapat dikirim lewat surel lebih dulu. Warga datang hanya untuk mengambil surat yang"
    " sudah jadi. Ukurannya jumlah kedatangan per surat, dari tiga menjadi satu.",
    "Warga sebaiknya lebih teliti membaca syarat sebelum datang ke kantor.",
)


def make_essays(stage: Stage) -> None:
    """One more try of four people, each with an essay nobody has marked yet."""
    version = QuestionVersion.objects.filter(
        question__sort=Sort.ESSAY, question__text__startswith=QUESTION
    ).get()
    before = Attempt.objects.filter(
        tenant=stage.agency, activity__title__startswith="Tes akhir", number=1
    ).order_by("-activity_id", "enrolment_id")
    people = [each for each in before if not _tried_again(each)][: len(ANSWERS)]
    for hours, (each, text) in enumerate(zip(people, ANSWERS, strict=False), 5):
        at = stage.now - timedelta(hours=hours * 7)
        made = Attempt.objects.create(
            tenant_id=each.tenant_id, activity_id=each.activity_id, person_id=each.person_id,
            enrolment_id=each.enrolment_id, number=2, seed="uraian", drawn=[[version.pk, []]],
            state=Attempt.State.SUBMITTED, started_at=at - timedelta(minutes=20), submitted_at=at,
        )  # fmt: skip
        Response.objects.create(
            tenant_id=each.tenant_id, attempt=made, place=0, answer=[text], given_at=at,
            saved_at=at,
        )  # fmt: skip


def _tried_again(attempt: Attempt) -> bool:
    rows = Attempt.objects.filter(activity_id=attempt.activity_id, number__gt=1)
    return rows.filter(enrolment_id=attempt.enrolment_id).exists()
