"""Why a row of a people file is refused or noted: one sentence for each code."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suluh.standards import nip

REFUSALS: dict[str, Promise | str] = {
    "nip_empty": nip.EMPTY,
    "nip_scientific": nip.SCIENTIFIC,
    "nip_zeroed": nip.ZEROED,
    "nip_floated": nip.FLOATED,
    "nip_not_digits": nip.NOT_DIGITS,
    "nip_short": nip.SHORT,
    "nip_long": nip.LONG,
    "duplicate": _("NIP ini ada di lebih dari satu baris: %(lines)s. Sisakan satu."),
    "name_empty": _("Nama kosong."),
    "too_long": _("Isi sel ini terlalu panjang."),
    "formula": _("Sel berisi rumus atau galat rumus Excel. Tempel sebagai nilai."),
    "bad_date": _("Tanggal tidak dikenali. Tulis misalnya 31-12-1990."),
    "birth_future": _("Tanggal lahir tidak masuk akal."),
    "jenis_unknown": _(
        "Jenis jabatan tidak dikenali. Tulis struktural, fungsional, atau pelaksana."
    ),
    "status_unknown": _("Status kepegawaian bukan PNS atau PPPK."),
    "unit_empty": _("Unit organisasi kosong."),
    "unit_ambiguous": _("Ada lebih dari satu unit bernama ini. Isi unit induk atau kode unit."),
    "unit_circle": _("Unit ini menjadi induk dari induknya sendiri."),
    "unit_deep": _("Susunan unit ini terlalu dalam."),
    "ragged": _("Baris ini punya lebih banyak kolom daripada judul tabel. Periksa pemisah."),
    "line_too_long": _("Baris ini terlalu panjang atau tanda kutipnya tidak ditutup."),
}  # fmt: skip
NOTES: dict[str, Promise | str] = {
    "nip_odd": _("Bagian dalam NIP tidak lazim; periksa, tetapi tetap diterima."),
    "birth_differs": _("Tanggal lahir berbeda dari NIP; yang dipakai isi berkas."),
    "rank_unknown": _("Golongan tidak dikenali; dikosongkan."),
    "email_bad": _("Surel tidak sah; dikosongkan."),
    "email_shared": _("Surel dipakai lebih dari satu pegawai; tidak disimpan."),
    "phone_bad": _("Nomor telepon tidak sah; dikosongkan."),
    "sex_unknown": _("Jenis kelamin tidak dikenali; dipakai yang ada di NIP."),
    "since_bad": _("TMT tidak dikenali; dipakai tanggal data."),
    "supervisor_bad": _("NIP atasan tidak sah; dilewati."),
    "supervisor_unknown": _("NIP atasan tidak ada di berkas maupun di data; dilewati."),
    "unit_new": _("Unit ini belum ada dan akan dibuat."),
    "from_agency": _("Pindah dari %(agency)s."),
}
_NIP = {
    nip.EMPTY: "nip_empty",
    nip.SCIENTIFIC: "nip_scientific",
    nip.ZEROED: "nip_zeroed",
    nip.FLOATED: "nip_floated",
    nip.NOT_DIGITS: "nip_not_digits",
    nip.SHORT: "nip_short",
    nip.LONG: "nip_long",
}


def nip_code(error: nip.NipError) -> str:
    """Our code of what is wrong with a NIP."""
    return _NIP.get(str(error), "nip_not_digits")


def sentence(problem: dict[str, Any]) -> str:
    """The reason in words, in the reader's language."""
    code = str(problem.get("code", ""))
    text = REFUSALS.get(code) or NOTES.get(code) or code
    words = gettext(text) if isinstance(text, str) else str(text)
    return words % problem.get("with", {}) if "with" in problem else words
