"""Closing an angkatan: what the meeting decides is frozen in one act, and carried out.

Up to 500 people have their results in that same act; more get them by a job (`concluding.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.delivery.actions.concluding import AT_ONCE, Ruled, ask_conclusion, conclude, people_of
from suluh.delivery.models import Batch, Offering, Paper
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.closing import Candidate, Closing, get_closing, record_of
from suluh.delivery.rules.standing import VERDICTS, State
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor


class RollsOpen(DomainError):
    """Nobody is judged while presence may still change."""

    code = "rolls_open"
    sentence = _("Tutup dulu daftar hadir semua sesi.")


class VerdictMissing(DomainError):
    """Everybody in the angkatan gets a verdict."""

    code = "verdict_missing"
    sentence = _("Beri keputusan untuk setiap peserta.")


class ProposalsChanged(DomainError):
    """The meeting decides on what it has seen."""

    code = "proposals_changed"
    sentence = _("Ada usulan yang berubah sejak Anda memeriksanya. Periksa keputusan sekali lagi.")


class NoteMissing(DomainError):
    """Where the meeting decides otherwise than the conditions say, it says why."""

    code = "note_missing"
    sentence = _("Ada keputusan yang berbeda dari usulan. Tulis alasannya di catatan rapat.")


class NumberTaken(DomainError):
    """A number names one paper."""

    code = "number_taken"
    sentence = _("Nomor ini sudah dipakai surat lain di instansi Anda.")


@dataclass(frozen=True, slots=True)
class Record:
    """The berita acara: number, date, place, who led the meeting, what was said."""

    number: str
    dated: date
    place: str
    chair: str
    chair_post: str
    chair_nip: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What closing would decide: how many get which verdict, how many against the proposal."""

    counts: dict[State, int]
    differing: int
    mark: str


def foresee_closing(
    *, actor: Actor, uuid: UUID, verdicts: Mapping[UUID, str], record: Record
) -> Foreseen:
    """What closing would decide; who is not among the verdicts gets the proposal. Writes nothing.

    Refuses what closing would refuse. Its mark goes along to `close_batch`.
    """
    offering = get_managed_batch(actor, uuid, Permission.CERTIFICATE_ISSUE)
    closing = get_closing(offering)
    given = _verdicts(closing, verdicts, seen=closing.mark)
    _check(closing, given, record)
    counts = Counter(State(each) for each in given.values())
    return Foreseen(dict(counts), len(_differing(closing, given)), closing.mark)


def close_batch(
    *,
    actor: Actor,
    uuid: UUID,
    verdicts: Mapping[UUID, str],
    record: Record,
    now: datetime,
    seen: str | None = None,
) -> Paper:
    """Decide on everybody, once: the berita acara is frozen, and from now on nothing changes.

    Asks for the right to issue certificates. Who passed gets JP and STTP through `record_results`;
    who did not is marked so: here and now, or of more than 500 people by a job that `Batch.closing`
    names. With `seen`, the mark of what was foreseen, who is not among the verdicts gets the
    proposal. Closing again gives the same paper and changes nothing. Records `delivery.batch.closed`.
    """
    offering = get_managed_batch(actor, uuid, Permission.CERTIFICATE_ISSUE)
    batch = Batch.objects.select_for_update().get(offering=offering)
    known = record_of(offering)
    if batch.closed_at is not None and known is not None:
        return known
    closing = get_closing(offering)
    given = _verdicts(closing, verdicts, seen=seen)
    _check(closing, given, record)
    paper = _freeze(offering, closing, given, actor=actor, record=record, now=now)
    people = people_of(paper)
    if len(people) > AT_ONCE:
        batch.closing = ask_conclusion(offering, paper, total=len(people), now=now).uuid
    else:
        conclude(offering, paper, people)
    batch.closed_at = now
    batch.save(update_fields=["closed_at", "closing"])
    _tell(offering, people, paper, now=now)
    return paper


def _verdicts(closing: Closing, given: Mapping[UUID, str], *, seen: str | None) -> dict[int, str]:
    """By place: as given, or as proposed where the proposals were seen as they are now."""
    if closing.open_rolls:
        raise RollsOpen
    if seen not in (None, closing.mark):
        raise ProposalsChanged
    found = {}
    for each in closing.undecided:
        default = "" if seen is None else each.proposed.value
        found[each.place.pk] = given.get(each.place.uuid, default)
    if not set(VERDICTS).issuperset(found.values()):
        raise VerdictMissing
    return found


def _check(closing: Closing, given: Mapping[int, str], record: Record) -> None:
    if _differing(closing, given) and not record.note.strip():
        raise NoteMissing
    if Paper.objects.filter(number=record.number).exists():
        raise NumberTaken


def _differing(closing: Closing, given: Mapping[int, str]) -> set[int]:
    return {each.place.pk for each in closing.undecided if given[each.place.pk] != each.proposed}


def _freeze(
    offering: Offering,
    closing: Closing,
    given: Mapping[int, str],
    *,
    actor: Actor,
    record: Record,
    now: datetime,
) -> Paper:
    """The berita acara: also what the job goes by, however long it takes."""
    differing = _differing(closing, given)
    people = [
        _ruled(each, given.get(each.place.pk, each.state), differs=each.place.pk in differing)
        for each in closing.candidates
    ]
    basis = closing.graduation.basis
    content = asdict(record) | {"dated": record.dated.isoformat(), "people": people, "basis": basis}
    return Paper.objects.create(
        tenant_id=offering.tenant_id, offering=offering, kind=Paper.Kind.RECORD,
        number=record.number, dated=record.dated, content=content,
        made_by_id=actor.person_id, made_at=now,
    )  # fmt: skip


def _ruled(each: Candidate, verdict: str, *, differs: bool) -> dict[str, Any]:
    return {
        "at": each.place.pk,
        "name": each.place.name,
        "nip": each.place.person.nip or "",
        "unit": each.place.unit_name,
        "share": each.share,
        "score": each.score,
        "state": str(verdict),
        "predicate": each.predicate if verdict == State.PASSED else "",
        "differs": differs,
    }


def _tell(offering: Offering, people: Sequence[Ruled], paper: Paper, *, now: datetime) -> None:
    counts = Counter(each.state for each in people)
    record_event(
        "delivery.batch.closed", at=now, tenant_id=offering.tenant_id, actor_id=paper.made_by_id,
        subject=offering.uuid, data={"number": paper.number, "counts": dict(counts)},
    )  # fmt: skip
