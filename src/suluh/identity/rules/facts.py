"""A file of personnel facts: which columns it may have, and what their cells say. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from suluh.identity.rules.columns import plain
from suluh.identity.rules.values import read_date
from suluh.standards import nip as nips

EDUCATION, RATING, DISCIPLINE = "pendidikan", "kinerja", "disiplin"
LEADERSHIP, FUNCTIONAL, SIASN = "kepemimpinan", "fungsional", "ip_asn"
KINDS = (EDUCATION, RATING, DISCIPLINE, LEADERSHIP, FUNCTIONAL, SIASN)
FREE = (LEADERSHIP, FUNCTIONAL)
UNDATED = (EDUCATION, *FREE)  # true of a person whenever it happened
HEADER = (
    "NIP", "Pendidikan", "Tanggal ijazah", "Predikat kinerja", "Tahun kinerja",
    "Hukuman disiplin", "Tanggal hukuman", "Diklat kepemimpinan", "Tanggal diklat kepemimpinan",
    "Diklat fungsional", "Tanggal diklat fungsional", "Nilai IP ASN", "Tanggal nilai IP ASN",
)  # fmt: skip
_NAMES = {
    "nip": ("nip", "nip baru", "nomor induk pegawai"),
    EDUCATION: ("pendidikan", "tingkat pendidikan", "pendidikan terakhir"),
    f"{EDUCATION} day": ("tanggal ijazah", "tahun ijazah", "tahun lulus", "tanggal lulus"),
    RATING: ("predikat kinerja", "kinerja", "predikat", "hasil kinerja"),
    f"{RATING} day": ("tahun kinerja", "tahun penilaian", "tahun skp"),
    DISCIPLINE: ("hukuman disiplin", "disiplin", "tingkat hukuman", "hukdis"),
    f"{DISCIPLINE} day": ("tanggal hukuman", "tmt hukuman", "tanggal hukuman disiplin"),
    LEADERSHIP: ("diklat kepemimpinan", "pelatihan kepemimpinan", "diklat struktural"),
    f"{LEADERSHIP} day": ("tanggal diklat kepemimpinan", "tahun diklat kepemimpinan"),
    FUNCTIONAL: ("diklat fungsional", "pelatihan fungsional"),
    f"{FUNCTIONAL} day": ("tanggal diklat fungsional", "tahun diklat fungsional"),
    SIASN: ("nilai ip asn", "ip asn", "ip asn siasn", "nilai ipasn"),
    f"{SIASN} day": ("tanggal nilai ip asn", "tanggal ip asn", "tahun ip asn"),
}
_COLUMNS = {name: key for key, names in _NAMES.items() for name in names}
_WORDS = {
    EDUCATION: {
        "S3": "s3|s 3|doktor|strata iii", "S2": "s2|s 2|magister|strata ii|spesialis",
        "S1/D4": "s1 d4|s1|s 1|d4|div|d iv|sarjana|diploma iv|sarjana terapan",
        "D3": "d3|diii|d iii|diploma iii",
        "SMA/D1/D2": "sma d1 d2|sma|smk|slta|ma|d1|d2|di|dii|d i|d ii|diploma i|diploma ii|smu",
        "SD/SMP": "sd smp|sd|smp|sltp|mts|mi",
    },
    RATING: {
        "Sangat Baik": "sangat baik", "Baik": "baik", "Cukup": "cukup|butuh perbaikan",
        "Kurang": "kurang", "Sangat Kurang": "sangat kurang",
    },
    DISCIPLINE: {
        "tidak": "tidak|tidak ada|tidak pernah|bersih", "ringan": "ringan", "sedang": "sedang",
        "berat": "berat",
    },
}  # fmt: skip
_VALUES = {
    kind: {word: value for value, words in table.items() for word in words.split("|")}
    for kind, table in _WORDS.items()
}


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of a line, or what is wrong with it."""

    line: int
    nip: str
    kind: str = ""
    value: str = ""
    day: date | None = None
    is_dated: bool = True
    problem: str = ""


def choices_of(kind: str) -> tuple[str, ...]:
    """The values that a kind knows; () where it is free."""
    return tuple(_WORDS.get(kind, ()))


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Column number by field; the leftmost header that names it."""
    found: dict[str, int] = {}
    for number, name in enumerate(header):
        key = _COLUMNS.get(plain(name))
        if key and key not in found:
            found[key] = number
    return found


def told_by(
    line: int, cells: Sequence[str], columns: dict[str, int], *, as_of: date
) -> Iterator[Told]:
    """Every fact of one line; empty cells say nothing. What has no day is true on `as_of`."""
    given = {
        key: " ".join(cells[number].split()) for key, number in columns.items()
        if number < len(cells)
    }  # fmt: skip
    try:
        nip = nips.read(given.get("nip", "")).digits
    except nips.NipError as error:
        yield Told(line, given.get("nip", "")[:40], problem=_(str(error)))
        return
    for kind in KINDS:
        if given.get(kind, "").strip("- "):
            yield _told(line, nip, kind=kind, given=given, as_of=as_of)


def _told(line: int, nip: str, *, kind: str, given: dict[str, str], as_of: date) -> Told:
    value, when = read_value(kind, given[kind]), given.get(f"{kind} day", "")
    day = read_day(when) if when else as_of if kind in UNDATED else None
    if not value:
        allowed = ", ".join(choices_of(kind)) or _("angka 0 sampai 100")
        problem = _("“%(text)s” tidak dikenal. Isi salah satu: %(allowed)s.") % {
            "text": given[kind][:40], "allowed": allowed,
        }  # fmt: skip
        return Told(line, nip, kind, given[kind][:120], problem=problem[:200])
    if day is None:
        problem = _("Tanggal atau tahunnya kosong atau tidak terbaca. Tulis misalnya 31-12-2025.")
        return Told(line, nip, kind, value, problem=problem)
    return Told(line, nip, kind, value, day, is_dated=bool(when))


def read_value(kind: str, text: str) -> str:
    """The value as it is kept; '' where the text is none."""
    if kind in FREE:
        return text[:120]
    if kind == SIASN:
        return _score(text)
    return _VALUES[kind].get(plain(text), "")


def _score(text: str) -> str:
    try:
        amount = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return ""
    return f"{amount.quantize(Decimal('0.01'))}" if 0 <= amount <= 100 else ""


def read_day(text: str) -> date | None:
    """A date; a year alone means its last day."""
    if len(text) == 4 and text.isdecimal() and 1950 <= int(text) <= 2099:
        return date(int(text), 12, 31)
    return read_date(text)
