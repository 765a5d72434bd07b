"""The sample's angkatan: a classical training of three days, one finished and one running today."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.sample import closing, rolls
from config.sample.batches import open_batch
from config.sample.courses import Page, Text, place_of, version_of
from config.sample.events import ZONE, Stage
from suluh.content.models import Trainer, Training
from suluh.delivery.actions.course_offers import foretell
from suluh.delivery.models import Enrolment, Meeting, Offering
from suluh.identity.models import Employment, Person

HELD = 4  # sessions of the running angkatan whose roll was called
TECHNICAL = 3  # diklat teknis
TITLE = "Pelatihan Teknis Pengelolaan Pengaduan Masyarakat"
ROOM, OTHER_ROOM = "Kelas Cendana", "Ruang Diskusi Melati"
RINI, HASAN, LAB = "Dr. Rini Astuti, M.Si.", "Hasan Basri, S.IP., M.AP.", "Tim Ombudsman Perwakilan"
# Day, from, to, subject, room, who teaches.
SESSIONS = (
    (0, (8, 0), (9, 30), "Pembukaan dan kebijakan pengelolaan pengaduan", ROOM, RINI),
    (0, (9, 45), (12, 0), "Hak masyarakat dan kewajiban penyelenggara layanan", ROOM, RINI),
    (0, (13, 0), (15, 15), "Menerima pengaduan: mendengar, mencatat, memilah", ROOM, HASAN),
    (1, (8, 0), (10, 15), "Menyusun jawaban yang jelas dan santun", ROOM, HASAN),
    (1, (10, 30), (12, 0), "Menelusuri akar masalah", OTHER_ROOM, LAB),
    (1, (13, 0), (15, 15), "Praktik: pengaduan sulit dan pelapor marah", OTHER_ROOM, HASAN),
    (2, (8, 0), (10, 15), "Mengolah data pengaduan menjadi perbaikan layanan", ROOM, LAB),
    (2, (10, 30), (12, 0), "Rencana tindak lanjut", ROOM, RINI),
    (2, (13, 0), (14, 30), "Presentasi rencana dan penutupan", ROOM, RINI),
)
PAGES = (
    Page("Panduan peserta", 15, lines=["## Sebelum hari pertama", "",
        "Bawa satu contoh pengaduan yang pernah diterima kantor Anda, tanpa nama pelapornya.",
        "Baca standar pelayanan unit Anda, lalu catat dua janji layanan yang paling sering ditanyakan."]),
    Page("Tugas: rencana tindak lanjut", 30, lines=["## Yang Anda susun", "",
        "1. Satu masalah layanan yang paling sering diadukan.", "2. Penyebabnya, dengan data.",
        "3. Tiga langkah perbaikan, penanggung jawab, dan tanggal selesai.", "",
        "Pengajar menilai rencana ini pada hari ketiga."]),
)  # fmt: skip


def make_cohorts(stage: Stage, staff: list[Employment], *, learner: Person) -> None:
    """Angkatan I three weeks ago, Angkatan II with today as its second day."""
    dice = random.Random(61)
    today = stage.now.astimezone(ZoneInfo(ZONE)).date()
    training = _training(stage, today - timedelta(days=70))
    version = version_of(stage, training, _text(), at=stage.now - timedelta(days=60))
    crowd = dice.sample([job for job in staff if job.person_id != learner.id], 54)
    mine = next(job for job in staff if job.person_id == learner.id)
    for number, first, people in (
        (1, _tuesday(today - timedelta(days=24)), crowd[:28]),
        (2, today - timedelta(days=1), [mine, *crowd[28:]]),
    ):
        offering = open_batch(
            stage, training, version, number=number, first=first, days=3, hall="B"
        )
        meetings = _timetable(offering, first)
        foretell(offering, version, now=stage.now)
        offering.registered = len(people)
        offering.save(update_fields=["jp_minor", "jp_reason", "registered"])
        places = _enrol(offering, people)
        held = len(meetings) if number == 1 else HELD
        rolls.call(stage, meetings[:held], places, dice=dice)
        closing.mark_work(stage, offering, places, dice=dice, share=1 if number == 1 else 0.4)
        if number == 1:
            closing.close(stage, offering)


def _training(stage: Stage, made_on: date) -> Training:
    at = datetime.combine(made_on, time(9), ZoneInfo(ZONE))
    training = Training.objects.create(
        tenant=stage.agency, unit=stage.unit, title=TITLE, form_id=TECHNICAL,
        path=Training.Path.CLASSICAL,
        summary="Tiga hari berlatih menerima, menjawab, dan belajar dari pengaduan warga.",
        aims="Menerima pengaduan dengan tenang dan mencatatnya lengkap\n"
        "Menyusun jawaban yang jelas dan tepat waktu\nMengubah data pengaduan menjadi perbaikan",
        target_group="Petugas layanan dan pengelola pengaduan", theme="Pelayanan publik",
        strategic_issue="Kepuasan masyarakat", created_by_id=stage.organiser.id,
        created_at=at, changed_at=at,
    )  # fmt: skip
    for order, name in enumerate((RINI, HASAN, LAB)):
        Trainer.objects.create(tenant=stage.agency, training=training, name=name, order=order)
    return training


def _text() -> Text:
    return Text(sections=[("Bahan dan tugas", list(PAGES))])


def _tuesday(near: date) -> date:
    return near - timedelta(days=(near.weekday() - 1) % 7)


def _timetable(offering: Offering, first: date) -> list[Meeting]:
    place = ZoneInfo(ZONE)
    return Meeting.objects.bulk_create(
        Meeting(
            tenant_id=offering.tenant_id, offering=offering, subject=subject, room=room,
            starts_at=datetime.combine(first + timedelta(days=day), time(*begins), place),
            ends_at=datetime.combine(first + timedelta(days=day), time(*ends), place),
            trainers=[trainer],
        )
        for day, begins, ends, subject, room, trainer in SESSIONS
    )  # fmt: skip


def _enrol(offering: Offering, people: list[Employment]) -> list[Enrolment]:
    at = offering.starts_at - timedelta(days=14)
    return Enrolment.objects.bulk_create(
        place_of(offering, job, at=at, source="assigned") for job in people
    )
