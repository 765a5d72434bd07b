"""The sample's planning: what trainings raise, plans in every state, the agency's plan."""

from __future__ import annotations

from datetime import date, timedelta

from config.sample.events import ZONE, Stage
from suluh.base.clock import local_date
from suluh.base.scope import Scope, scoped
from suluh.competency.models import Competency
from suluh.content.models import Training, TrainingCompetency
from suluh.delivery.models import EventCompetency, Offering
from suluh.identity.models import Employment, Person
from suluh.organisation.models import Unit
from suluh.organisation.types import Actor, Grant, Role
from suluh.planning.actions.agency import collect_plan
from suluh.planning.models import Goal, Issue, IssueTraining, Item, Plan, PlanStep, Proposal

# Beginning of a training's title: what it raises, and to which level.
RAISES = {
    "Menulis surat dinas": {"M.03": 2, "T.01": 2},
    "Pelindungan data": {"T.05": 2, "M.01": 1},
    "Pelayanan publik": {"M.05": 2, "T.04": 2},
    "Dasar perbendaharaan": {"T.03": 2, "M.04": 2},
    "Integritas": {"M.01": 3, "M.08": 2},
}
# Round and round over the events to come.
EVENTS = (
    {"M.02": 2, "SK.01": 2}, {"M.07": 2}, {"M.06": 2, "M.03": 3}, {"M.04": 3}, {"M.05": 3},
    {"M.08": 3, "M.07": 3},
)  # fmt: skip
OWN = (
    ("Magang di pusat data provinsi", 10, 2000, 0),
    ("Mentoring bulanan dengan kepala bidang", 15, 1200, 0),
    ("Komunitas belajar arsip digital", 23, 800, 0),
    ("Bimtek pengadaan barang dan jasa", 8, 1600, 3_500_000),
    ("Patok banding layanan terpadu", 20, 1000, 4_200_000),
)

ISSUES = (
    ("isu", "Pelayanan publik digital yang inklusif", "Warga menyelesaikan 10 layanan utama tanpa"
     " datang ke kantor, termasuk penyandang disabilitas", "Indeks kepuasan masyarakat 88", "Pelayanan"),
    ("isu", "Tata kelola keuangan daerah yang bersih", "Opini WTP bertahan tanpa temuan berulang",
     "Temuan berulang 0", "Dasar perbendaharaan"),
    ("tema", "ASN menjaga data warga", "Tidak ada kebocoran data pribadi dari layanan provinsi",
     "Insiden data 0", "Pelindungan data"),
    ("tema", "Naskah yang dipahami sekali baca", "Surat dijawab tepat waktu oleh semua OPD",
     "Surat terjawab dalam 3 hari 95 %", "Menulis surat"),
)  # fmt: skip
PROPOSALS = (
    ("Bimtek manajemen aset sekolah", 8, 40, 120_000_000, "P.04",
     "Temuan inspektorat soal aset sekolah berulang dua tahun; 40 pengelola belum pernah dilatih."),
    ("Coaching kepala bidang baru", 14, 6, 0, "M.06",
     "Enam kepala bidang baru dilantik; mereka perlu pendamping enam bulan pertama."),
)  # fmt: skip


def make_carrying(stage: Stage) -> None:
    """Let the trainings and the events to come say what they raise."""
    known = {row.code: row for row in Competency.objects.filter(tenant=None)}
    for training in Training.objects.filter(tenant=stage.agency):
        for start, levels in RAISES.items():
            if training.title.startswith(start):
                rows = [
                    TrainingCompetency(
                        tenant=stage.agency, training=training, competency=known[code], level=level
                    )
                    for code, level in levels.items()
                ]
                TrainingCompetency.objects.bulk_create(rows, ignore_conflicts=True)
    coming = Offering.objects.filter(
        tenant=stage.agency, kind="event", state="published", ends_at__gt=stage.now
    ).order_by("starts_at", "id")
    EventCompetency.objects.bulk_create(
        EventCompetency(
            tenant=stage.agency, offering=event, competency=known[code], level=level
        )
        for number, event in enumerate(coming)
        for code, level in EVENTS[number % len(EVENTS)].items()
    )  # fmt: skip


def make_plans(stage: Stage, staff: list[Employment], *, learner: Person) -> None:
    """Plans of an office in every state; those of the learner's colleagues wait for their head."""
    office = next(job for job in staff if job.person_id == learner.id)
    root = office.unit.path.split("/")[1]
    near = [job for job in staff if job.unit.path.split("/")[1:2] == [root]]
    colleagues = [job for job in near if job.person_id != learner.id and job.supervisor_id]
    states = ("waiting", "approved", "approved", "draft", "revise", "waiting", "approved")
    for number, job in enumerate(colleagues[:42]):
        _plan(stage, job, states[number % len(states)], number=number)


def _plan(stage: Stage, job: Employment, state: str, *, number: int) -> None:
    year = local_date(stage.now, ZONE).year
    since = stage.now - timedelta(days=20 - number % 9)
    submitted = state != "draft"
    plan = Plan.objects.create(
        tenant=stage.agency, person=job.person, unit=job.unit, year=year, state=state,
        revision=int(submitted), approver=job.supervisor if submitted else None, created_at=since,
        submitted_at=since if submitted else None,
        decided_at=stage.now if state in {"approved", "revise"} else None,
    )  # fmt: skip
    competency = Competency.objects.get(tenant=None, code=f"M.0{number % 8 + 1}")
    goal = Goal.objects.create(
        tenant=stage.agency, plan=plan, person=job.person, sort="gap", competency=competency,
        level_from=1, level_to=2,
    )  # fmt: skip
    for turn in range(3):
        title, form, jp, cost = OWN[(number + turn) % len(OWN)]
        Item.objects.create(
            tenant=stage.agency, plan=plan, person=job.person, goal=goal, competency=competency,
            level=2, title=title, form_id=form, jp_minor=jp, cost=cost,
            starts_on=date(year, 2 + 3 * turn, 2), ends_on=date(year, 12, 20),
            approved_at=stage.now if state == "approved" else None, created_at=since,
        )  # fmt: skip
    if submitted:
        _steps(plan, job, stage, state)


def _steps(plan: Plan, job: Employment, stage: Stage, state: str) -> None:
    boss = job.supervisor
    assert boss is not None
    told = [("submitted", job.person, "", plan.created_at)]
    if state == "revise":
        words = "Tambahkan satu kegiatan di tempat kerja; sekarang hampir semuanya kelas."
        told.append(("returned", boss, words, stage.now))
    if state == "approved":
        told.append(("approved", boss, "", stage.now))
    PlanStep.objects.bulk_create(
        PlanStep(
            tenant=stage.agency, plan=plan, person_id=job.person_id, kind=kind, revision=1,
            words=words, by_id=who.id, by_name=who.full_name, at=at,
        )
        for kind, who, words, at in told
    )  # fmt: skip


def make_agency_plan(stage: Stage, units: dict[str, Unit], *, admin: Person) -> None:
    """Issues, proposals of an office, and the year's plan gathered from what was approved."""
    year = local_date(stage.now, ZONE).year
    for sort, title, result, indicator, start in ISSUES:
        issue = Issue.objects.create(
            tenant=stage.agency, sort=sort, title=title, result=result, indicator=indicator,
            first_year=year - 1, last_year=year + 3, created_at=stage.now,
        )  # fmt: skip
        for training in Training.objects.filter(tenant=stage.agency, title__startswith=start)[:1]:
            IssueTraining.objects.create(tenant=stage.agency, issue=issue, training=training)
    for title, form, people, cost, code, reason in PROPOSALS:
        Proposal.objects.create(
            tenant=stage.agency, unit=units["disdik"], year=year, title=title, form_id=form,
            people=people, cost=cost, jp_minor=2000, reason=reason, by_id=admin.id,
            by_name=admin.full_name, at=stage.now - timedelta(days=4),
            competency=Competency.objects.get(tenant=None, code=code),
        )  # fmt: skip
    planner = Actor(
        account_id=1, person_id=admin.id, name=admin.full_name, agency_id=stage.agency.id,
        grants=(Grant(Role.AGENCY_ADMIN, stage.agency.id),),
    )  # fmt: skip
    with scoped(Scope(tenant_id=stage.agency.id)):
        collect_plan(actor=planner, year=year, now=stage.now)
