"""The sample's assignment: letters handed in at a clinic, some marked, some waiting, one sent back.

Everything goes through the product's own actions, so that queue, notices and results are real.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from config.sample.courses import Page, Text, open_offering, place_of
from config.sample.events import ZONE, Stage
from suluh.activities.assignment.actions.marking import give_mark, send_back
from suluh.activities.assignment.kind import KIND
from suluh.activities.assignment.models import Work
from suluh.activities.assignment.rules import brief as briefs
from suluh.activities.assignment.types import Brief, Late
from suluh.base.scope import SYSTEM, scoped
from suluh.base.text import day
from suluh.content.models import Activity
from suluh.content.rules import rubric
from suluh.content.rules.judging import Judgement
from suluh.delivery.actions.learning import open_lesson, record
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.learning import inside_lesson
from suluh.identity.models import Employment, Person
from suluh.organisation.types import Actor, Grant, Role

TITLE = "Klinik surat dinas: tulis, kirim, diperiksa"
TASK = """Tulis **satu surat undangan rapat** dari pekerjaan Anda sendiri, seolah-olah surat itu dikirim besok.

1. Tentukan dulu maksudnya dalam satu kalimat.
2. Tulis baris hal, alamat, isi, dan penutup. Kop dan nomor boleh dikosongkan.
3. Samarkan nama orang dan nomor yang tidak boleh keluar kantor.

Tulis langsung di bawah ini. Bila sudah ada naskahnya, unggah juga sebagai PDF."""
RUBRIC = """Maksud surat
Jelas di kalimat pertama, pembaca tahu harus berbuat apa = 4
Ada, tetapi baru ditemukan setelah membaca seluruh surat = 2
Tidak jelas apa yang diminta = 0

Kelengkapan
Hari, tanggal, jam, tempat, dan acara lengkap = 3
Satu atau dua hal kurang = 1
Lebih dari dua hal kurang = 0

Bahasa
Kalimat pendek, santun, tanpa salah ejaan = 3
Ada kalimat panjang atau beberapa salah ejaan = 2
Sulit dipahami = 0"""
GUIDE = (
    "## Cara kerja klinik", "",
    "Anda menulis surat dari pekerjaan sendiri, pengajar membacanya dengan rubrik yang dapat Anda"
    " lihat sejak awal. Surat yang belum cukup dikembalikan dengan catatan, lalu Anda perbaiki.",
    "",
    "- Naskah tersimpan sendiri selagi Anda menulis, juga di ponsel.",
    "- Nilai dan umpan balik datang lewat pemberitahuan.",
    "- Di akhir, catat dalam jurnal apa yang Anda ubah pada surat berikutnya.",
)  # fmt: skip
JOURNAL = "Apa yang Anda ubah pada surat berikutnya, dan mengapa? Tulis sedikitnya **40 kata**."


class TaskPage(Page):
    """A page of the outline that is an assignment."""

    brief = Brief()

    def settings(self, *, tenant_id: int, at: datetime) -> dict[str, Any]:
        """The brief."""
        return briefs.to_data(self.brief)


@dataclass(frozen=True)
class Letter:
    """What somebody handed in: how many days ago, and what a marker said of it, if anything."""

    about: str
    place: str
    days_ago: int
    levels: tuple[int, ...] = ()
    comment: str = ""
    is_returned: bool = False
    has_file: bool = False
    is_vague: bool = False


LETTERS = (
    Letter("pemutakhiran data arsip inaktif", "Ruang Rapat Lantai 2", 9, (0, 0, 0), "Surat Anda"
           " langsung dipahami. Pertahankan kalimat pembukanya.", has_file=True),
    Letter("persiapan penilaian standar pelayanan", "Aula Dinas", 9, (0, 1, 1), "Maksudnya jelas."
           " Jam selesai belum ada, dan kalimat ketiga dapat dibagi dua."),
    Letter("pembahasan rencana anggaran bidang", "Ruang Bidang Perencanaan", 8, (1, 0, 1),
           "Pindahkan permintaan hadir ke kalimat pertama; selebihnya lengkap.", is_vague=True),
    Letter("evaluasi tindak lanjut pengaduan", "Ruang Layanan Terpadu", 7, (0, 0, 0),
           "Rapi dan santun. Baris hal Anda contoh yang baik."),
    Letter("penyusunan jadwal kunjungan sekolah", "Ruang Guru SMAN 1", 6, (), "Tulis tempat dan"
           " jamnya, lalu sebutkan siapa yang perlu hadir. Sesudah itu surat ini siap dikirim.",
           is_returned=True, is_vague=True),
    Letter("sosialisasi kanal pengaduan SP4N-LAPOR!", "Aula Kecamatan", 5, has_file=True),
    Letter("serah terima barang milik daerah", "Gudang Aset", 4),
    Letter("simulasi penanganan kebakaran gedung", "Halaman Kantor", 4, is_vague=True),
    Letter("koordinasi pelayanan administrasi terpadu", "Ruang Rapat Camat", 3),
    Letter("pemantauan stok obat puskesmas", "Dinas Kesehatan", 2, has_file=True),
    Letter("pembagian tugas petugas informasi", "Ruang PPID", 1),
)  # fmt: skip


def make_assignments(stage: Stage, staff: list[Employment], *, cast: dict[str, Person]) -> None:
    """A course with a task and a journal; the learner of the cast has a draft."""
    course = open_offering(stage, _text())
    learner, trainer = cast["Peserta"], _actor(cast["Pengajar"], stage)
    mine = next(job for job in staff if job.person_id == learner.id)
    taken = {person.id for person in cast.values()}
    writers = [job for job in staff if job.person_id not in taken][40 : 40 + 7 * len(LETTERS) : 7]
    Enrolment.objects.bulk_create(
        place_of(course, job, at=stage.now - timedelta(days=14)) for job in [mine, *writers]
    )
    key = Activity.objects.get(version=course.version, title="Tugas: surat undangan rapat").key
    _draft(course, mine, key, now=_morning(stage.now, 1))
    for job, letter in zip(writers, LETTERS, strict=True):
        _hand_in(stage, course, job, letter, key=key)
        if letter.comment:
            _judge(stage, trainer, job, letter)


def _text() -> Text:
    task = TaskPage("Tugas: surat undangan rapat", 90, "assignment")
    task.brief = Brief(
        text=TASK, least_words=30, most_files=2, sorts=("pdf", "gambar"), pass_percent=60,
        rubric=rubric.parsed(RUBRIC), due_days=14, late=Late.MINUS, late_percent=5,
    )  # fmt: skip
    journal = TaskPage("Jurnal: surat saya berikutnya", 20, "assignment")
    journal.brief = briefs.as_journal(Brief(text=JOURNAL, least_words=40, is_journal=True))
    guide = Page("Cara kerja klinik", 5, lines=list(GUIDE))
    facts = {
        "judul": [TITLE], "tema": ["Administrasi perkantoran"],
        "ringkas": ["Tulis satu surat dari pekerjaan Anda, dan pengajar memeriksanya."],
        "isu": ["Tata kelola pemerintahan yang mudah dipahami warga"],
        "untuk": ["Semua ASN yang menyusun atau memeriksa surat"],
        "tujuan": ["menulis surat yang maksudnya jelas di kalimat pertama",
                   "memperbaiki surat dari umpan balik pengajar"],
        "pengajar": ["Dra. Endang Wahyuningsih, M.Hum.; Widyaiswara Ahli Madya"],
    }  # fmt: skip
    return Text(facts, [("Klinik", [guide, task, journal])])


def _actor(person: Person, stage: Stage) -> Actor:
    return Actor(
        account_id=person.account.pk, person_id=person.pk, name=person.full_name,
        agency_id=stage.agency.pk, grants=(Grant(Role.TRAINER, stage.agency.pk),),
    )  # fmt: skip


def _post(
    course: Offering, job: Employment, key: Any, act: str, *, text: str, at: datetime,
    files: tuple[SimpleUploadedFile, ...] = (),
) -> None:  # fmt: skip
    """Open the lesson and post what the player would."""
    who = Actor(account_id=0, person_id=job.person_id, agency_id=job.tenant_id)
    _room, lesson = open_lesson(actor=who, offering_uuid=course.uuid, key=key, now=at)
    data = QueryDict(mutable=True)
    data.update({"aksi": act, "isi": text})
    uploads: MultiValueDict[str, Any] = MultiValueDict({"berkas": list(files)})
    with inside_lesson(lesson):
        report = KIND.receive(lesson, data=data, files=uploads, now=at)
        record(lesson=lesson, report=report, now=at)


def _draft(course: Offering, job: Employment, key: Any, *, now: datetime) -> None:
    begun = Letter("penyusunan kalender akademik", "Ruang Rapat Dinas", 0)
    text = letter_text(begun, on=now + timedelta(days=6))
    _post(course, job, key, "simpan", text=text.partition("\n\nDemikian")[0], at=now)


def _hand_in(stage: Stage, course: Offering, job: Employment, letter: Letter, *, key: Any) -> None:
    at = _morning(stage.now, letter.days_ago)
    files: tuple[SimpleUploadedFile, ...] = ()
    if letter.has_file:
        files = (SimpleUploadedFile("Surat undangan.pdf", small_pdf(f"Undangan {letter.about}")),)
    text = letter_text(letter, on=at + timedelta(days=6))
    _post(course, job, key, "simpan", text=text, at=at - timedelta(hours=1))
    _post(course, job, key, "kirim", text=text, at=at, files=files)


def _judge(stage: Stage, trainer: Actor, job: Employment, letter: Letter) -> None:
    work = Work.objects.get(person_id=job.person_id)
    at = _morning(stage.now, letter.days_ago - 1) + timedelta(hours=4)
    with scoped(SYSTEM):
        if letter.is_returned:
            send_back(actor=trainer, work=work.uuid, comment=letter.comment, now=at)
        else:
            said = Judgement(letter.levels, comment=letter.comment)
            give_mark(actor=trainer, work=work.uuid, judgement=said, now=at)


def _morning(now: datetime, days_ago: int) -> datetime:
    """A quarter past ten in the morning, some days ago."""
    local = (now - timedelta(days=days_ago)).astimezone(ZoneInfo(ZONE))
    return local.replace(hour=10, minute=15, second=0, microsecond=0)


def letter_text(letter: Letter, *, on: datetime) -> str:
    """An invitation; a vague one hides what it asks for."""
    when = (
        "pada waktu yang akan ditentukan kemudian" if letter.is_vague
        else f"pada {day(on, ZONE)}, pukul 09.00 sampai 11.00 WIB di {letter.place}"
    )  # fmt: skip
    first = (
        f"Sehubungan dengan adanya rencana kegiatan {letter.about} sebagaimana telah dibicarakan"
        f" sebelumnya, maka dipandang perlu untuk mengadakan pertemuan {when}."
        if letter.is_vague
        else f"Kami mengundang Bapak/Ibu hadir dalam rapat {letter.about} {when}."
    )
    return (
        f"Hal: Undangan rapat {letter.about}\n\nYth. Para Kepala Bidang\ndi tempat\n\n{first}\n\n"
        f"Rapat ini membahas {letter.about}, pembagian tugas, dan tanggal selesainya. Mohon membawa"
        " catatan dari bidang masing-masing. Bila berhalangan, mohon menugaskan wakil yang dapat"
        " mengambil keputusan.\n\nDemikian, atas perhatian Bapak/Ibu kami ucapkan terima kasih."
    )


def small_pdf(title: str) -> bytes:
    """A page with one line, as small as a PDF can be."""
    line = f"BT /F1 14 Tf 60 780 Td ({title.translate({40: None, 41: None, 92: None})}) Tj ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(line)} >>\nstream\n{line}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(made)
    made += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    made += f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return made.encode("latin-1", "replace")
