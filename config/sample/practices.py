"""The sample's angkatan with a practice: plans written and returned, evidence sent, a seminar, marks.

Everything goes through the product's own actions, so that lists, notices and history are real.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from config.sample.assignments import small_pdf
from config.sample.batches import open_batch
from config.sample.courses import Page, Text, place_of, version_of
from config.sample.events import ZONE, Stage
from suluh.activities.practice.actions.guides import name_guide
from suluh.activities.practice.actions.guiding import decide_plan, decide_step
from suluh.activities.practice.actions.judging import give_score, set_seminar
from suluh.activities.practice.kind import KIND
from suluh.activities.practice.models import Milestone, Practice
from suluh.activities.practice.rules import brief as briefs
from suluh.activities.practice.types import Brief, Form, Proposal, Role
from suluh.base.clock import local_date, midnight
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity, Training
from suluh.content.rules import rubric
from suluh.content.rules.judging import Judgement
from suluh.delivery.actions.learning import open_lesson, record
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.learning import inside_lesson
from suluh.identity.models import Employment, Person
from suluh.identity.queries.people import get_face
from suluh.organisation.types import Actor, Grant
from suluh.organisation.types import Role as Office

LEADERSHIP = 1  # pelatihan struktural kepemimpinan
TITLE = "Pelatihan Kepemimpinan Pengawas"
NAME = "Aksi perubahan di unit kerja"
TASK = """Perbaiki **satu layanan** yang menjadi tanggung jawab Anda, dalam enam
puluh hari, bersama tim Anda sendiri.

1. Tulis masalahnya dengan data, bukan dengan pendapat.
2. Sepakati gagasan dan hasilnya dengan atasan Anda (mentor) dan coach.
3. Jalankan tahap demi tahap. Setiap tahap ditutup dengan bukti: foto, daftar hadir, angka sebelum dan sesudah.
4. Seminarkan hasilnya di depan penguji."""
RUBRIC = """Masalah dan gagasan
Berdasar data, dan gagasannya menjawab akar masalah = 4
Masalah jelas, gagasan menjawab sebagian = 3
Masalah belum didukung data = 1

Pelaksanaan dan bukti
Semua tahap berjalan, buktinya lengkap = 4
Sebagian besar tahap berjalan = 3
Bukti kurang meyakinkan = 1

Manfaat
Terukur, dan sudah dirasakan pengguna layanan = 4
Ada, belum terukur = 2
Belum tampak = 0

Keberlanjutan
Sudah menjadi aturan atau kebiasaan unit = 3
Ada rencana, belum ditetapkan = 2
Bergantung pada satu orang = 0"""
STEPS = (
    Proposal("Rancangan disetujui mentor dan coach", 10), Proposal("Tim dan standar baru", 20),
    Proposal("Uji coba", 40), Proposal("Laporan dan angka hasil", 60),
)  # fmt: skip


class PracticePage(Page):
    """The page of the outline that is the practice."""

    def settings(self, *, tenant_id: int, at: datetime) -> dict[str, Any]:
        """The brief."""
        return briefs.to_data(
            Brief(
                text=TASK, form=Form.AKSI_PERUBAHAN, proposals=STEPS, rubric=rubric.parsed(RUBRIC),
                weights={Role.MENTOR: 30, Role.COACH: 30, Role.EXAMINER: 40}, pass_percent=70,
            )
        )  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What somebody changes, and how far it went: how many milestones are approved, and what then."""

    problem: str
    idea: str
    outputs: str
    approved: int = -1  # -1: the plan is not approved yet
    is_sent: bool = True
    waits: bool = False  # evidence of the next milestone waits for the guides
    returned: str = ""
    levels: tuple[int, ...] = ()


MINE = Plan(
    "Surat izin penelitian di sekolah rata-rata selesai dalam 9 hari kerja; 31 dari 58 surat bulan"
    " lalu dikembalikan karena lampirannya kurang.",
    "Daftar periksa satu halaman di loket dan di situs dinas, sehingga lampiran lengkap sejak"
    " pertama, dan paraf berjenjang dipangkas dari empat menjadi dua.",
    "Waktu penyelesaian turun menjadi 3 hari kerja, dan surat yang dikembalikan di bawah 10 %.",
    approved=2, waits=True,
)  # fmt: skip
PLANS = (
    Plan("Antrean legalisasi ijazah menumpuk setiap Juni; orang menunggu rata-rata 3 jam.",
         "Pendaftaran nomor antrean lewat WhatsApp dan jadwal per sekolah.",
         "Waktu tunggu di bawah 45 menit pada Juni berikutnya.", approved=4, levels=(0, 0, 1, 1)),
    Plan("Laporan aset 14 bidang datang dalam bentuk berbeda dan terlambat dua minggu.",
         "Satu lembar isian bersama dan pengingat otomatis tiap tanggal 25.",
         "Seluruh bidang melapor pada tanggal 3, tanpa pembetulan berulang.", approved=4),
    Plan("Pengaduan lewat loket tidak tercatat, sehingga jawabannya tidak dapat ditelusuri.",
         "Buku pengaduan digital dengan nomor, dan papan jawaban mingguan.",
         "Semua pengaduan bernomor, dan 90 % dijawab dalam 5 hari.", approved=1, waits=True),
    Plan("Arsip surat keluar dicari rata-rata 25 menit.",
         "Penamaan berkas seragam dan lemari arsip berkode warna.",
         "Surat ditemukan di bawah 3 menit."),
    Plan("Jadwal piket sering bentrok dengan dinas luar.", "Kalender bersama satu bidang.",
         "Tidak ada loket kosong selama satu bulan.",
         returned="Gagasannya baik. Tambahkan data: berapa kali loket kosong bulan lalu, dan apa"
         " akibatnya bagi warga?"),
    Plan("Pemohon sering datang dua kali karena syaratnya tidak jelas.", "", "", is_sent=False),
)  # fmt: skip


def make_practices(stage: Stage, staff: list[Employment], *, cast: dict[str, Person]) -> None:
    """An angkatan whose people are at different points of the way; the learner has one to go on."""
    course = _course(stage)
    mine = next(job for job in staff if job.person_id == cast["Peserta"].id)
    taken = {person.id for person in cast.values()}
    crew = [job for job in staff if job.person_id not in taken and job.supervisor_id]
    writers = [mine, *crew[11 : 11 + 9 * len(PLANS) : 9]]
    at = course.starts_at - timedelta(days=14)
    Enrolment.objects.bulk_create(
        place_of(course, job, at=at, source="assigned") for job in [*writers, *crew[400:404]]
    )
    course.registered = len(writers) + 4
    course.save(update_fields=["registered"])
    for job, plan in zip(writers, (MINE, *PLANS), strict=True):
        _Way(stage, course, job, cast=cast).go(plan)


def _course(stage: Stage) -> Offering:
    first = midnight(local_date(stage.now, ZONE) - timedelta(days=45), ZONE)
    training = Training.objects.create(
        tenant=stage.agency, unit=stage.unit, title=TITLE, form_id=LEADERSHIP,
        path=Training.Path.BLENDED,
        summary="Belajar memimpin dengan memperbaiki satu layanan di unit kerja sendiri.",
        aims="Memimpin perubahan kecil yang dirasakan warga\nBekerja dengan data, bukan dugaan",
        target_group="Pejabat pengawas", theme="Kepemimpinan",
        strategic_issue="Kualitas pelayanan publik", created_by_id=stage.organiser.id,
        created_at=first, changed_at=first,
    )  # fmt: skip
    practice = PracticePage(NAME, 600, "practice")
    version = version_of(stage, training, Text(sections=[("Aksi perubahan", [practice])]), at=first)
    return open_batch(
        stage, training, version, number=4, first=local_date(first, ZONE), days=75, hall="A"
    )


class _Way:
    """One person's way through the practice, day by day."""

    def __init__(
        self, stage: Stage, course: Offering, job: Employment, *, cast: dict[str, Person]
    ) -> None:
        self._stage, self._course, self._job = stage, course, job
        self._key = Activity.objects.get(version=course.version, title=NAME).key
        assert job.supervisor is not None
        self._mentor, self._coach = job.supervisor, cast["Pengajar"]
        self._examiner = cast["Penyelenggara kedua"]
        self._who = Actor(account_id=0, person_id=job.person_id, agency_id=job.tenant_id)
        self._day = course.starts_at + timedelta(days=2, hours=9, minutes=10)

    def go(self, plan: Plan) -> None:
        """As far as the plan says."""
        parts: dict[str, Any] = {
            "masalah": plan.problem,
            "gagasan": plan.idea,
            "hasil": plan.outputs,
        }
        self._post("simpan", **parts)
        self._name(Role.MENTOR, self._mentor)
        self._name(Role.COACH, self._coach)
        if not plan.is_sent:
            return
        self._post("kirim", **parts)
        if plan.returned:
            self._decide(self._coach, approves=False, text=plan.returned)
            return
        self._decide(self._mentor, text="Sejalan dengan target bidang. Lanjutkan.")
        if plan.approved < 0:
            return
        self._decide(self._coach, text="")
        self._steps(plan)
        if plan.approved == len(STEPS):
            self._finish(plan)

    def _steps(self, plan: Plan) -> None:
        steps = list(Milestone.objects.filter(practice=self._practice()))
        for step in steps[: plan.approved]:
            self._evidence(step)
            self._approve(self._mentor, step, text="")
            self._approve(self._coach, step, text="Bukti cukup.")
        if plan.waits:
            self._evidence(steps[plan.approved], has_file=True)
            self._approve(self._mentor, steps[plan.approved], text="")

    def _finish(self, plan: Plan) -> None:
        self._name(Role.EXAMINER, self._examiner)
        with scoped(SYSTEM):
            at = (self._stage.now + timedelta(days=3)).astimezone(ZoneInfo(ZONE))
            if plan.levels:
                at = self._day.astimezone(ZoneInfo(ZONE))
            set_seminar(
                actor=self._organiser(), practice=self._practice(), now=self._day,
                at=at.replace(hour=9, minute=0, second=0, microsecond=0), place="Aula Utama BPSDM",
            )  # fmt: skip
        if not plan.levels:
            return
        for role, person in (
            (Role.MENTOR, self._mentor), (Role.COACH, self._coach), (Role.EXAMINER, self._examiner),
        ):  # fmt: skip
            said = Judgement(plan.levels, comment="Jaga agar kebiasaan ini tetap berjalan.")
            give_score(
                actor=_actor(person), practice=self._practice().uuid, role=role, judgement=said,
                now=self._later(),
            )  # fmt: skip

    def _practice(self) -> Practice:
        rows = Practice.objects.select_related("activity", "enrolment__offering")
        return rows.get(enrolment__offering=self._course, person_id=self._job.person_id)

    def _organiser(self) -> Actor:
        person = self._stage.organiser
        grants = (Grant(Office.ORGANISER, self._stage.agency.pk),)
        return Actor(
            account_id=0, person_id=person.pk, name=person.full_name,
            agency_id=self._stage.agency.pk, grants=grants,
        )  # fmt: skip

    def _name(self, role: Role, person: Person) -> None:
        face = get_face(person.pk)
        assert face is not None
        name_guide(
            actor=self._organiser(), practice=self._practice(), role=role, face=face, now=self._day
        )

    def _decide(self, person: Person, *, approves: bool = True, text: str) -> None:
        decide_plan(
            actor=_actor(person), practice=self._practice().uuid, approves=approves, text=text,
            now=self._later(),
        )  # fmt: skip

    def _approve(self, person: Person, step: Milestone, *, text: str) -> None:
        decide_step(
            actor=_actor(person), practice=self._practice().uuid, step=step.uuid, approves=True,
            text=text, now=self._later(),
        )  # fmt: skip

    def _evidence(self, step: Milestone, *, has_file: bool = False) -> None:
        files = (
            [SimpleUploadedFile("Bukti uji coba.pdf", small_pdf(step.title))] if has_file else []
        )
        words = (
            f"{step.title}: sudah dikerjakan bersama tim; notulen dan daftar hadir ada pada saya."
        )
        self._post("bukti", files=files, tahap=str(step.uuid), catatan=words)

    def _post(self, act: str, *, files: list[Any] | None = None, **fields: Any) -> None:
        at = self._later()
        _room, lesson = open_lesson(
            actor=self._who, offering_uuid=self._course.uuid, key=self._key, now=at
        )
        data = QueryDict(mutable=True)
        data.update({"aksi": act, **fields})
        uploads: MultiValueDict[str, Any] = MultiValueDict({"berkas": files or []})
        with inside_lesson(lesson):
            report = KIND.receive(lesson, data=data, files=uploads, now=at)
            record(lesson=lesson, report=report, now=at)

    def _later(self) -> datetime:
        """A day and a bit after what happened last; never today."""
        self._day = min(self._day + timedelta(days=1), self._stage.now - timedelta(days=1))
        return self._day


def _actor(person: Person) -> Actor:
    return Actor(account_id=0, person_id=person.pk, name=person.full_name)
