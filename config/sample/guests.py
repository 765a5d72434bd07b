"""The sample's guest trainer: of the neighbouring province, in one angkatan with works and essays waiting.

Everything a guest or a learner does goes through the product's own actions.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from config.sample import people
from config.sample.assignments import TaskPage
from config.sample.batches import open_batch
from config.sample.courses import Page, Text, place_of, version_of
from config.sample.essays import ANSWERS, QUESTION
from config.sample.events import ZONE, Stage
from suluh.activities.assignment.actions.marking import give_mark
from suluh.activities.assignment.kind import KIND
from suluh.activities.assignment.models import Work
from suluh.activities.assignment.types import Brief
from suluh.activities.quiz.models import Attempt, QuestionVersion, Response
from suluh.activities.quiz.types import Sort
from suluh.base.clock import local_date, midnight
from suluh.content.models import Activity, Training
from suluh.content.rules import rubric
from suluh.content.rules.judging import Judgement
from suluh.delivery.actions.learning import open_lesson, record
from suluh.delivery.actions.trainers import Days, end_trainer, name_trainer
from suluh.delivery.models import BatchTrainer, Enrolment, Offering
from suluh.delivery.queries.learning import inside_lesson
from suluh.delivery.queries.marking_scope import DOOR
from suluh.identity.models import Employment, Person
from suluh.identity.queries.people import get_face
from suluh.organisation.types import Actor, Grant, Role

LABEL = "Pengajar tamu"
TECHNICAL = 3  # diklat teknis
TITLE = "Pelatihan Teknis Pelayanan Loket"
TASK = "Tugas: perbaikan satu antrean"
BRIEF = """Pilih **satu antrean** di kantor Anda. Tulis apa yang Anda ubah minggu ini, siapa yang terlibat,
dan angka apa yang Anda lihat sesudahnya."""
RUBRIC = """Masalah
Ada angka, dan sebabnya jelas = 4
Ada, tetapi tanpa angka = 2
Tidak jelas = 0

Perubahan
Dapat dimulai minggu ini, dengan penanggung jawab = 4
Ada, tetapi belum ada penanggung jawab = 2
Belum ada = 0"""
TEST = ("soal: 1 dari Pelayanan publik", "percobaan: 1", "lulus: 60", "hasil: score", "",
        "Jawab dengan contoh dari loket Anda sendiri.")  # fmt: skip
WORKS = (
    "Antrean legalisir di loket 2 rata-rata 41 menit. Kami memisahkan berkas yang sudah lengkap ke"
    " meja cepat mulai Senin; Pak Yusuf mencatat lama tunggunya setiap jam.",
    "Warga mengambil nomor dua kali karena salah loket. Kami memasang satu papan di pintu dan"
    " menempatkan satu petugas penyambut. Angkanya: nomor yang batal tiap hari.",
    "Antrean panjang pada pukul 8 sampai 9. Petugas masuk bergantian lebih awal, dan formulir"
    " tersedia malam sebelumnya lewat pesan. Kami lihat jumlah orang pada pukul 9.",
    "Loket kami selalu ramai setelah hari libur panjang. Sebaiknya semua petugas lebih sabar,"
    " lebih ramah kepada warga, dan bekerja sama dengan baik.",
)


def make_guests(
    stage: Stage, staff: list[Employment], *, cast: dict[str, Person], neighbour: str
) -> None:
    """An angkatan of ten people; the guest marked one work, and was in another angkatan before."""
    guest, taken = _guest(neighbour), {person.id for person in cast.values()}
    organiser = _actor(stage.organiser, stage, Role.ORGANISER)
    course = _course(stage)
    crew = [job for job in staff if job.person_id not in taken][700:770:7]
    places = Enrolment.objects.bulk_create(
        place_of(course, job, at=course.starts_at - timedelta(days=9), source="assigned")
        for job in crew
    )
    course.registered = len(places)
    course.save(update_fields=["registered"])
    _name(course, guest, organiser, now=course.starts_at)
    for number, (job, text) in enumerate(zip(crew, WORKS, strict=False)):
        _hand_in(course, job, text, at=stage.now - timedelta(days=3, hours=5 - number))
    _essays(stage, course, places[:3])
    mark = Judgement((0, 0), comment="Rencana yang dapat dimulai hari Senin. Pertahankan angkanya.")
    who = _actor(guest, stage)
    first = Work.objects.get(enrolment=places[0])
    give_mark(actor=who, work=first.uuid, judgement=mark, now=stage.now - timedelta(days=1))
    _earlier(stage, guest, organiser)


def guest_of_sample() -> Person | None:
    """Who signs in as the guest."""
    found = BatchTrainer.objects.select_related("person").order_by("id").first()
    return found.person if found else None


def _guest(neighbour: str) -> Person:
    jobs = Employment.objects.filter(tenant__code=neighbour, position__name="Widyaiswara")
    person = jobs.select_related("person__account").order_by("-id")[0].person
    people.add_second_factor(person, Role.TRAINER)
    return person


def _actor(person: Person, stage: Stage, *roles: Role) -> Actor:
    return Actor(
        account_id=0, person_id=person.pk, name=person.full_name,
        agency_id=stage.agency.pk if roles else None,
        grants=tuple(Grant(role, stage.agency.pk) for role in roles),
        has_second_factor=True, doors=() if roles else (DOOR,),
    )  # fmt: skip


def _name(course: Offering, guest: Person, by: Actor, *, now: datetime) -> BatchTrainer:
    face = get_face(guest.pk)
    assert face is not None
    first = now.astimezone(ZoneInfo(course.zone)).date()
    last = (course.ends_at + timedelta(days=14)).date()
    days = Days(first, max(last, first))
    return name_trainer(actor=by, uuid=course.uuid, face=face, days=days, now=now)


def _earlier(stage: Stage, guest: Person, by: Actor) -> None:
    """A place that was ended: the first angkatan of another training."""
    rows = Offering.objects.filter(tenant=stage.agency, batch__number=1, ends_at__lt=stage.now)
    course = rows.order_by("-ends_at").first()
    if course is None:
        return
    made = _name(course, guest, by, now=course.starts_at)
    end_trainer(actor=by, uuid=course.uuid, trainer=made.uuid, now=course.ends_at)


def _course(stage: Stage) -> Offering:
    first = midnight(local_date(stage.now, ZONE) - timedelta(days=6), ZONE)
    training = Training.objects.create(
        tenant=stage.agency, unit=stage.unit, title=TITLE, form_id=TECHNICAL,
        path=Training.Path.BLENDED, summary="Melayani di loket dengan cepat, jelas, dan ramah.",
        aims="Mengukur satu antrean\nMengubah satu hal minggu ini\nMelihat angkanya sesudah itu",
        target_group="Petugas layanan", theme="Pelayanan publik",
        strategic_issue="Kualitas pelayanan publik", created_by_id=stage.organiser.id,
        created_at=first, changed_at=first,
    )  # fmt: skip
    task = TaskPage(TASK, 90, "assignment")
    task.brief = Brief(
        text=BRIEF, least_words=15, pass_percent=60, rubric=rubric.parsed(RUBRIC), due_days=14
    )
    test = Page("Tes akhir: uraian", 30, "quiz", lines=list(TEST))
    version = version_of(
        stage, training, Text(sections=[("Tugas dan tes", [task, test])]), at=first
    )
    return open_batch(
        stage, training, version, number=3, first=local_date(first, ZONE), days=21, hall="C"
    )


def _hand_in(course: Offering, job: Employment, text: str, *, at: datetime) -> None:
    key = Activity.objects.get(version=course.version, title=TASK).key
    who = Actor(account_id=0, person_id=job.person_id, agency_id=job.tenant_id)
    _room, lesson = open_lesson(actor=who, offering_uuid=course.uuid, key=key, now=at)
    data: QueryDict = QueryDict(mutable=True)
    data.update({"aksi": "kirim", "isi": text})
    files: MultiValueDict[str, Any] = MultiValueDict({"berkas": []})
    with inside_lesson(lesson):
        record(lesson=lesson, report=KIND.receive(lesson, data=data, files=files, now=at), now=at)


def _essays(stage: Stage, course: Offering, places: list[Enrolment]) -> None:
    """Essays nobody has marked yet."""
    version = QuestionVersion.objects.filter(
        question__sort=Sort.ESSAY, question__text__startswith=QUESTION
    ).get()
    test = Activity.objects.get(version=course.version, kind="quiz")
    for hours, (place, text) in enumerate(zip(places, ANSWERS, strict=False), 3):
        at = stage.now - timedelta(hours=hours * 6)
        who = Actor(account_id=0, person_id=place.person_id, agency_id=place.home_id)
        open_lesson(actor=who, offering_uuid=course.uuid, key=test.key, now=at)
        made = Attempt.objects.create(
            tenant=stage.agency, activity=test, person_id=place.person_id, enrolment=place,
            number=1, seed="tamu", drawn=[[version.pk, []]], state=Attempt.State.SUBMITTED,
            started_at=at - timedelta(minutes=20), submitted_at=at,
        )  # fmt: skip
        Response.objects.create(
            tenant=stage.agency, attempt=made, place=0, answer=[text], given_at=at, saved_at=at
        )
