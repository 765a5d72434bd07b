"""The sample's rolls: most people come, some bring a letter, by badge and by list."""

from __future__ import annotations

import random
from datetime import timedelta
from uuid import UUID

from config.sample.events import Stage
from suluh.delivery.models import Enrolment, Meeting, Method, Presence, PresenceMark

LEAVES = ("izin", "sakit", "alpa")


def call(
    stage: Stage, meetings: list[Meeting], places: list[Enrolment], *, dice: random.Random
) -> None:
    """Call and close the rolls of these sessions."""
    marks = []
    often_away = {place.pk for place in dice.sample(places, 2)}
    for meeting in meetings:
        for place in places:
            away = dice.random() < (0.5 if place.pk in often_away else 0.02)
            scanned = not away and dice.random() < 0.7
            said = meeting.starts_at - timedelta(minutes=dice.randint(-10, 20))
            marks.append(
                PresenceMark(
                    tenant_id=place.tenant_id, key=UUID(int=dice.getrandbits(128), version=4),
                    meeting=meeting, enrolment=place, person_id=place.person_id,
                    status=dice.choice(LEAVES) if away else "hadir",
                    method=Method.BADGE if scanned else Method.LIST,
                    device="ponsel-panitia" if scanned else "", said_at=said, at=said,
                    by_id=stage.organiser.id, by_name=stage.organiser.full_name,
                )
            )  # fmt: skip
        meeting.roll_closed_at = meeting.starts_at + timedelta(minutes=40)
    PresenceMark.objects.bulk_create(marks)
    Presence.objects.bulk_create(
        Presence(
            tenant_id=mark.tenant_id, meeting_id=mark.meeting_id, enrolment_id=mark.enrolment_id,
            person_id=mark.person_id, status=mark.status, method=mark.method,
            said_at=mark.said_at, by_id=mark.by_id,
        )
        for mark in marks
    )  # fmt: skip
    Meeting.objects.bulk_update(meetings, ["roll_closed_at"])
