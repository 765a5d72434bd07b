"""Reports on self-study that other apps file for their readers."""

from __future__ import annotations

from datetime import datetime

from suluh.base.clock import local_date
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.queries.people import Face, get_face
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor
from suluh.recognition.actions.asking import ask_partner
from suluh.recognition.actions.claims import (
    NoHome,
    check_book,
    check_dates,
    save_once,
    write_stated,
)
from suluh.recognition.actions.posting import post_claim, tell_learner
from suluh.recognition.actions.steps import record_step
from suluh.recognition.models import Claim, ClaimStep
from suluh.recognition.rules.days import minutes_as_jp
from suluh.recognition.types import Filed, Report, Stated

SELF_STUDY = 22


def file_report(*, report: Report, now: datetime) -> Filed:
    """File a self-study claim from a report; the same source twice is one claim.

    The superior confirms it; without one it waits for the agency's verifiers. A passed check books
    the JP at once. Raises NoHome for guests, WrongDates, AlreadyClaimed and InTheBook.
    """
    with scoped(SYSTEM):
        known = Claim.objects.filter(
            person_id=report.person_id, source_type=report.source_type, source_id=report.source_id
        ).first()
        if known is not None:
            return Filed(known.uuid, is_new=False, state=known.state)
        face = get_face(report.person_id)
        if face is None or face.agency_id is None:
            raise NoHome
        stated = _stated(report)
        zone = Agency.objects.values_list("zone", flat=True).get(pk=face.agency_id)
        check_dates(stated, today=local_date(now, zone))
        check_book(report.person_id, stated)
        row = _row(report, stated, face, now=now)
        save_once(row)
        _settle(row, face, is_passed=report.is_passed, now=now)
    return Filed(row.uuid, is_new=True, state=row.state)


def _stated(report: Report) -> Stated:
    return Stated(
        form_code=SELF_STUDY, title=report.title, starts_on=report.starts_on,
        ends_on=report.ends_on, organiser=report.publisher, minutes=report.minutes,
        jp_minor=minutes_as_jp(report.minutes), story=report.story,
    )  # fmt: skip


def _row(report: Report, stated: Stated, face: Face, *, now: datetime) -> Claim:
    assert face.agency_id is not None
    waits_for = face.supervisor_id if face.supervisor_id != report.person_id else None
    row = Claim(
        tenant_id=face.agency_id, person_id=report.person_id, unit_id=face.unit_id,
        route=Claim.Route.REPORT, partner_id=waits_for, filed_at=now, created_at=now,
        source_type=report.source_type[:40], source_id=report.source_id[:60], revision=1,
        state=Claim.State.CONFIRMING if waits_for else Claim.State.ASKED,
    )  # fmt: skip
    write_stated(row, stated)
    return row


def _settle(row: Claim, face: Face, *, is_passed: bool, now: datetime) -> None:
    learner = Actor(account_id=0, person_id=row.person_id, name=face.full_name)
    record_step(row, ClaimStep.Kind.FILED, actor=learner, now=now)
    record_event(
        "recognition.claim.filed", at=now, tenant_id=row.tenant_id, actor_id=row.person_id,
        subject=row.uuid, data={"revision": row.revision},
    )  # fmt: skip
    if is_passed:
        row.state, row.decided_at = Claim.State.APPROVED, now
        row.save(update_fields=["state", "decided_at"])
        tell_learner(row, post_claim(claim=row, by_id=row.person_id, now=now), now=now)
    elif row.partner_id:
        ask_partner(row, face.full_name, now=now)
