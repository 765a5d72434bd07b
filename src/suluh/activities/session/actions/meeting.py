"""Importing meeting reports, deciding whose rows they are, and taking both back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from suluh.activities.session.actions.evidence import ask_evaluation
from suluh.activities.session.models import MeetingReport, MeetingRow
from suluh.activities.session.queries.meeting import seated_people
from suluh.activities.session.rules.matching import Directory, Found, row_keys
from suluh.base.clock import local_date
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.review import get_run_event
from suluh.organisation.types import Actor
from suluh.standards.participants import Participant, read_report

KEPT_PROBLEMS = 200


class ReportRefused(DomainError):
    """The file cannot be read as a participant report; the sentence says why."""

    code = "report_refused"
    status = 422


class NobodyMeant(DomainError):
    """No registered person was chosen."""

    code = "nobody_meant"
    sentence = _("Tidak ada peserta terdaftar dengan NIP itu di acara ini.")


def import_report(
    *, actor: Actor, event: UUID, data: bytes, file_name: str, now: datetime
) -> MeetingReport:
    """Keep every row of the file and match it; the same file, or the same rows, change nothing."""
    offering = get_run_event(actor, event)
    digest = hashlib.sha256(data).hexdigest()
    same = MeetingReport.objects.filter(offering=offering, file_sha256=digest, undone_at=None)
    known = same.first()
    if known is not None:
        return known
    try:
        read = read_report(
            data,
            event_date=local_date(offering.starts_at, offering.zone),
            zone=ZoneInfo(offering.zone),
        )
    except ValueError as error:
        raise ReportRefused(_(str(error))) from error
    problems = [
        {"line": problem.line, "text": problem.text, "reason": problem.reason}
        for problem in read.problems[:KEPT_PROBLEMS]
    ]
    try:
        with transaction.atomic():
            report = MeetingReport.objects.create(
                tenant_id=offering.tenant_id, offering=offering, file_name=file_name[:200],
                file_sha256=digest, rows=len(read.rows), refused=problems,
                imported_by_id=actor.person_id, imported_at=now,
            )  # fmt: skip
    except IntegrityError:  # somebody handed the same file in at the same moment
        return same.get()
    _keep(report, offering, rows=read.rows, now=now)
    _trace("session.report.imported", offering, actor=actor, subject=report.uuid, now=now)
    ask_evaluation(offering)
    return report


def undo_report(*, actor: Actor, event: UUID, report: UUID, now: datetime) -> None:
    """Take the file back with all its rows; results of people who completed stay."""
    offering = get_run_event(actor, event)
    found = MeetingReport.objects.select_for_update().filter(offering=offering, uuid=report).first()
    if found is None:
        raise NotFound
    if found.undone_at is not None:
        return
    MeetingRow.objects.filter(report=found).delete()
    found.undone_at = now
    found.save(update_fields=["undone_at"])
    _trace("session.report.undone", offering, actor=actor, subject=found.uuid, now=now)


def match_rows(
    *, actor: Actor, event: UUID, row: UUID, seat: UUID | None, nip: str = "", now: datetime
) -> int:
    """Say whose rows of that display name are: by seat, or by the NIP of somebody registered."""
    offering = get_run_event(actor, event)
    seats = Enrolment.objects.filter(offering=offering)
    with scoped(SYSTEM):
        found = seats.filter(Q(uuid=seat) if seat else Q(person__nip=nip or "-")).first()
    if found is None:
        raise NobodyMeant
    rows = _same_name(offering, row)
    done = rows.update(
        person_id=found.person_id, match=MeetingRow.Match.HAND, matched_by_id=actor.person_id,
        matched_at=now,
    )  # fmt: skip
    _trace("session.rows.matched", offering, actor=actor, subject=row, now=now)
    ask_evaluation(offering)
    return done


def accept_suggestions(*, actor: Actor, event: UUID, rows: Sequence[UUID], now: datetime) -> int:
    """Take the first suggestion of each of these display names; gives how many were taken."""
    offering = get_run_event(actor, event)
    done = 0
    chosen = MeetingRow.objects.filter(
        offering=offering, uuid__in=rows, match=MeetingRow.Match.NONE
    )
    for row in chosen:
        if row.suggestions:
            seat = UUID(row.suggestions[0][0])
            match_rows(actor=actor, event=event, row=row.uuid, seat=seat, now=now)
            done += 1
    return done


def ignore_rows(*, actor: Actor, event: UUID, rows: Sequence[UUID], now: datetime) -> int:
    """These display names are nobody's: committee, second screens, guests."""
    offering = get_run_event(actor, event)
    for row in rows:
        _same_name(offering, row).update(
            person=None, match=MeetingRow.Match.IGNORED, matched_by_id=actor.person_id,
            matched_at=now,
        )  # fmt: skip
        _trace("session.rows.ignored", offering, actor=actor, subject=row, now=now)
    return len(rows)


def unmatch_rows(*, actor: Actor, event: UUID, row: UUID, now: datetime) -> int:
    """Put the display name back into the queue."""
    offering = get_run_event(actor, event)
    done = _same_name(offering, row).update(
        person=None, match=MeetingRow.Match.NONE, matched_by_id=None, matched_at=None
    )
    _trace("session.rows.unmatched", offering, actor=actor, subject=row, now=now)
    return done


def _keep(
    report: MeetingReport, offering: Offering, *, rows: Sequence[Participant], now: datetime
) -> None:
    with scoped(SYSTEM):
        directory = Directory(seated_people(offering))
    decided = _decided(offering)
    found: dict[tuple[str, str, str, str], Found] = {}
    made = []
    for row, key in zip(rows, row_keys(rows), strict=True):
        who = (row.name, row.unit, row.nip, row.email)
        if who not in found:
            found[who] = directory.find(row)
        shown = _shown(row)
        hand = decided.get((shown, row.email))
        made.append(
            MeetingRow(
                tenant_id=offering.tenant_id,
                report=report,
                offering=offering,
                key=key,
                name=shown,
                email=row.email,
                joined_at=row.joined,
                left_at=row.left,
                seconds=row.seconds,
                suggestions=list(found[who].suggestions),
                person_id=hand[0] if hand else found[who].person_id,
                match=hand[1] if hand else found[who].how,
                matched_at=now if hand or found[who].person_id else None,
            )
        )
    MeetingRow.objects.bulk_create(made, ignore_conflicts=True, batch_size=2_000)


def _shown(row: Participant) -> str:
    parts = [row.nip, row.name or row.original_name, row.unit]
    return " · ".join(part for part in parts if part)[:200] or "–"


def _decided(offering: Offering) -> dict[tuple[str, str], tuple[int | None, str]]:
    """What people decided about display names before: a new file need not ask again."""
    rows = MeetingRow.objects.filter(
        offering=offering, match__in=(MeetingRow.Match.HAND, MeetingRow.Match.IGNORED)
    ).values_list("name", "email", "person_id", "match")
    return {(name, email): (person, match) for name, email, person, match in rows}


def _same_name(offering: Offering, row: UUID) -> QuerySet[MeetingRow]:
    found = MeetingRow.objects.filter(offering=offering, uuid=row).first()
    if found is None:
        raise NotFound
    return MeetingRow.objects.filter(offering=offering, name=found.name, email=found.email)


def _trace(name: str, offering: Offering, *, actor: Actor, subject: UUID, now: datetime) -> None:
    record_event(
        name, at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id, subject=subject,
        data={"offering": str(offering.uuid)},
    )  # fmt: skip
