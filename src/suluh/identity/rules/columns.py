"""Columns of a people file: which fields there are, and what HR offices call them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IGNORED = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One field of the people file with the names that headers use for it (normalised)."""

    key: str
    label: Promise
    names: tuple[str, ...]
    required: bool = False


COLUMNS = (
    Column("nip", _("NIP"), (
        "nip", "nip baru", "nipbaru", "nip nippppk", "nip ni pppk", "nip nipppk", "ni pppk",
        "nippppk", "nipppk", "nip pegawai", "nomor induk pegawai", "no induk pegawai", "nip 18",
    ), required=True),
    Column("name", _("Nama"), (
        "nama", "nama pegawai", "nama lengkap", "nama tanpa gelar", "nama asn", "nama pns",
        "nama lengkap dan gelar", "nama dan gelar", "nama dengan gelar", "nama gelar",
        "nama lengkap tanpa gelar", "nama lengkap dengan gelar",
    ), required=True),
    Column("title_before", _("Gelar depan"), (
        "gelar depan", "glr depan", "gelar dpn", "gldepan", "gelardepan",
    )),
    Column("title_after", _("Gelar belakang"), (
        "gelar belakang", "glr belakang", "gelar blk", "glblk", "gelarbelakang", "gelar",
    )),
    Column("birth", _("Tempat dan tanggal lahir (satu kolom)"), (
        "tempat tanggal lahir", "tempat tgl lahir", "ttl", "tempat dan tanggal lahir",
        "tmp tgl lahir", "tempat tgl lhr", "tempat lahir tanggal lahir", "tempat lahir tgl lahir",
    )),
    Column("birth_place", _("Tempat lahir"), (
        "tempat lahir", "tmp lahir", "tempatlahir", "tmpt lahir", "tempat lahir nama", "kota lahir",
    )),
    Column("birth_date", _("Tanggal lahir"), (
        "tanggal lahir", "tgl lahir", "tgllahir", "tgl lhr", "tanggallahir",
    )),
    Column("sex", _("Jenis kelamin"), (
        "jenis kelamin", "jk", "l p", "kelamin", "jns kelamin", "gender", "sex", "lp",
    )),
    Column("status", _("Status kepegawaian"), (
        "status kepegawaian", "status pegawai", "kedudukan", "jenis pegawai", "status asn",
        "pns pppk", "status", "jenis asn", "status cpns pns", "kedudukan pegawai",
    )),
    Column("rank", _("Golongan"), (
        "golongan", "gol", "gol ruang", "golongan ruang", "gol akhir", "golongan akhir",
        "pangkat golongan", "pangkat gol", "pangkat gol ruang", "gol ruang akhir", "gol akhir nama",
        "pangkat golongan ruang", "golru", "gol terakhir",
    )),
    Column("jenis", _("Jenis jabatan"), (
        "jenis jabatan", "jns jabatan", "jenis jabatan nama", "kelompok jabatan", "tipe jabatan",
        "jenis jab", "jenisjabatan", "jenis jabatan id",
    )),
    Column("position", _("Jabatan"), (
        "jabatan", "nama jabatan", "jabatan nama", "jabatan terakhir", "jabatan saat ini",
        "nama jab", "namajabatan", "jabatan akhir",
    )),
    Column("jenjang", _("Jenjang jabatan"), (
        "jenjang", "jenjang jabatan", "jenjang jf", "tingkat jabatan", "jenjang fungsional",
    )),
    Column("eselon", _("Eselon"), ("eselon", "esl", "eselon nama", "tingkat eselon", "es")),
    Column("since", _("TMT jabatan"), (
        "tmt jabatan", "tmt jab", "tmt", "tmtjabatan", "tanggal mulai jabatan",
        "terhitung mulai tanggal", "tmt jabatan terakhir",
    )),
    Column("unit_code", _("Kode unit"), (
        "kode unit", "kode unor", "id unor", "unor id", "kode unit kerja", "kode unit organisasi",
        "kode opd", "kode satker",
    )),
    Column("unit_name", _("Unit organisasi"), (
        "unit organisasi", "unit kerja", "unor", "nama unor", "unor nama", "nama unit",
        "nama unit kerja", "nama unit organisasi", "satuan kerja", "satker", "opd",
        "perangkat daerah", "unit", "skpd", "nama opd", "unitkerja", "tempat tugas",
        "tempat bekerja",
    ), required=True),
    Column("parent_code", _("Kode unit induk"), (
        "kode unit induk", "kode unor induk", "unor induk id", "kode induk", "id unor induk",
        "kode opd induk",
    )),
    Column("parent_name", _("Unit induk"), (
        "unit induk", "unor induk", "nama unor induk", "unor induk nama", "unit organisasi induk",
        "unit kerja induk", "satuan kerja induk", "induk unit", "opd induk", "induk",
        "unit atasan", "satker induk", "perangkat daerah induk",
    )),
    Column("email", _("Surel"), (
        "surel", "email", "e mail", "alamat email", "email pribadi", "email dinas", "alamat surel",
        "email gov", "email pegawai",
    )),
    Column("phone", _("Nomor telepon"), (
        "nomor telepon", "no telepon", "telepon", "no hp", "hp", "nomor hp", "no telp", "telp",
        "nohp", "no wa", "nomor wa", "whatsapp", "handphone", "nomor handphone", "no handphone",
        "nomor hp wa",
        "no hp wa", "no telp hp",
    )),
    Column("supervisor", _("NIP atasan"), (
        "nip atasan", "nip atasan langsung", "nip pejabat penilai", "nip penilai",
    )),
)  # fmt: skip

BY_KEY = {column.key: column for column in COLUMNS}
_BY_NAME = {name: column.key for column in COLUMNS for name in column.names}
_NOISE = re.compile(r"[^a-z0-9]+")


def plain(header: str) -> str:
    """A header without case, signs and line breaks."""
    return _NOISE.sub(" ", header.lower()).strip()


def fingerprint(header: Sequence[str]) -> str:
    """What tells one header line from another; a mapping is remembered by it."""
    return hashlib.sha256("|".join(plain(name) for name in header).encode()).hexdigest()


def guess(header: Sequence[str]) -> dict[str, int]:
    """Column number by field: each field once, the leftmost header that names it."""
    found: dict[str, int] = {}
    for number, name in enumerate(header):
        key = _BY_NAME.get(plain(name))
        if key and key not in found:
            found[key] = number
    if "birth_place" in found and "birth_date" in found:
        found.pop("birth", None)
    return found


def header_line(rows: Sequence[tuple[int, list[str], bool]]) -> int:
    """Index of the header among the first rows: files begin with titles and empty lines."""
    scores = [len(guess(cells)) for _line, cells, _broken in rows[:20]]
    best = max(scores, default=0)
    return scores.index(best) if best >= 2 else 0


def missing(mapping: dict[str, int]) -> list[Column]:
    """Required fields that no column gives."""
    return [column for column in COLUMNS if column.required and column.key not in mapping]
