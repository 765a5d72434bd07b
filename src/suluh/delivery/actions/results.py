"""Completion: results of kinds become states, JP, certificates and the event, in one step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.base.clock import local_date
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.actions import issue_certificates
from suluh.credentials.models import Certificate
from suluh.credentials.types import CertificateRequest, Subject
from suluh.delivery.actions import attaining, courses
from suluh.delivery.actions import path_progress as paths
from suluh.delivery.models import Enrolment, Offering, OfferingPerson
from suluh.delivery.rules.lengths import day_count, learning_minutes
from suluh.delivery.types import PersonResult
from suluh.identity.queries.people import Face, faces
from suluh.ledger.actions import post_credits
from suluh.ledger.queries import Earned
from suluh.ledger.types import Credit
from suluh.messaging.actions import Message, notify

_State = Enrolment.State
_ENDED = (_State.REGISTERED, _State.NOT_COMPLETED, _State.COMPLETED)


def record_results(
    *,
    offering_id: int,
    results: Sequence[PersonResult],
    actor_id: int | None,
    now: datetime,
    places: Sequence[Enrolment] | None = None,
) -> int:
    """Store results of people and complete those who meet the rule; gives how many are new.

    One transaction: locks the enrolments, marks them, posts JP (ledger), issues certificates
    (credentials), writes the levels reached (competency), records
    `delivery.enrolment.completed`. Opens the wide scope. Idempotent: who is complete stays so.
    Give at most about 1,000 people at once. `places`: theirs, where the caller has locked and read
    them in this transaction; how far each is, is stored with the result.
    """
    with scoped(SYSTEM):
        related = ("form", "tenant", "version__training")
        offering = Offering.objects.select_related(*related).get(pk=offering_id)
        _certify_speakers(offering, actor_id, now)
        by_person = {result.person_id: result for result in results}
        enrolments = _ended(places) if places is not None else _locked(offering, by_person)
        new = [e for e in enrolments if _is_new(e, by_person[e.person_id])]
        _store(enrolments, by_person, ended=now >= offering.ends_at, now=now)
        if new:
            _complete(offering, new, by_person, actor_id=actor_id, now=now)
    return len(new)


def _locked(offering: Offering, by_person: dict[int, PersonResult]) -> list[Enrolment]:
    return list(
        Enrolment.objects.select_for_update()
        .filter(offering=offering, person_id__in=by_person, state__in=_ENDED)
        .order_by("id")
    )


def _ended(places: Sequence[Enrolment]) -> list[Enrolment]:
    return sorted((place for place in places if place.state in _ENDED), key=lambda each: each.pk)


def _is_new(enrolment: Enrolment, result: PersonResult) -> bool:
    return result.is_complete and enrolment.state != _State.COMPLETED


def _store(
    enrolments: list[Enrolment], by_person: dict[int, PersonResult], *, ended: bool, now: datetime
) -> None:
    """Write state and result of all in one statement; nobody loses a completion."""
    rows = []
    for enrolment in enrolments:
        result = by_person[enrolment.person_id]
        was_complete = enrolment.state == _State.COMPLETED
        if was_complete and not result.is_complete:
            continue
        is_over = ended or result.is_assessed  # the meeting's word ends it, also on the last day
        missed = _State.NOT_COMPLETED if is_over else _State.REGISTERED
        state = _State.COMPLETED if result.is_complete else missed
        words = json.dumps(_result_data(result))
        rows.append((enrolment.pk, state.value, words, enrolment.progress))
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delivery_enrolment e SET state = v.state, result = v.result::jsonb,"
            " completed_at = CASE WHEN v.state = 'completed' THEN COALESCE(e.completed_at, %s) END,"
            " progress = v.share"
            " FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::smallint[])"
            " AS v(id, state, result, share) WHERE e.id = v.id",
            [now, *map(list, zip(*rows, strict=True))],
        )


def _result_data(result: PersonResult) -> dict[str, Any]:
    return {
        "complete": result.is_complete,
        "minutes": result.minutes,
        "conditions": [condition.as_data() for condition in result.conditions],
    }


def _complete(
    offering: Offering,
    new: list[Enrolment],
    by_person: dict[int, PersonResult],
    *,
    actor_id: int | None,
    now: datetime,
) -> None:
    """JP, certificates, event and notice of those who completed now."""
    earned = _post(offering, new, by_person, actor_id=actor_id, now=now)
    certificates = issue_certificates(
        tenant_id=offering.tenant_id,
        requests=_requests(offering, new, by_person, earned=earned, now=now),
        template_id=offering.template_id,
        issued_by_id=actor_id,
        now=now,
    )
    Offering.objects.filter(pk=offering.pk).update(completed=F("completed") + len(new))
    record_event(
        "delivery.enrolment.completed",
        at=now,
        tenant_id=offering.tenant_id,
        actor_id=actor_id,
        subject=offering.uuid,
        data={"people": [enrolment.person_id for enrolment in new]},
    )
    _tell(offering, certificates, {e.person_id: e.email for e in new}, now=now)
    attaining.attain_levels(offering, new, actor_id=actor_id, now=now)
    if offering.version is not None:
        people = [enrolment.person_id for enrolment in new]
        paths.follow_completions(training_id=offering.version.training_id, people=people, now=now)


def _post(
    offering: Offering,
    new: list[Enrolment],
    by_person: dict[int, PersonResult],
    *,
    actor_id: int | None,
    now: datetime,
) -> dict[int, Earned]:
    """Book the JP of who has a home agency; gives what each person earned."""
    at_home = [enrolment for enrolment in new if enrolment.home_id]
    if offering.is_course:
        return courses.post_course(offering, at_home, by_person, actor_id=actor_id, now=now)
    credits = [_credit(offering, each, by_person[each.person_id]) for each in at_home]
    entries = post_credits(credits=credits, actor_id=actor_id, now=now) if credits else {}
    return {person: Earned(entry.jp_minor, str(entry.pk)) for person, entry in entries.items()}


def _minutes(offering: Offering, result: PersonResult | None = None) -> int:
    if result is not None and result.minutes is not None:
        return result.minutes
    return learning_minutes(
        offering.starts_at, offering.ends_at, break_minutes=offering.break_minutes
    )


def _credit(offering: Offering, enrolment: Enrolment, result: PersonResult) -> Credit:
    assert enrolment.home_id is not None
    return Credit(
        person_id=enrolment.person_id,
        home_id=enrolment.home_id,
        unit_id=enrolment.unit_id,
        organiser_id=offering.tenant_id,
        form_code=offering.form_id,
        title=offering.title,
        minutes=_minutes(offering, result),
        credit_date=local_date(offering.ends_at, offering.zone),
        activity_key=f"acara:{offering.uuid}",
        source_type="acara",
        source_id=str(offering.uuid),
        units=day_count(offering.starts_at, offering.ends_at, zone=offering.zone),
        evidence_sha256=result.evidence_sha256,
    )


def _requests(
    offering: Offering,
    new: list[Enrolment],
    by_person: dict[int, PersonResult],
    *,
    earned: dict[int, Earned],
    now: datetime,
) -> list[CertificateRequest]:
    """What the certificates' faces show, in the order of the enrolments."""
    last = local_date(now if offering.is_course else offering.ends_at, offering.zone)
    people = faces([enrolment.person_id for enrolment in new], on=last)
    subjects = _subjects_by_place(offering, new)
    requests = []
    for enrolment in new:
        mine = earned.get(enrolment.person_id)
        started = enrolment.started_at or offering.starts_at
        requests.append(
            _request(
                offering,
                people[enrolment.person_id],
                starts_on=local_date(started, offering.zone),
                ends_on=last,
                minutes=_minutes(offering, by_person[enrolment.person_id]),
                jp_minor=mine.jp_minor if mine else 0,
                jp_entry_id=mine.entry_id if mine else "",
                subjects=subjects[enrolment.pk],
                **_paper_of(by_person[enrolment.person_id]),
            )
        )
    return requests


def _paper_of(result: PersonResult) -> dict[str, str]:
    return {"kind": "sttp", "predicate": result.predicate} if result.is_assessed else {}


def _request(offering: Offering, face: Face, **more: Any) -> CertificateRequest:
    return CertificateRequest(
        person_id=face.person_id,
        source_type="pelatihan" if offering.is_course else "acara",
        source_id=str(offering.uuid),
        title=offering.title,
        name=face.full_name,
        nip=face.nip,
        position=face.position,
        unit=face.unit or face.organisation_name,
        agency=face.agency,
        place=offering.place,
        form_name=offering.form.name,
        **more,
    )


def _subjects_by_place(offering: Offering, new: list[Enrolment]) -> dict[int, tuple[Subject, ...]]:
    if offering.is_course:
        return courses.subjects_of(offering, new)
    return dict.fromkeys([enrolment.pk for enrolment in new], _subjects(offering))


def _subjects(offering: Offering) -> tuple[Subject, ...]:
    return tuple(
        Subject(name=part.topic, minutes=part.minutes, speaker=part.name)
        for part in OfferingPerson.objects.filter(offering=offering)
        if part.topic
    )


def _certify_speakers(offering: Offering, actor_id: int | None, now: datetime) -> None:
    """Once the event is over, speakers and moderators get their certificate and record."""
    if now < offering.ends_at:
        return
    parts = list(
        OfferingPerson.objects.select_for_update()
        .filter(offering=offering, certified_at=None)
        .order_by("id")
    )
    if not parts:
        return
    last = local_date(offering.ends_at, offering.zone)
    people = faces([part.person_id for part in parts], on=last)
    requests = [
        _request(
            offering,
            people[part.person_id],
            starts_on=local_date(offering.starts_at, offering.zone),
            ends_on=last,
            role=part.role,
            minutes=part.minutes or _minutes(offering),
            subjects=(Subject(part.topic, part.minutes),) if part.topic else (),
        )
        for part in parts
    ]
    certificates = issue_certificates(
        tenant_id=offering.tenant_id,
        requests=requests,
        template_id=offering.template_id,
        issued_by_id=actor_id,
        now=now,
    )
    for part in parts:
        part.certified_at = now
    OfferingPerson.objects.bulk_update(parts, ["certified_at"])
    record_event(
        "delivery.speaker.certified",
        at=now,
        tenant_id=offering.tenant_id,
        actor_id=actor_id,
        subject=offering.uuid,
        data={"people": [part.person_id for part in parts]},
    )
    _tell(offering, certificates, {each.person_id: each.email for each in people.values()}, now=now)


@override("id")  # read by others: not in the language of who acts
def _tell(
    offering: Offering, certificates: list[Certificate], emails: dict[int, str], *, now: datetime
) -> None:
    """One notice per certificate, in-app and by e-mail where there is an address."""
    title = _("Sertifikat Anda terbit")
    body = _("Sertifikat %(title)s sudah terbit. Buka untuk melihat dan mengunduhnya.")
    body %= {"title": offering.title}
    messages = [
        Message(
            person_id=certificate.person_id,
            key=f"sertifikat:{certificate.uuid}",
            kind="certificate",
            title=title,
            body=body,
            link=f"/sertifikat/{certificate.uuid}/",
            email=emails.get(certificate.person_id, ""),
        )
        for certificate in certificates
    ]
    notify(tenant_id=offering.tenant_id, messages=messages, now=now)
