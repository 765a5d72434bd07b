"""The sample's competencies: standards of the province's posts, and what its people reached."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from suluh.competency.actions import attain
from suluh.competency.models import Competency, Requirement, Standard
from suluh.competency.queries.standards import as_post, demands_for
from suluh.competency.rules.standards import asked_of
from suluh.competency.types import Attained, Demand, SourceKind
from suluh.identity.models import Employment, Person
from suluh.organisation.models import Agency

BASIS = "Peraturan Gubernur Provinsi Contoh 12/2025 tentang Standar Kompetensi Jabatan"
CENTRE = "UPT Penilaian Kompetensi BKD"
WHOLE_OFFICES = {"disdik", "bpsdm"}  # everybody there was tested; elsewhere three in ten
# jenis, jenjang, post: levels by code. 0 takes back what the jenjang asks for.
STANDARDS: tuple[tuple[str, str, str, dict[str, int]], ...] = (
    ("1", "Pengawas", "", {"P.04": 2, "P.05": 2, "P.07": 2, "T.04": 3}),
    ("1", "Administrator", "", {"P.01": 2, "P.04": 3, "P.05": 3, "P.07": 3, "T.07": 3}),
    ("1", "JPT Pratama", "", {"P.01": 4, "P.04": 4, "P.05": 4, "P.06": 4, "P.07": 4}),
    ("1", "JPT Madya", "", {"P.01": 5, "P.02": 5, "P.03": 5, "P.06": 5, "P.07": 5}),
    ("4", "", "", {"T.01": 1, "T.04": 2, "T.08": 1}),
    ("2", "", "", {"T.05": 2, "T.08": 2}),
    ("2", "", "Analis Kebijakan", {"T.07": 3, "M.05": 2}),
    ("2", "", "Perencana", {"T.07": 4}),
    ("2", "", "Arsiparis", {"T.01": 4, "T.08": 2}),
    ("2", "", "Pranata Komputer", {"T.08": 4, "T.05": 3}),
    ("2", "", "Guru", {"M.06": 4, "T.08": 1}),
    (
        "4",
        "",
        "Penelaah Teknis Kebijakan",
        {"M.01": 2, "M.03": 3, "M.04": 2, "M.05": 2, "M.06": 2, "M.08": 3, "T.01": 2, "T.07": 3},
    ),
    ("4", "", "Operator Layanan Operasional", {"T.01": 0, "M.07": 0}),
)
# The learner's own results, oldest first: code, level against the standard, source, days ago, title.
MINE: tuple[tuple[str, int, SourceKind, int, str], ...] = (
    ("M.07", 0, SourceKind.ASSESSMENT, 1400, "Pemetaan kompetensi tiga tahun lalu"),
    ("M.05", -1, SourceKind.ASSESSMENT, 1400, "Pemetaan kompetensi tiga tahun lalu"),
    ("M.01", 1, SourceKind.ASSESSMENT, 210, "Pemetaan kompetensi pegawai"),
    ("M.02", 0, SourceKind.ASSESSMENT, 210, "Pemetaan kompetensi pegawai"),
    ("M.03", -1, SourceKind.ASSESSMENT, 210, "Pemetaan kompetensi pegawai"),
    ("M.04", 0, SourceKind.ASSESSMENT, 210, "Pemetaan kompetensi pegawai"),
    ("M.05", 0, SourceKind.ASSESSMENT, 210, "Pemetaan kompetensi pegawai"),
    ("M.06", -1, SourceKind.ASSESSMENT, 210, "Pemetaan kompetensi pegawai"),
    ("SK.01", 0, SourceKind.ASSESSMENT, 210, "Pemetaan kompetensi pegawai"),
    ("M.08", -2, SourceKind.SUPERVISOR, 120, "Penilaian atasan semester ini"),
    ("M.03", 0, SourceKind.TRAINING, 60, "Pelatihan Menulis Nota Dinas"),
    ("M.04", 2, SourceKind.SELF, 30, "Penilaian diri"),
    ("T.02", 2, SourceKind.PORTFOLIO, 45, "Portofolio kehumasan sekolah"),
    ("T.04", -1, SourceKind.TEST, 25, "Uji kompetensi pelayanan publik"),
    ("T.08", 1, SourceKind.TEST, 20, "Uji kompetensi SPBE"),
)


def make_competency(
    agency: Agency, staff: list[Employment], *, learner: Person, now: datetime
) -> None:
    """Standards from this year on, results of the last three years, a telling map for one."""
    codes = {row.code: row for row in Competency.objects.filter(tenant=None)}
    _standards(agency, codes, now=now)
    demands = demands_for(agency.pk, now.date())
    dice = random.Random(83)
    results: list[Attained] = []
    for job in staff:
        asked = _asked(job, demands, now=now)
        if job.person_id == learner.pk:
            results += _own(job, asked, codes, now=now)
        elif _office(job) in WHOLE_OFFICES or dice.random() < 0.3:
            results += _tested(job, asked, dice, now=now)
    for start in range(0, len(results), 2000):
        attain(attained=results[start : start + 2000], actor_id=None, now=now)


def _standards(agency: Agency, codes: dict[str, Competency], *, now: datetime) -> None:
    for jenis, jenjang, post, levels in STANDARDS:
        standard = Standard.objects.create(
            tenant=agency, jenis=jenis, jenjang=jenjang, post=post, certainty="high",
            valid_from=date(now.year, 1, 1), legal_basis=BASIS,
        )  # fmt: skip
        Requirement.objects.bulk_create(
            Requirement(tenant=agency, standard=standard, competency=codes[code], level=level)
            for code, level in levels.items()
        )


def _asked(job: Employment, demands: list[Demand], *, now: datetime) -> dict[int, int]:
    if job.position is None:
        return {}
    found = asked_of(as_post(job.position), demands, now.date())
    return {key: each.level for key, each in found.items()}


def _office(job: Employment) -> str:
    return job.unit.code.split("-")[0]


def _tested(
    job: Employment, asked: dict[int, int], dice: random.Random, *, now: datetime
) -> list[Attained]:
    """One assessment of most competencies; levels a little below or above the standard."""
    day = now.date() - timedelta(days=dice.randrange(20, 900))
    return [
        Attained(
            person_id=job.person_id, home_id=job.tenant_id, competency_id=competency_id,
            level=_within(level + dice.choice((-2, -1, -1, 0, 0, 0, 0, 1))),
            source=SourceKind.ASSESSMENT, reached_on=day, key=f"pemetaan:{day.year}",
            title=f"Pemetaan kompetensi {day.year}", assessor=CENTRE,
        )
        for competency_id, level in asked.items()
        if dice.random() < 0.85
    ]  # fmt: skip


def _own(
    job: Employment, asked: dict[int, int], codes: dict[str, Competency], *, now: datetime
) -> list[Attained]:
    return [
        Attained(
            person_id=job.person_id, home_id=job.tenant_id, competency_id=codes[code].pk,
            level=_within(asked.get(codes[code].pk, 1) + step), source=source,
            reached_on=now.date() - timedelta(days=ago), key=f"contoh:{source}:{ago}",
            title=title, assessor=CENTRE if source is SourceKind.ASSESSMENT else "",
        )
        for code, step, source, ago, title in MINE
    ]  # fmt: skip


def _within(level: int) -> int:
    return max(1, min(5, level))
