"""The agency's plan as it goes on paper and into a workbook: the seven items of Pasal 207(3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from suluh.base import text
from suluh.planning.models import AgencyLine, AgencyPlan
from suluh.planning.queries.agency import lines_of, sums_of
from suluh.standards.spreadsheet import Cell

HEAD = (
    "No.", "Jenis kompetensi", "Kegiatan", "Pegawai sasaran", "Jumlah", "Bentuk dan jalur",
    "Penyelenggara", "Jadwal", "Kesesuaian kurikulum", "Anggaran",
)  # fmt: skip
SHEET_HEAD = (
    "No.", "Rumpun kompetensi", "Kompetensi", "Kegiatan", "Pegawai sasaran", "Jumlah pegawai",
    "Bentuk", "Jalur", "Penyelenggara", "Mulai", "Sampai", "Kesesuaian kurikulum", "JP per orang",
    "Anggaran", "Isu strategis", "Pegawai terlaksana", "JP terlaksana", "Realisasi anggaran",
)  # fmt: skip


def drawing_of(plan: AgencyPlan) -> dict[str, Any]:
    """What the PDF shows."""
    lines = list(lines_of(plan))
    sums = sums_of([plan]).get(plan.pk)
    is_set = plan.state == AgencyPlan.State.SET
    return {
        "agency": plan.tenant.name,
        "title": f"Rencana Pengembangan Kompetensi Tahun {plan.year}",
        "basis": "PP 11/2017 tentang Manajemen PNS, Pasal 205 sampai 207",
        "state": f"Ditetapkan dengan keputusan nomor {plan.number}" if is_set else "RANCANGAN",
        "dated": text.plain_day(plan.dated) if plan.dated else "",
        "head": list(HEAD),
        "rows": [_row(number, line) for number, line in enumerate(lines, start=1)],
        "sum": f"{sums.lines if sums else 0} kegiatan, {text.number(sums.people if sums else 0)}"
        f" pegawai, anggaran {text.rupiah(sums.budget if sums else 0)}",
        "drafter": [plan.drafter_post or "Pejabat yang Berwenang", plan.drafter],
        "setter": [plan.setter_post or "Pejabat Pembina Kepegawaian", plan.setter],
    }


def sheet_rows(plan: AgencyPlan) -> Sequence[Sequence[Cell]]:
    """The same as rows of a workbook, with what came true."""
    return [
        (
            number, line.competency.get_family_display() if line.competency else "",
            line.competency.name if line.competency else "", line.title, line.target, line.people,
            line.form.name, line.form.path, line.organiser, line.starts_on, line.ends_on,
            line.curriculum, line.jp_minor / 100, line.budget,
            line.issue.title if line.issue else "", line.done_people, line.done_jp_minor / 100,
            line.spent,
        )
        for number, line in enumerate(lines_of(plan), start=1)
    ]  # fmt: skip


def _row(number: int, line: AgencyLine) -> list[str]:
    kind = "–"
    if line.competency is not None:
        kind = f"{line.competency.name} ({line.competency.get_family_display()})"
    days = text.short_day(line.starts_on)
    if line.ends_on != line.starts_on:
        days = f"{days} – {text.short_day(line.ends_on)}"
    return [
        str(number), kind, line.title, line.target, text.number(line.people),
        f"{line.form.name}, {line.form.path}", line.organiser, days, line.curriculum,
        text.rupiah(line.budget),
    ]  # fmt: skip
