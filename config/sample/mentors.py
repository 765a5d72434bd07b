"""The sample's mentors: those who hold what the learner lacks, and two asks."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta

from config.sample.events import Stage
from config.sample.recognition import actor_of
from suluh.base.scope import Scope, scoped
from suluh.competency.models import Attainment
from suluh.competency.queries import gaps
from suluh.identity.models import Employment, Person
from suluh.organisation.types import Actor
from suluh.recognition.actions.mentors import (
    Offered,
    answer_ask,
    ask_mentor,
    offer_mentoring,
    pause_mentoring,
)
from suluh.recognition.models import Mentor

# Topics, what is told of oneself, hours a month, who finds it.
OFFERS = (
    (
        "menulis nota dinas, surat dinas",
        "Lima belas tahun menyiapkan naskah pimpinan. Bawa satu surat yang sulit, kita perbaiki"
        " bersama sampai satu halaman.",
        3,
        "instansi",
    ),
    (
        "memimpin rapat, mengelola tim kecil",
        "Saya mendampingi ketua tim baru. Biasanya tiga pertemuan pendek, dengan satu latihan di"
        " antaranya.",
        4,
        "nasional",
    ),
    (
        "pelayanan publik, menangani pengaduan",
        "Pernah memimpin loket yang paling banyak diadukan. Kita bahas satu pengaduan nyata.",
        2,
        "instansi",
    ),
    (
        "analisis kebijakan, data sederhana",
        "Membaca data dengan lembar kerja biasa: dari pertanyaan sampai satu grafik yang jujur.",
        4,
        "nasional",
    ),
    (
        "kearsipan dinamis, Srikandi",
        "Arsip unit Anda menumpuk? Kita mulai dari satu lemari dan satu klasifikasi.",
        2,
        "instansi",
    ),
    (
        "umpan balik yang sulit, mengembangkan staf",
        "Latihan percakapan, pelan-pelan, tanpa menghakimi. Cocok untuk atasan yang baru.",
        3,
        "nasional",
    ),
    (
        "perencanaan, anggaran berbasis kinerja",
        "Dari sasaran ke kegiatan, dan mengapa indikatornya sering keliru.",
        2,
        "instansi",
    ),
    (
        "perubahan di tempat kerja",
        "Sedang jeda sampai anggaran selesai. Setelah itu saya siap mendampingi aksi perubahan.",
        2,
        "instansi",
    ),
)


def make_mentors(stage: Stage, staff: list[Employment], *, learner: Person) -> None:
    """Eight mentors, the last paused; the learner asked one and was accepted, and waits for another."""
    wanted = [row.competency.pk for row in gaps(learner.pk, stage.now.date()).gaps]
    jobs = {job.person_id: job for job in staff}
    me = actor_of(jobs[learner.pk])
    made = []
    for job, offer in zip(_able(jobs, wanted, but=learner.pk), OFFERS, strict=True):
        made.append((actor_of(job), _offer(stage, actor_of(job), offer, wanted)))
    _asks(stage, me, made)
    with _own(made[-1][0]):
        pause_mentoring(actor=made[-1][0], now=stage.now, is_open=False)


def _able(jobs: dict[int, Employment], wanted: list[int], *, but: int) -> list[Employment]:
    """Those who reached most of what is wanted, the highest first."""
    rows = Attainment.objects.filter(
        competency_id__in=wanted, level__gte=3, person_id__in=jobs, withdrawal=None
    ).exclude(person_id=but)
    found = rows.order_by("-level", "id").values_list("person_id", flat=True)
    return [jobs[each] for each in list(dict.fromkeys(found))[: len(OFFERS)]]


def _offer(stage: Stage, who: Actor, offer: tuple[str, str, int, str], wanted: list[int]) -> Mentor:
    topics, about, hours, visibility = offer
    offered = Offered(about, topics, hours, visibility, is_open=True, competencies=wanted)
    with _own(who):
        return offer_mentoring(actor=who, now=stage.now - timedelta(days=30), offered=offered)


def _asks(stage: Stage, me: Actor, made: list[tuple[Actor, Mentor]]) -> None:
    wish = "Nota dinas saya selalu dua halaman dan sering dikembalikan. Bagaimana memendekkannya?"
    with _own(me):
        first = ask_mentor(
            actor=me, now=stage.now - timedelta(days=6), mentor=made[0][1].uuid, wish=wish,
            days="Selasa pagi, atau Kamis setelah pukul 14",
        )  # fmt: skip
        ask_mentor(
            actor=me, now=stage.now - timedelta(days=1), mentor=made[5][1].uuid,
            wish="Saya harus menegur rekan yang lebih senior, dan belum tahu caranya.",
            days="Hari apa saja setelah pukul 15",
        )  # fmt: skip
    with _own(made[0][0]):
        answer_ask(
            actor=made[0][0], now=stage.now - timedelta(days=5), ask=first.uuid, is_accepted=True,
            words="Kamis pukul 14 di ruang saya. Bawa dua contoh nota yang dikembalikan.",
        )  # fmt: skip


def _own(who: Actor) -> AbstractContextManager[Scope]:
    return scoped(Scope(tenant_id=who.agency_id, person_id=who.person_id))
