"""Rows for tests of videos: a small file that is an MP4, a course with a video, a learner before it."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from suluh.activities.video.actions.watching import Heard, hear
from suluh.activities.video.models import Clip
from suluh.activities.video.queries.watching import seen_of
from suluh.activities.video.rules import setup as setups
from suluh.activities.video.rules import tickets
from suluh.activities.video.types import Claim, Seen, Setup, Source, Spans
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.content.types import Lesson
from suluh.delivery.actions.learning import open_lesson, record
from suluh.delivery.actions.registration import register
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.queries.learning import inside_lesson
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.ledger.models import JpEntry
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor

TEN_MINUTES = Setup(source=Source.YOUTUBE, youtube="M7lc1UVf-VE", seconds=600)


def mp4(seconds: int = 8) -> bytes:
    """The least that is an MP4: its mark, and a movie header that says how long it plays."""
    header = _box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + bytes(80))
    return _box(b"ftyp", b"isom\0\0\2\0isomiso2") + _box(b"moov", header) + _box(b"mdat", b"x" * 99)


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def clip(at: Agency, title: str = "Pembukaan", **more: Any) -> Clip:
    """A video of that agency's library; its file is not there."""
    values: dict[str, Any] = {
        "file": "video/x/asli.mp4", "size": 1_000, "milliseconds": 8_000, "created_at": NOW,
    } | more  # fmt: skip
    with scoped(SYSTEM):
        return Clip.objects.create(tenant=at, title=title, **values)


@dataclass(frozen=True)
class Seat:
    """A learner before a video, in a course of another agency."""

    learner: Actor
    lesson: Lesson
    offering: Offering
    agency: Agency

    def ticket(self, at: datetime) -> str:
        """What the page shown then carries."""
        return tickets.issue(
            person_id=self.lesson.person_id, activity_id=self.lesson.activity_id, now=at
        )

    def tell(
        self, spans: Sequence[tuple[int, int]], *, at: datetime, play: UUID | None = None,
        opened: datetime | None = None, ticket: str | None = None, **more: Any,
    ) -> Heard:  # fmt: skip
        """A claim in seconds, heard then, of a page that was opened then."""
        claimed: Spans = tuple((start * 1000, end * 1000) for start, end in spans)
        given = self.ticket(opened or NOW) if ticket is None else ticket
        claim = Claim(play or uuid4(), given, claimed, **more)
        with inside_lesson(self.lesson):
            heard = hear(lesson=self.lesson, claim=claim, now=at)
            record(lesson=self.lesson, report=heard.report, now=at)
        return heard

    def progress(self) -> Progress:
        """What delivery keeps."""
        with scoped(SYSTEM):
            return Progress.objects.get(
                enrolment_id=self.lesson.enrolment_id or 0, activity_id=self.lesson.activity_id
            )

    def seen(self) -> Seen:
        """What counts by now."""
        with inside_lesson(self.lesson):
            return seen_of(self.lesson, setups.of(self.lesson.settings))

    def credits(self) -> int:
        """Lines in the learner's book of JP."""
        with scoped(SYSTEM):
            return JpEntry.objects.filter(person_id=self.learner.person_id).count()

    def place(self) -> Enrolment:
        """The learner's place."""
        with scoped(SYSTEM):
            return Enrolment.objects.get(pk=self.lesson.enrolment_id or 0)


def seat(setup: Setup = TEN_MINUTES, *, learner: Actor | None = None) -> Seat:
    """A course whose only activity is that video; the learner opened it at NOW."""
    return _sit(_course(setup), learner or rows.actor(rows.unit(rows.agency())))


def seats(number: int) -> list[Seat]:
    """So many learners of one agency before one video."""
    offering, home = _course(TEN_MINUTES), rows.unit(rows.agency())
    return [_sit(offering, rows.actor(home)) for _ in range(number)]


def _course(setup: Setup) -> Offering:
    agency = rows.agency("Penyelenggara")
    version = texts.published(
        texts.training(agency), {"kind": "video", "settings": setups.to_data(setup)}
    )
    return rows.course(version)


def _sit(offering: Offering, learner: Actor) -> Seat:
    assert offering.version is not None
    with scoped(rows.own(learner)):
        register(actor=learner, offering_uuid=offering.uuid, now=NOW)
    with scoped(SYSTEM):
        key = offering.version.activities.get().key
    with scoped(rows.own(learner)):
        lesson = open_lesson(actor=learner, offering_uuid=offering.uuid, key=key, now=NOW)[1]
    return Seat(learner, lesson, offering, offering.tenant)
