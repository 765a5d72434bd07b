"""Rows for tests of assignments: a course with one, learners who opened it, markers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from suluh.activities.assignment.kind import KIND
from suluh.activities.assignment.models import Work
from suluh.activities.assignment.rules import brief as briefs
from suluh.activities.assignment.types import Brief
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.content.types import Criterion, Lesson, Level, Report
from suluh.delivery.actions.learning import open_lesson, record
from suluh.delivery.actions.registration import register
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.learning import inside_lesson
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.identity.models import RoleGrant
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor, Role

RUBRIC = (
    Criterion("Isi", (Level("lengkap", 6), Level("sebagian", 3), Level("tidak ada", 0))),
    Criterion("Bahasa", (Level("jelas", 4), Level("kabur", 0))),
)
TASK = Brief(text="Tulis sebuah surat undangan.", most_files=2, rubric=RUBRIC, pass_percent=60)
PDF = b"%PDF-1.7 surat"


@dataclass(frozen=True)
class Desk:
    """A course with one assignment."""

    offering: Offering
    agency: Agency
    key: Any

    def learner(self, name: str = "Rina") -> Actor:
        """Somebody of another agency with a place."""
        who = rows.actor(rows.unit(rows.agency("Asal")), name=name)
        with scoped(rows.own(who)):
            register(actor=who, offering_uuid=self.offering.uuid, now=NOW)
        return who

    def marker(self, *roles: Role, name: str = "Widya") -> Actor:
        """Somebody who may mark, as the database knows too."""
        who = rows.actor(rows.unit(self.agency), *(roles or (Role.TRAINER,)), name=name)
        with scoped(SYSTEM):
            for role in roles or (Role.TRAINER,):
                RoleGrant.objects.create(
                    tenant=self.agency, person_id=who.person_id, role=role, created_at=NOW
                )
        return who

    def lesson(self, who: Actor, at: datetime = NOW) -> Lesson:
        """The lesson as the learner opens it."""
        with scoped(rows.own(who)):
            return open_lesson(actor=who, offering_uuid=self.offering.uuid, key=self.key, now=at)[1]

    def post(
        self, who: Actor, act: str, at: datetime = NOW, *, files: Any = (), **fields: str
    ) -> Report:
        """What the player posts, kept as delivery keeps it."""
        lesson = self.lesson(who, at)
        data = QueryDict(mutable=True)
        data.update({"aksi": act, **fields})
        uploads: MultiValueDict[str, Any] = MultiValueDict({"berkas": list(files)})
        with inside_lesson(lesson):
            report = KIND.receive(lesson, data=data, files=uploads, now=at)
            record(lesson=lesson, report=report, now=at)
        return report

    def place(self, who: Actor) -> Enrolment:
        """The learner's place."""
        with scoped(SYSTEM):
            return Enrolment.objects.get(person_id=who.person_id)


def desk(brief: Brief = TASK, **more: Any) -> Desk:
    """A course whose only activity is that assignment."""
    agency = rows.agency("Penyelenggara")
    activity = {"kind": "assignment", "title": "Surat undangan", "settings": briefs.to_data(brief)}
    version = texts.published(texts.training(agency), activity)
    offering = rows.course(version, **more)
    with scoped(SYSTEM):
        key = version.activities.get().key
    return Desk(offering, agency, key)


def work(who: Actor | None = None) -> Work:
    """The only work, or that of somebody."""
    with scoped(SYSTEM):
        rows_ = Work.objects.select_related("activity", "enrolment__offering")
        return rows_.get(person_id=who.person_id) if who else rows_.get()


def upload(name: str = "surat.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)
