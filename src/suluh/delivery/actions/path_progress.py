"""Progress on learning paths: what was completed counts at once, and completes the path."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.base.clock import local_date
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.actions import issue_certificates
from suluh.credentials.types import CertificateRequest, Subject
from suluh.delivery.models import LearningPath, PathItem, PathPlace
from suluh.delivery.queries.paths import rule_of, strides
from suluh.identity.queries.people import faces
from suluh.messaging.actions import Message, notify

ZONE = "Asia/Jakarta"
_State = PathPlace.State


def follow_completions(*, training_id: int, people: Collection[int], now: datetime) -> None:
    """People completed a training: every path it stands on moves, in the same transaction."""
    with scoped(SYSTEM):
        paths = LearningPath.objects.filter(
            items__training_id=training_id,
            places__person_id__in=people,
            places__state=_State.JOINED,
        ).distinct()
        for path in paths.order_by("id"):
            settle_people(path, people, now=now)


def settle_people(path: LearningPath, people: Collection[int], *, now: datetime) -> int:
    """Judge the path for these people; gives how many completed it now. Wide scope.

    Who is complete stays so. Records `delivery.path.completed`, issues certificates where the path
    has them, and tells.
    """
    places = list(
        PathPlace.objects.select_for_update(of=("self",))
        .filter(path=path, person_id__in=people, state=_State.JOINED)
        .order_by("id")
    )
    rule, seen = rule_of(path), strides(path, [place.person_id for place in places])
    new = []
    for place in places:
        place.progress = rule.share(seen[place.person_id])
        if rule.is_met(seen[place.person_id]):
            place.state, place.completed_at = _State.COMPLETED, now
            new.append(place)
    PathPlace.objects.bulk_update(places, ["progress", "state", "completed_at"])
    if new:
        _complete(path, new, now=now)
    return len(new)


def _complete(path: LearningPath, new: list[PathPlace], *, now: datetime) -> None:
    record_event(
        "delivery.path.completed",
        at=now,
        tenant_id=path.tenant_id,
        subject=path.uuid,
        data={"title": path.title, "people": [place.person_id for place in new]},
    )
    if path.has_certificate:
        _certify(path, new, now=now)
    with override("id"):  # read by others: not in the language of who acts
        messages = [
            Message(
                person_id=place.person_id,
                key=f"jalur:{path.uuid}:selesai",
                kind="certificate",
                title=(_("Jalur belajar selesai: %(title)s") % {"title": path.title})[:200],
                link=f"/jalur/{path.uuid}/",
                email=place.email,
            )
            for place in new
        ]
    notify(tenant_id=path.tenant_id, messages=messages, now=now)


def _certify(path: LearningPath, new: list[PathPlace], *, now: datetime) -> None:
    """The path's own certificate: it lists the trainings; their JP stand on their own ones."""
    today = local_date(now, ZONE)
    people = faces([place.person_id for place in new], on=today)
    items = PathItem.objects.filter(path=path).select_related("training")
    subjects = tuple(Subject(name=item.training.title, minutes=0) for item in items)
    requests = [
        CertificateRequest(
            person_id=place.person_id,
            source_type="jalur",
            source_id=str(path.uuid),
            title=path.title,
            name=people[place.person_id].full_name,
            nip=people[place.person_id].nip,
            position=people[place.person_id].position,
            unit=people[place.person_id].unit or people[place.person_id].organisation_name,
            agency=people[place.person_id].agency,
            starts_on=local_date(place.joined_at, ZONE),
            ends_on=today,
            form_name=_("Jalur belajar"),
            subjects=subjects,
        )
        for place in new
    ]
    issue_certificates(
        tenant_id=path.tenant_id, requests=requests, template_id=None, issued_by_id=None, now=now
    )
