"""Events in words: areas, and the common nouns and verbs of event names. Pure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from suluh.identity.rules.granting import WORDS
from suluh.organisation.types import Role


def areas() -> dict[str, str]:
    """The apps whose events an agency sees, by the first word of the event's name."""
    return {
        "identity": _("Orang dan peran"),
        "organisation": _("Instansi dan unit"),
        "content": _("Pelatihan"),
        "delivery": _("Acara dan pendaftaran"),
        "session": _("Kehadiran dan sesi"),
        "survey": _("Evaluasi"),
        "quiz": _("Tes dan bank soal"),
        "credentials": _("Sertifikat"),
        "ledger": _("Buku JP"),
        "messaging": _("Pesan"),
        "reporting": _("Capaian"),
        "portal": _("Tim"),
        "assignment": _("Tugas peserta"),
        "practice": _("Praktik dan bimbingan"),
        "planning": _("Rencana belajar"),
    }


def in_words(event: str) -> str:
    """'identity.role.granted' as 'Peran: diberikan'; an unknown word stays as it is."""
    _area, _dot, rest = event.partition(".")
    noun, _dot, verb = rest.partition(".")
    nouns, verbs = _nouns(), _verbs()
    said = nouns.get(noun, noun.replace("_", " "))
    return f"{said[:1].upper()}{said[1:]}: {verbs.get(verb, verb.replace('_', ' '))}"


def details(data: dict[str, object]) -> str:
    """What the event says besides, in words; keys that have none are left out."""
    keys = _keys()
    return ", ".join(
        f"{keys[key]} {_value(key, value)}"
        for key, value in data.items()
        if key in keys and value not in ("", None)
    )


def _value(key: str, value: object) -> str:
    known = {each.value: each for each in Role}
    if key == "role" and value in known:
        return str(WORDS[known[str(value)]].label)
    return str(value)[:80]


def _keys() -> dict[str, str]:
    return {
        "role": _("peran"), "unit": _("unit"), "count": _("jumlah"), "first": _("dari nomor"),
        "last": _("sampai nomor"), "year": _("tahun"), "number": _("nomor"), "title": _("judul"),
        "name": _("nama"), "state": _("keadaan"), "file": _("berkas"), "rows": _("baris"),
        "kind": _("jenis"), "score": _("nilai"), "before": _("nilai sebelumnya"),
        "after": _("nilai sekarang"),
    }  # fmt: skip


def _nouns() -> dict[str, str]:
    return {
        "role": _("peran"), "password": _("kata sandi"), "session": _("sesi"),
        "guest": _("akun tamu"), "email": _("surel"), "phone": _("telepon"),
        "people": _("pegawai"), "import": _("impor pegawai"), "employment": _("jabatan"),
        "units": _("unit kerja"), "unit": _("unit kerja"), "agency": _("instansi"),
        "offering": _("acara"), "event": _("acara"), "series": _("seri"), "turn": _("giliran"),
        "enrolment": _("pendaftaran"), "speaker": _("narasumber"), "window": _("jendela kehadiran"),
        "attendance": _("kehadiran"), "complaint": _("sanggahan"), "poll": _("jajak pendapat"),
        "question": _("pertanyaan"), "announcement": _("pengumuman"), "form": _("formulir"),
        "certificate": _("sertifikat"), "certificates": _("sertifikat"),
        "template": _("templat sertifikat"), "numbering": _("penomoran"), "block": _("blok nomor"),
        "entry": _("catatan JP"), "reversal": _("pembatalan JP"), "rule": _("aturan"),
        "delivery": _("pengiriman"), "invitation": _("undangan"), "team": _("tim"),
        "meeting": _("laporan rapat"), "correction": _("koreksi kehadiran"),
        "report": _("laporan rapat"), "rows": _("baris laporan rapat"), "slot": _("giliran"),
        "person": _("pegawai"), "document": _("berkas"), "training": _("pelatihan"),
        "version": _("versi pelatihan"), "course": _("kelas"), "activation": _("tautan aktivasi"),
        "assignment": _("penugasan"), "obligation": _("kewajiban"), "request": _("permintaan"),
        "path": _("jalur belajar"), "waiver": _("pengecualian"), "delegate": _("wakil"),
        "gate": _("syarat masuk"), "trainer": _("pengajar tamu"), "bank_import": _("impor soal"),
        "attempt": _("pengerjaan tes"), "response": _("jawaban tes"),
        "regrade": _("penilaian ulang"),
        "work": _("tugas peserta"), "bundle": _("unduhan kiriman"),
        "guide": _("pembimbing"), "plan": _("rancangan"), "step": _("tahap"),
        "evidence": _("bukti"), "comment": _("pesan"), "seminar": _("seminar"), "mark": _("nilai"),
        "idp": _("rencana belajar"),
        "item": _("butir rencana"), "agency_plan": _("rencana instansi"),
        "proposal": _("usulan kebutuhan"), "issue": _("isu strategis"),
    }  # fmt: skip


def _verbs() -> dict[str, str]:
    return {
        "granted": _("diberikan"), "revoked": _("dicabut"), "set": _("diganti"),
        "changed": _("diubah"), "created": _("dibuat"), "ended": _("diakhiri"), "met": _("dicatat"),
        "applied": _("diterapkan"), "undone": _("diurungkan"), "discarded": _("dibuang"),
        "asked": _("diminta"), "refused": _("ditolak"), "approved": _("disetujui"),
        "added": _("ditambah"), "edited": _("disunting"), "closed": _("ditutup"),
        "opened": _("dibuka"), "extended": _("diperpanjang"), "made": _("dibuat"),
        "registered": _("terdaftar"), "cancelled": _("dibatalkan"), "promoted": _("dapat kursi"),
        "completed": _("selesai"), "certified": _("diberi sertifikat"), "issued": _("terbit"),
        "sealed": _("disegel"), "saved": _("disimpan"), "reserved": _("dipesan"),
        "posted": _("dicatat"), "reversed": _("dibatalkan"), "reminded": _("diingatkan"),
        "requested_again": _("diminta ulang"), "published": _("diumumkan"),
        "answered": _("dijawab"), "hidden": _("disembunyikan"), "shown": _("ditampilkan"),
        "imported": _("diimpor"), "decided": _("diputuskan"), "moved_away": _("pindah"),
        "apply_asked": _("penerapan diminta"), "undo_asked": _("pengurungan diminta"),
        "code_required": _("kode diwajibkan"), "code_dropped": _("kode ditiadakan"),
        "closed_down": _("ditutup"), "renamed": _("diganti nama"), "moved": _("dipindah"),
        "swapped": _("ditukar"), "marked": _("ditandai"), "planned": _("direncanakan"),
        "confirmed": _("dikonfirmasi"), "material_received": _("materi diterima"),
        "drafted": _("dibuat"), "filed": _("diajukan"), "corrected": _("diperbaiki"),
        "removed": _("dihapus"), "started": _("dimulai"), "matched": _("dicocokkan"),
        "unmatched": _("dilepas"), "ignored": _("diabaikan"), "sent": _("dikirim"),
        "released": _("dilepas"), "assigned": _("ditugaskan"), "withdrawn": _("ditarik"),
        "passed_on": _("diteruskan"), "renewed": _("diulang"), "joined": _("diikuti"),
        "archived": _("diarsipkan"), "restored": _("dikembalikan"), "submitted": _("dikirim"),
        "handed_in": _("dikirim"), "given_over": _("diberikan kepada penilai"),
        "given_back": _("kembali ke antrean"), "judged": _("dinilai"), "mark_changed": _("nilai diubah"),
        "returned": _("dikembalikan"), "proposed": _("diusulkan"),
        "accepted": _("diterima"), "declined": _("tidak diterima"), "given": _("diberikan"),
        "written": _("ditulis"), "collected": _("dihimpun"),
        "continued": _("dilanjutkan"), "audience_changed": _("diubah sasarannya"),
    }  # fmt: skip
