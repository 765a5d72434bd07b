"""The sample's learning elsewhere: certificates of the learner, and a queue for the verifiers."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from config.sample.events import Stage
from suluh.base.scope import Scope, scoped
from suluh.identity.models import Employment, Person
from suluh.organisation.types import Actor, Grant, Role
from suluh.recognition.actions import (
    begin_certificate,
    confirm_claim,
    decide_claim,
    file_claim,
    file_log,
)
from suluh.recognition.actions.evidence import Upload
from suluh.recognition.actions.sharing import Held, hold_sharing
from suluh.recognition.models import Claim
from suluh.recognition.types import Stated

# Form, title, organiser, JP, days.
COURSES = (
    (9, "Seminar Nasional Transformasi Layanan Publik", "Universitas Nusantara Raya", 400, 1),
    (8, "Bimbingan Teknis Penyusunan SOP Berbasis Risiko", "Lembaga Kajian Administrasi", 1600, 2),
    (11, "Kursus Bahasa Inggris untuk Surat Dinas", "Balai Bahasa Mitra", 2400, 20),
    (4, "Lokakarya Perencanaan Anggaran Berbasis Kinerja", "Ikatan Perencana Daerah", 1000, 2),
    (9, "Webinar Literasi Data bagi Aparatur", "Komunitas Data Terbuka", 300, 1),
    (17, "Pelatihan Jarak Jauh Kearsipan Dinamis", "Pusat Pelatihan Kearsipan", 3000, 10),
    (7, "Sosialisasi Pelindungan Data Pribadi", "Forum Humas Daerah", 200, 1),
    (3, "Pelatihan Teknis Pengadaan Barang dan Jasa", "Lembaga Pengembangan Pengadaan", 4000, 5),
)
WAITING = 18


def actor_of(job: Employment, *roles: Role, name: str = "") -> Actor:
    """The actor of somebody who serves here, with these roles over the whole agency."""
    grants = tuple(Grant(role, job.tenant_id) for role in (Role.PARTICIPANT, *roles))
    return Actor(
        account_id=1, person_id=job.person_id, name=name or job.person.full_name,
        agency_id=job.tenant_id, unit_id=job.unit_id, unit_path=job.unit.path, grants=grants,
    )  # fmt: skip


def make_claims(stage: Stage, staff: list[Employment], *, cast: dict[str, Person]) -> None:
    """One approved, one refused, one waiting for the learner; a queue of others' for the verifiers."""
    dice = random.Random(241)
    jobs = {job.person_id: job for job in staff}
    learner = actor_of(jobs[cast["Peserta"].id])
    checker = actor_of(jobs[cast["Admin instansi"].id], Role.AGENCY_ADMIN)
    _decided(stage, learner, checker)
    _logs(stage, learner, boss=actor_of(jobs[cast["Atasan langsung"].id]), jobs=jobs)
    apart = {person.id for person in cast.values()}
    others = dice.sample([job for job in staff if job.person_id not in apart], WAITING - 4)
    office = [
        job for job in staff if job.unit.path.startswith(_office(jobs[cast["Admin unit"].id]))
    ]
    others += dice.sample([job for job in office if job.person_id not in apart], 4)
    for number, job in enumerate(others):
        _waiting(stage, actor_of(job), number=number, dice=dice)


def _logs(stage: Stage, learner: Actor, *, boss: Actor, jobs: dict[int, Employment]) -> None:
    """A coaching that counts, one that waits for the coach, and one that waits for the learner's word."""
    told = (
        "Kami membahas satu kesulitan di pekerjaan saya dan menyepakati tiga langkah kecil untuk"
        " dua minggu ini."
    )
    first = _log(stage, learner, boss, "Membagi pekerjaan di tim kecil", told=told, days=20)
    with scoped(Scope(tenant_id=boss.agency_id, person_id=boss.person_id)):
        confirm_claim(
            actor=boss, now=stage.now - timedelta(days=18), claim=first.uuid,
            revision=first.revision, is_confirmed=True,
        )  # fmt: skip
    _log(stage, learner, boss, "Menyampaikan umpan balik yang sulit", told=told, days=3)
    colleague = next(
        job for job in jobs.values()
        if job.unit_id == learner.unit_id and job.person_id != learner.person_id
    )  # fmt: skip
    _log(stage, actor_of(colleague), learner, "Menyusun agenda rapat", told=told, days=1)
    host = actor_of(colleague)
    held = Held(
        "Oleh-oleh diklat: surat dinas yang pendek", (stage.now - timedelta(days=2)).date(), 60,
        "Satu surat satu maksud: tulis maksudnya di kalimat pertama, lampiran menyusul.",
        (learner.person_id, boss.person_id),
    )  # fmt: skip
    with scoped(Scope(tenant_id=host.agency_id, person_id=host.person_id)):
        hold_sharing(actor=host, now=stage.now - timedelta(days=2), held=held)


def _log(stage: Stage, who: Actor, coach: Actor, title: str, *, told: str, days: int) -> Claim:
    moment = stage.now - timedelta(days=days)
    stated = Stated(
        form_code=14, title=title, starts_on=moment.date() - timedelta(days=1),
        ends_on=moment.date() - timedelta(days=1), story=told,
    )  # fmt: skip
    with scoped(Scope(tenant_id=who.agency_id, person_id=who.person_id)):
        return file_log(
            actor=who, now=moment, kind="coaching", stated=stated, partner_id=coach.person_id
        )


def _office(job: Employment) -> str:
    return "/".join(job.unit.path.split("/")[:2]) + "/"


def _decided(stage: Stage, learner: Actor, checker: Actor) -> None:
    now = stage.now
    approved = _file(learner, COURSES[6], number=901, now=now - timedelta(days=40))
    _decide(checker, approved, now=now - timedelta(days=38), is_approved=True)
    refused = _file(learner, COURSES[4], number=902, now=now - timedelta(days=9))
    words = "Unggah halaman belakang yang memuat jumlah JP."
    _decide(checker, refused, now=now - timedelta(days=6), is_approved=False, words=words)
    _file(learner, COURSES[0], number=903, now=now - timedelta(days=2))


def _decide(
    checker: Actor, claim: Claim, *, now: datetime, is_approved: bool, words: str = ""
) -> None:
    with scoped(Scope(tenant_id=checker.agency_id, person_id=checker.person_id)):
        decide_claim(
            actor=checker, now=now, claim=claim.uuid, revision=claim.revision,
            is_approved=is_approved, reason_code="" if is_approved else "jp_tidak_tertera",
            words=words,
        )  # fmt: skip


def _waiting(stage: Stage, who: Actor, *, number: int, dice: random.Random) -> None:
    age = timedelta(days=dice.choice((0, 1, 1, 2, 3, 4, 6, 8)), hours=dice.randrange(1, 20))
    _file(who, COURSES[number % len(COURSES)], number=number, now=stage.now - age)


def _file(
    who: Actor, course: tuple[int, str, str, int, int], *, number: int, now: datetime
) -> Claim:
    form_code, title, organiser, jp_minor, days = course
    ends_on = now.date() - timedelta(days=5 + number % 60)
    stated = Stated(
        form_code=form_code, title=title, organiser=organiser, jp_minor=jp_minor,
        number=f"{number + 101:03d}/{organiser.split()[0][:3].upper()}/{ends_on.year}",
        starts_on=ends_on - timedelta(days=days - 1), ends_on=ends_on,
    )  # fmt: skip
    with scoped(Scope(tenant_id=who.agency_id, person_id=who.person_id)):
        upload = Upload(f"sertifikat-{number + 101}.png", picture(who.name, stated))
        draft = begin_certificate(actor=who, now=now, upload=upload)
        return file_claim(actor=who, now=now, claim=draft.uuid, stated=stated)


def picture(name: str, stated: Stated) -> bytes:
    """A certificate as a photo of it would look."""
    sheet = Image.new("RGB", (1400, 990), "#fbf7ec")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((30, 30, 1370, 960), outline="#7b5a1e", width=8)
    pen.rectangle((48, 48, 1352, 942), outline="#c9a24b", width=3)
    lines = (
        (110, 58, "SERTIFIKAT", "#7b5a1e"),
        (200, 28, f"Nomor: {stated.number}", "#444"),
        (280, 28, "diberikan kepada", "#444"),
        (330, 46, name, "#16323f"),
        (420, 28, "sebagai peserta", "#444"),
        (470, 38, stated.title, "#16323f"),
        (550, 28, f"diselenggarakan oleh {stated.organiser}", "#444"),
        (600, 28, _dates(stated.starts_on, stated.ends_on), "#444"),
        (660, 32, f"setara {stated.jp_minor // 100} JP (jam pelajaran)", "#16323f"),
    )
    for top, size, text, colour in lines:
        pen.text((700, top), text, fill=colour, font=_font(size), anchor="ma")
    pen.text((1000, 760), "Ketua Panitia", fill="#444", font=_font(26), anchor="ma")
    made = BytesIO()
    sheet.save(made, "PNG")
    return made.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _dates(first: date, last: date) -> str:
    if first == last:
        return f"pada {last:%d-%m-%Y}"
    return f"pada {first:%d-%m-%Y} s.d. {last:%d-%m-%Y}"
