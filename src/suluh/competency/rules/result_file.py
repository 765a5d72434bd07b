"""A file of results from outside: its columns, and what a line says. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from suluh.competency.types import HIGHEST, LOWEST
from suluh.identity.rules.columns import plain
from suluh.identity.rules.values import read_date
from suluh.standards import nip as nips

HEADER = ("NIP", "Kode kompetensi", "Level", "Tanggal", "Berlaku sampai")
_NAMES = {
    "nip": ("nip", "nip baru", "nomor induk pegawai"),
    "code": ("kode kompetensi", "kode", "kompetensi"),
    "level": ("level", "level capaian", "capaian", "hasil", "nilai"),
    "reached_on": ("tanggal", "tanggal hasil", "tanggal asesmen", "tanggal penilaian"),
    "expires_on": ("berlaku sampai", "masa berlaku", "kedaluwarsa"),
}
_COLUMNS = {name: key for key, names in _NAMES.items() for name in names}
NEEDED = ("nip", "code", "level", "reached_on")


@dataclass(frozen=True, slots=True)
class ToldResult:
    """One result of a line, or what is wrong with it."""

    line: int
    nip: str
    code: str = ""
    level: int | None = None
    reached_on: date | None = None
    expires_on: date | None = None
    problem: str = ""


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Column number by field; the leftmost header that names it."""
    found: dict[str, int] = {}
    for number, name in enumerate(header):
        key = _COLUMNS.get(plain(name))
        if key and key not in found:
            found[key] = number
    return found


def told_by(line: int, cells: Sequence[str], columns: dict[str, int], *, today: date) -> ToldResult:
    """What one line says."""
    given = {
        key: " ".join(cells[number].split()) if number < len(cells) else ""
        for key, number in columns.items()
    }
    try:
        nip = nips.read(given["nip"]).digits
    except nips.NipError as error:
        return ToldResult(line, given["nip"][:40], problem=_(str(error))[:200])
    code, level = given["code"].upper()[:20], given["level"]
    reached_on, until = read_date(given["reached_on"]), given.get("expires_on", "")
    expires_on = read_date(until) if until else None
    if not level.isdecimal() or not LOWEST <= int(level) <= HIGHEST:
        problem = _("Level harus angka 1 sampai 5.")
    elif reached_on is None or reached_on > today:
        problem = _("Tanggal hasil kosong, tidak terbaca, atau belum lewat.")
    elif until and (expires_on is None or expires_on < reached_on):
        problem = _("Tanggal berlaku tidak terbaca, atau mendahului tanggal hasil.")
    else:
        return ToldResult(line, nip, code, int(level), reached_on, expires_on)
    return ToldResult(line, nip, code, problem=problem)
