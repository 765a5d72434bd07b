"""Rows for tests of practice: a course with one, learners, mentor, coach, examiners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from suluh.activities.practice.actions.guides import answer, name_guide, propose
from suluh.activities.practice.actions.guiding import decide_plan, decide_step
from suluh.activities.practice.actions.history import By
from suluh.activities.practice.kind import KIND
from suluh.activities.practice.models import Entry, Milestone, Practice
from suluh.activities.practice.queries.access import at_desk
from suluh.activities.practice.rules import brief as briefs
from suluh.activities.practice.types import Brief, Proposal, Role
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.content.types import Criterion, Lesson, Level, Report
from suluh.delivery.actions.learning import open_lesson, record
from suluh.delivery.actions.registration import register
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.learning import inside_lesson
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.identity.models import Person, RoleGrant
from suluh.identity.queries.people import Face, get_face
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor
from suluh.organisation.types import Role as Office

RUBRIC = (Criterion("Manfaat", (Level("terukur", 4), Level("ada", 2), Level("tidak", 0))),)
TASK = Brief(
    text="Perbaiki satu layanan.", proposals=(Proposal("Uji coba", 14), Proposal("Laporan", 30)),
    rubric=RUBRIC, weights={Role.MENTOR: 30, Role.COACH: 30, Role.EXAMINER: 40}, pass_percent=60,
)  # fmt: skip
PDF = b"%PDF-1.7 bukti"
PLAN: dict[str, Any] = {
    "masalah": "Antrean lama.",
    "gagasan": "Nomor antrean daring.",
    "hasil": "Waktu turun.",
}


@dataclass(frozen=True)
class Desk:
    """A course with one practice."""

    offering: Offering
    agency: Agency
    key: Any

    def learner(self, name: str = "Rina") -> Actor:
        """Somebody of another agency with a place."""
        who = rows.actor(rows.unit(rows.agency(f"Asal {name}")), name=name)
        with scoped(rows.own(who)):
            register(actor=who, offering_uuid=self.offering.uuid, now=NOW)
        return who

    def organiser(self, name: str = "Wahyu") -> Actor:
        """Somebody who runs the course, as the database knows too."""
        who = rows.actor(rows.unit(self.agency), Office.ORGANISER, name=name)
        with scoped(SYSTEM):
            RoleGrant.objects.create(
                tenant=self.agency, person_id=who.person_id, role=Office.ORGANISER, created_at=NOW
            )
        return who

    def lesson(self, who: Actor, at: datetime = NOW) -> Lesson:
        """The lesson as the learner opens it."""
        with scoped(rows.own(who)):
            return open_lesson(actor=who, offering_uuid=self.offering.uuid, key=self.key, now=at)[1]

    def post(
        self, who: Actor, act: str, at: datetime = NOW, *, files: Any = (), **fields: Any
    ) -> Report:
        """What the player posts, kept as delivery keeps it."""
        lesson = self.lesson(who, at)
        data = QueryDict(mutable=True)
        data["aksi"] = act
        for name, value in fields.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        uploads: MultiValueDict[str, Any] = MultiValueDict({"berkas": list(files)})
        with inside_lesson(lesson):
            report = KIND.receive(lesson, data=data, files=uploads, now=at)
            record(lesson=lesson, report=report, now=at)
        return report

    def ask(self, learner: Actor, role: Role, whom: Actor) -> None:
        """The learner proposes somebody."""
        lesson = self.lesson(learner)
        with inside_lesson(lesson):
            propose(
                lesson=lesson, by=By(learner.person_id, learner.name), role=role,
                face=face_of(whom), now=NOW,
            )  # fmt: skip

    def place(self, who: Actor) -> Enrolment:
        """The learner's place."""
        with scoped(SYSTEM):
            return Enrolment.objects.get(person_id=who.person_id)


def desk(brief: Brief = TASK, **more: Any) -> Desk:
    """A course whose only activity is that practice."""
    agency = rows.agency("Penyelenggara")
    activity = {"kind": "practice", "title": "Aktualisasi", "settings": briefs.to_data(brief)}
    version = texts.published(texts.training(agency), activity)
    offering = rows.course(version, **more)
    with scoped(SYSTEM):
        key = version.activities.get().key
    return Desk(offering, agency, key)


def guide(name: str) -> Actor:
    """Somebody of yet another agency."""
    return rows.actor(rows.unit(rows.agency(f"Instansi {name}")), name=name)


def face_of(who: Actor) -> Face:
    """As a picker finds them."""
    with scoped(SYSTEM):
        found = get_face(who.person_id)
    assert found is not None
    return found


def practice(who: Actor | None = None) -> Practice:
    """The only practice, or that of somebody."""
    with scoped(SYSTEM):
        rows_ = Practice.objects.select_related("activity", "enrolment__offering")
        return rows_.get(person_id=who.person_id) if who else rows_.get()


def steps() -> list[Milestone]:
    """All milestones by date."""
    with scoped(SYSTEM):
        return list(Milestone.objects.all())


def acts() -> list[str]:
    """The history so far."""
    with scoped(SYSTEM):
        return list(Entry.objects.values_list("act", flat=True))


def named(desk_: Desk, learner: Actor, role: Role, whom: Actor, by: Actor) -> None:
    """Who runs the course names somebody."""
    with scoped(rows.own(by)), at_desk(by, practice(learner).uuid, lock=True) as access:
        name_guide(actor=by, practice=access.practice, role=role, face=face_of(whom), now=NOW)


def planned(desk_: Desk, learner: Actor, mentor: Actor, coach: Actor) -> None:
    """A plan that was sent to mentor and coach, who both accepted."""
    for role, whom in ((Role.MENTOR, mentor), (Role.COACH, coach)):
        desk_.ask(learner, role, whom)
        with scoped(rows.own(whom)):
            answer(actor=whom, practice=practice(learner).uuid, accepts=True, text="", now=NOW)
    desk_.post(learner, "kirim", **PLAN)


def approve_plan(who: Actor, *, approves: bool = True, text: str = "") -> None:
    """Mentor or coach decides."""
    with scoped(rows.own(who)):
        decide_plan(actor=who, practice=practice().uuid, approves=approves, text=text, now=NOW)


def agreed(desk_: Desk, learner: Actor, mentor: Actor, coach: Actor) -> None:
    """A plan that mentor and coach approved: the practice runs."""
    planned(desk_, learner, mentor, coach)
    for who in (mentor, coach):
        approve_plan(who)


def approve_step(who: Actor, step: Milestone, *, approves: bool = True, text: str = "") -> None:
    """Mentor or coach decides on evidence."""
    with scoped(rows.own(who)):
        decide_step(
            actor=who, practice=practice().uuid, step=step.uuid, approves=approves, text=text,
            now=NOW,
        )  # fmt: skip


def ready(desk_: Desk, learner: Actor, mentor: Actor, coach: Actor) -> None:
    """Everything approved, nothing scored."""
    agreed(desk_, learner, mentor, coach)
    for step in steps():
        desk_.post(learner, "bukti", tahap=str(step.uuid), catatan="Sudah diuji.")
        for who in (mentor, coach):
            approve_step(who, step)


def upload(name: str = "bukti.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)


def person_of(who: Actor) -> Person:
    """The person behind the actor."""
    with scoped(SYSTEM):
        return Person.objects.get(pk=who.person_id)


LATER = NOW + timedelta(days=1)
