"""Calling the roll: words about presences kept and applied, the list closed, corrections explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from suluh.base.bulk import insert_rows
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.delivery.actions.standings import arrive
from suluh.delivery.actions.timetable import BatchClosed
from suluh.delivery.actions.unjudged import mark_places
from suluh.delivery.models import (
    Enrolment,
    Meeting,
    Method,
    Offering,
    Presence,
    PresenceMark,
    Status,
)
from suluh.delivery.queries.rollcall import expected_in, get_roll_meeting
from suluh.delivery.rules.attendance import BADGE, PRESENT, Said, changes, is_of_session
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor

MOST = 1000


class RollClosed(DomainError):
    """After the list was closed, a change is a correction and wants its reason."""

    code = "roll_closed"
    sentence = _("Daftar hadir sesi ini sudah ditutup. Tulis alasan perbaikannya.")


@dataclass(frozen=True, slots=True)
class Word:
    """What one says about a presence. `key` is the same at each repeat."""

    key: UUID
    place: UUID
    status: str = PRESENT
    method: str = Method.LIST
    device: str = ""
    said_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the words: keys that were new, known, or not of this session."""

    new: tuple[UUID, ...]
    known: tuple[UUID, ...]
    refused: tuple[UUID, ...]


def take_words(
    *, actor: Actor, uuid: UUID, meeting: UUID, words: Sequence[Word], now: datetime
) -> Taken:
    """Keep words about presences at one session, and apply those that change something.

    Idempotent by key. Locks the session. Words about people who are not expected, and badges shown
    at another time, are refused one by one. After closing, a word of the list needs a reason.
    """
    offering, found = get_roll_meeting(actor, uuid, meeting)
    found = Meeting.objects.select_for_update().get(pk=found.pk)
    _check_closed(actor, offering, found, words)
    keys = [word.key for word in words[:MOST]]
    if offering.batch.closed_at is not None:
        return _too_late(words)
    seen = set(PresenceMark.objects.filter(key__in=keys).values_list("key", flat=True))
    places = _places(offering, words)
    current = {row.enrolment_id: row for row in _presences(found, places)}
    new, refused = [], []
    for word in words[:MOST]:
        if word.key in seen:
            continue
        seen.add(word.key)
        place = places.get(word.place)
        if place is None or not _is_fit(word, found, now):
            refused.append(word.key)
            continue
        new.append(word.key)
        _keep(actor, found, place, word, current=current, now=now)
    known = tuple(key for key in keys if key not in new and key not in refused)
    told = {word.place: places[word.place] for word in words[:MOST] if word.key in new}
    came = {w.place for w in words[:MOST] if w.key in new and w.status == PRESENT}
    arrive([told[p] for p in told if p in came], actor_id=actor.person_id, now=now)
    _judge_later(offering, list(told.values()), now=now)
    return Taken(tuple(new), known, tuple(refused))


def _too_late(words: Sequence[Word]) -> Taken:
    """After the berita acara nothing changes; a phone that sends late is told so for each badge."""
    if any(word.method != BADGE for word in words):
        raise BatchClosed
    return Taken((), (), tuple(word.key for word in words))


def close_roll(*, actor: Actor, uuid: UUID, meeting: UUID, now: datetime) -> int:
    """Close the list: of whom nothing was said is absent. Gives how many; repeating changes nothing."""
    offering, found = get_roll_meeting(actor, uuid, meeting)
    found = Meeting.objects.select_for_update().get(pk=found.pk)
    if found.roll_closed_at is not None:
        return 0
    silent = _silent(offering, found)
    _keep_alike(actor, found, silent, status=Status.ABSENT, method=Method.CLOSING, now=now)
    found.roll_closed_at = now
    found.save(update_fields=["roll_closed_at"])
    record_event(
        "delivery.roll.closed", at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id,
        subject=found.uuid, data={"subject": found.subject, "absent": len(silent)},
    )  # fmt: skip
    _judge_later(offering, list(expected_in(offering)), now=now)
    return len(silent)


def all_present(*, actor: Actor, uuid: UUID, meeting: UUID, now: datetime) -> int:
    """Say of everybody of whom nothing was said that they are there; gives how many."""
    offering, found = get_roll_meeting(actor, uuid, meeting)
    found = Meeting.objects.select_for_update().get(pk=found.pk)
    if found.roll_closed_at is not None:
        raise RollClosed
    silent = _silent(offering, found)
    _keep_alike(actor, found, silent, status=Status.PRESENT, method=Method.LIST, now=now)
    arrive(silent, actor_id=actor.person_id, now=now)
    _judge_later(offering, silent, now=now)
    return len(silent)


def _silent(offering: Offering, meeting: Meeting) -> list[Enrolment]:
    """Of whom nothing was said yet."""
    there = Presence.objects.filter(meeting=meeting).values("enrolment_id")
    return list(expected_in(offering).exclude(pk__in=there))


def _keep_alike(
    actor: Actor,
    meeting: Meeting,
    places: Sequence[Enrolment],
    *,
    status: str,
    method: str,
    now: datetime,
) -> None:
    """The same word about many of whom nothing was said: two statements."""
    common: dict[str, Any] = {
        "tenant_id": meeting.tenant_id, "meeting": meeting, "status": status, "method": method,
        "said_at": now, "by_id": actor.person_id,
    }  # fmt: skip
    insert_rows([
        PresenceMark(
            key=uuid4(), enrolment=place, person_id=place.person_id, at=now,
            by_name=actor.name[:200], **common,
        )
        for place in places
    ])  # fmt: skip
    insert_rows(
        [Presence(enrolment=place, person_id=place.person_id, **common) for place in places]
    )


def _check_closed(
    actor: Actor, offering: Offering, meeting: Meeting, words: Sequence[Word]
) -> None:
    if meeting.roll_closed_at is None:
        return
    path = offering.unit.path if offering.unit else ""
    require(actor, Permission.ATTENDANCE_CORRECT, agency_id=offering.tenant_id, unit_path=path)
    if any(word.method != BADGE and not word.reason.strip() for word in words):
        raise RollClosed


def _places(offering: Offering, words: Sequence[Word]) -> dict[UUID, Enrolment]:
    rows = expected_in(offering).filter(uuid__in={word.place for word in words})
    return {place.uuid: place for place in rows}


def _presences(meeting: Meeting, places: dict[UUID, Enrolment]) -> list[Presence]:
    ids = [place.pk for place in places.values()]
    return list(Presence.objects.filter(meeting=meeting, enrolment__in=ids))


def _is_fit(word: Word, meeting: Meeting, now: datetime) -> bool:
    if word.status not in Status.values:
        return False
    if word.method != BADGE:
        return True
    said = min(word.said_at or now, now)
    return is_of_session(said, starts_at=meeting.starts_at, ends_at=meeting.ends_at)


def _keep(
    actor: Actor,
    meeting: Meeting,
    place: Enrolment,
    word: Word,
    *,
    current: dict[int, Presence],
    now: datetime,
) -> None:
    """Write the word down; where it changes something, the presence too."""
    said_at = min(word.said_at or now, now)
    standing = current.get(place.pk)
    before = Said(standing.status, standing.method, standing.said_at) if standing else None
    PresenceMark.objects.create(
        tenant_id=meeting.tenant_id, key=word.key, meeting=meeting, enrolment=place,
        person_id=place.person_id, before=before.status if before else "", status=word.status,
        method=word.method, device=word.device[:36], said_at=said_at, at=now,
        by_id=actor.person_id, by_name=actor.name[:200], reason=word.reason[:300],
    )  # fmt: skip
    if not changes(before, Said(word.status, word.method, said_at)):
        return
    row = standing or Presence(
        tenant_id=meeting.tenant_id, meeting=meeting, enrolment=place, person_id=place.person_id
    )
    row.status, row.method, row.said_at = word.status, word.method, said_at
    row.by_id = actor.person_id
    row.save()
    current[place.pk] = row
    if meeting.roll_closed_at is not None:
        record_event(
            "delivery.presence.corrected", at=now, tenant_id=meeting.tenant_id,
            actor_id=actor.person_id, subject=place.uuid, reason=word.reason[:300],
            data={"subject": meeting.subject, "before": before.status if before else "",
                  "after": word.status},
        )  # fmt: skip


def _judge_later(offering: Offering, places: Sequence[Enrolment], *, now: datetime) -> None:
    """Where nobody decides, presence may complete the course: it is judged within seconds."""
    if offering.batch.is_decided or not places:
        return
    rows = Enrolment.objects.filter(pk__in=[place.pk for place in places])
    waiting = rows.filter(state=Enrolment.State.REGISTERED, version__isnull=False)
    mark_places(list(waiting.values_list("pk", flat=True)), now=now)
