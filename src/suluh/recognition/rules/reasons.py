"""Why a claim is refused: the list verifiers choose from; their own words go along."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = (
    ("tidak_terbaca", _("Berkas tidak terbaca atau terpotong")),
    ("bukan_bukti", _("Berkas bukan bukti kegiatan ini")),
    ("data_berbeda", _("Isian berbeda dari sertifikat")),
    ("nama_berbeda", _("Nama atau NIP pada sertifikat berbeda")),
    ("jp_tidak_tertera", _("JP tidak tertera atau tidak sesuai")),
    ("bentuk_keliru", _("Bentuk kegiatan keliru")),
    ("sudah_tercatat", _("Kegiatan ini sudah tercatat")),
    ("diragukan", _("Keaslian diragukan")),
    ("tidak_relevan", _("Bukan pengembangan kompetensi ASN")),
    ("lain", _("Lainnya, dijelaskan di bawah")),
)
CODES = frozenset(code for code, _label in REASONS)


def label_of(code: str) -> str:
    """The sentence of a reason; '' for an unknown one."""
    return next((str(label) for known, label in REASONS if known == code), "")
