"""Reading spreadsheets of standards and of the dictionary: rows to sheets, or why not. Pure.

A file is a table with a heading row; columns are found by their names, in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from suluh.competency.types import (
    HIGHEST,
    LOWEST,
    EntrySheet,
    Family,
    LevelSheet,
    Problem,
    SheetKind,
    StandardSheet,
)
from suluh.identity.rules.values import read_date

Rows = Sequence[tuple[int, Sequence[str]]]
# Field: the headings it goes by; the first one is written by exports.
COLUMNS: dict[SheetKind, dict[str, tuple[str, ...]]] = {
    SheetKind.STANDARDS: {
        "jenis": ("jenis jabatan", "jenis"),
        "jenjang": ("jenjang", "jenjang jabatan"),
        "post": ("nama jabatan", "jabatan"),
        "code": ("kode kompetensi", "kode"),
        "name": ("nama kompetensi", "kompetensi"),
        "level": ("level", "level standar", "standar", "tingkat"),
        "valid_from": ("berlaku mulai", "mulai berlaku", "tmt"),
        "legal_basis": ("dasar hukum", "dasar"),
    },
    SheetKind.DICTIONARY: {
        "code": ("kode kompetensi", "kode"),
        "family": ("rumpun", "kelompok", "jenis kompetensi"),
        "name": ("nama kompetensi", "kompetensi", "nama"),
        "definition": ("definisi",),
        "field": ("urusan", "bidang"),
        "steward": ("instansi pembina", "pembina"),
        "level": ("level", "tingkat"),
        "description": ("uraian level", "uraian", "deskripsi"),
        "indicators": ("indikator perilaku", "indikator"),
        "valid_from": ("berlaku mulai", "mulai berlaku"),
        "legal_basis": ("dasar hukum", "dasar"),
    },
}
NEEDED = {
    SheetKind.STANDARDS: ("jenis", "code", "level"),
    SheetKind.DICTIONARY: ("code", "name", "level", "description"),
}
JENIS = {"1": "1", "struktural": "1", "2": "2", "fungsional": "2", "4": "4", "pelaksana": "4"}
_FAMILIES = {
    "sosial kultural": Family.SOCIAL, "sosio kultural": Family.SOCIAL,
    "sosiokultural": Family.SOCIAL, "manajerial": Family.MANAGERIAL,
    "pemerintahan": Family.GOVERNMENT, "teknis": Family.TECHNICAL, "": Family.TECHNICAL,
}  # fmt: skip


class NoHeading(ValueError):
    """No row names the columns; the message says which ones are needed."""


def table_of(rows: Rows, kind: SheetKind) -> tuple[dict[str, int], Rows]:
    """Column number by field, and the rows below the heading; raises NoHeading."""
    for place, (_line, cells) in enumerate(rows[:20]):
        columns = _columns(cells, kind)
        if all(field in columns for field in NEEDED[kind]):
            return columns, rows[place + 1 :]
    names = ", ".join(COLUMNS[kind][field][0] for field in NEEDED[kind])
    raise NoHeading(_("Baris judul tidak ditemukan. Tulis paling sedikit kolom: %s.") % names)


def _columns(cells: Sequence[str], kind: SheetKind) -> dict[str, int]:
    headings = [" ".join(cell.lower().split()) for cell in cells]
    found = {}
    for field, names in COLUMNS[kind].items():
        place = next((headings.index(name) for name in names if name in headings), None)
        if place is not None:
            found[field] = place
    return found


def standards_from(
    rows: Rows, *, known: Iterable[str], today: date
) -> tuple[list[StandardSheet], list[Problem]]:
    """The standards of a file; rows of one post and day belong together."""
    columns, body = table_of(rows, SheetKind.STANDARDS)
    codes = {code.lower(): code for code in known}
    found: dict[tuple[object, ...], StandardSheet] = {}
    problems: list[Problem] = []
    for line, cells in body:
        row = _Row(line, cells, columns)
        trouble = _standard_trouble(row, codes)
        day = row.day(today)
        if trouble or day is None:
            problems.append(Problem(line, trouble or row.no_day()))
            continue
        sheet = StandardSheet(
            line, JENIS[row["jenis"].lower()], row["jenjang"], row["post"], day,
            row["legal_basis"], {},
        )  # fmt: skip
        sheet = found.setdefault((*sheet.key, day), sheet)
        code = codes[row["code"].lower()]
        if code in sheet.levels:
            problems.append(Problem(line, _("Kompetensi %s sudah ada di baris lain.") % code))
        else:
            sheet.levels[code] = int(row["level"])
    return list(found.values()), problems


def _standard_trouble(row: _Row, codes: Mapping[str, str]) -> str:
    if row["jenis"].lower() not in JENIS:
        return _("Jenis jabatan “%s” tidak dikenal. Tulis Struktural, Fungsional, atau Pelaksana.") % (
            row["jenis"]
        )  # fmt: skip
    if row["code"].lower() not in codes:
        return _("Kode kompetensi “%s” tidak ada di kamus. Periksa kodenya, atau muat kamusnya dulu.") % (
            row["code"]
        )  # fmt: skip
    if row["level"] not in {str(level) for level in range(HIGHEST + 1)}:
        return _("Level “%s” bukan angka 1 sampai 5 (0 bila tidak disyaratkan).") % row["level"]
    if len(row["post"]) > 200 or len(row["jenjang"]) > 40 or len(row["legal_basis"]) > 200:
        return _("Nama jabatan, jenjang, atau dasar hukum terlalu panjang.")
    return ""


def entries_from(rows: Rows, *, today: date) -> tuple[list[EntrySheet], list[Problem]]:
    """The competencies of a file, one row for each level; an entry without five levels is not taken."""
    columns, body = table_of(rows, SheetKind.DICTIONARY)
    found: dict[str, EntrySheet] = {}
    problems: list[Problem] = []
    for line, cells in body:
        row = _Row(line, cells, columns)
        trouble = _entry_trouble(row)
        day = row.day(today)
        if trouble or day is None:
            problems.append(Problem(line, trouble or row.no_day()))
            continue
        entry = found.setdefault(row["code"].upper(), _entry(row, day))
        level = int(row["level"])
        if level in entry.levels:
            problems.append(Problem(line, _("Level %d sudah ada di baris lain.") % level))
        else:
            entry.levels[level] = LevelSheet(row["description"], row["indicators"])
    whole = [entry for entry in found.values() if len(entry.levels) == HIGHEST]
    problems += [
        Problem(entry.line, _("%s belum memiliki kelima levelnya.") % entry.code)
        for entry in found.values()
        if len(entry.levels) != HIGHEST
    ]
    return whole, problems


def _entry(row: _Row, day: date) -> EntrySheet:
    return EntrySheet(
        row.line, row["code"].upper(), _FAMILIES[row["family"].lower()], row["name"],
        row["definition"], row["field"], row["steward"], day, row["legal_basis"], {},
    )  # fmt: skip


def _entry_trouble(row: _Row) -> str:
    if not row["code"] or len(row["code"]) > 20:
        return _("Tulis kode kompetensi, paling panjang 20 huruf.")
    if not row["name"] or len(row["name"]) > 150:
        return _("Tulis nama kompetensi, paling panjang 150 huruf.")
    if row["family"].lower() not in _FAMILIES:
        return _("Rumpun “%s” tidak dikenal. Tulis Manajerial, Sosial kultural, Pemerintahan, atau Teknis.") % (
            row["family"]
        )  # fmt: skip
    if row["level"] not in {str(level) for level in range(LOWEST, HIGHEST + 1)}:
        return _("Level “%s” bukan angka 1 sampai 5.") % row["level"]
    if not row["description"]:
        return _("Uraian level %s kosong.") % row["level"]
    if max(len(row["field"]), len(row["steward"]) - 50, len(row["legal_basis"]) - 100) > 100:
        return _("Urusan, instansi pembina, atau dasar hukum terlalu panjang.")
    return ""


class _Row:
    """One row by field; a column that is not there is empty."""

    def __init__(self, line: int, cells: Sequence[str], columns: Mapping[str, int]) -> None:
        self.line, self._cells, self._columns = line, cells, columns

    def __getitem__(self, field: str) -> str:
        place = self._columns.get(field, len(self._cells))
        return self._cells[place].strip() if place < len(self._cells) else ""

    def day(self, today: date) -> date | None:
        """First day in force: today where the file names none."""
        return read_date(self["valid_from"]) if self["valid_from"] else today

    def no_day(self) -> str:
        return _("Tanggal “%s” tidak terbaca. Tulis seperti 31-12-2026.") % self["valid_from"]
