"""Closing an angkatan: the meeting's verdicts become states, papers and results in one act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.delivery.actions.results import record_results
from suluh.delivery.actions.standings import Step, standings_of, write_standings
from suluh.delivery.actions.verdict_news import tell_verdicts
from suluh.delivery.actions.verdicts import results_for
from suluh.delivery.models import Batch, Enrolment, Offering, Paper, Standing
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.closing import Candidate, Closing, get_closing
from suluh.delivery.rules.standing import VERDICTS, Act, State, move_between
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor

AT_ONCE = 500


class RollsOpen(DomainError):
    """Nobody is judged while presence may still change."""

    code = "rolls_open"
    sentence = _("Tutup dulu daftar hadir semua sesi.")


class VerdictMissing(DomainError):
    """Everybody in the angkatan gets a verdict."""

    code = "verdict_missing"
    sentence = _("Beri keputusan untuk setiap peserta.")


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


def close_batch(
    *, actor: Actor, uuid: UUID, verdicts: Mapping[UUID, str], record: Record, now: datetime
) -> Paper:
    """Set all states, freeze the berita acara, and complete who passed. All or nothing, once.

    Asks for the right to issue certificates. Who passed gets JP and STTP through `record_results`;
    who did not is marked so. Closing again gives the same paper and changes nothing.
    """
    offering = get_managed_batch(actor, uuid, Permission.CERTIFICATE_ISSUE)
    batch = Batch.objects.select_for_update().get(offering=offering)
    closing = get_closing(offering)
    if batch.closed_at is not None and closing.record is not None:
        return closing.record
    _check(closing.open_rolls, closing.undecided, verdicts, record)
    places = {each.place.pk: each.place for each in closing.candidates}
    standings = standings_of(list(places.values()))
    _decide(closing.undecided, verdicts, standings, actor=actor, record=record, now=now)
    paper = _freeze(offering, closing, standings, actor=actor, record=record, now=now)
    batch.closed_at = now
    batch.save(update_fields=["closed_at"])
    for some in _parts([places[pk] for pk in sorted(places)]):
        results = results_for(offering, some, standings)
        record_results(offering_id=offering.pk, results=results, actor_id=actor.person_id, now=now)
        tell_verdicts(offering, some, standings=standings, results=results, now=now)
    _tell(offering, actor, standings, paper, now=now)
    return paper


def _check(
    open_rolls: Sequence[Any],
    undecided: Sequence[Candidate],
    verdicts: Mapping[UUID, str],
    record: Record,
) -> None:
    if open_rolls:
        raise RollsOpen
    given = [verdicts.get(each.place.uuid, "") for each in undecided]
    if any(verdict not in VERDICTS for verdict in given):
        raise VerdictMissing
    differs = any(v != each.proposed for v, each in zip(given, undecided, strict=True))
    if differs and not record.note.strip():
        raise NoteMissing
    if Paper.objects.filter(number=record.number).exists():
        raise NumberTaken


def _decide(
    undecided: Sequence[Candidate],
    verdicts: Mapping[UUID, str],
    standings: dict[int, Standing],
    *,
    actor: Actor,
    record: Record,
    now: datetime,
) -> None:
    steps = []
    for each in undecided:
        standing = standings[each.place.pk]
        verdict = State(verdicts[each.place.uuid])
        move = move_between(standing.state, verdict, Act.CLOSING)
        assert move is not None, "the table closes every undecided state"
        standing.score = each.score
        standing.predicate = each.predicate if verdict == State.PASSED else ""
        reason = record.note if verdict != each.proposed else ""
        steps.append(Step(standing, verdict, reason))
    write_standings(steps, actor_id=actor.person_id, now=now)


def _freeze(
    offering: Offering,
    closing: Closing,
    standings: dict[int, Standing],
    *,
    actor: Actor,
    record: Record,
    now: datetime,
) -> Paper:
    people = [
        {
            "name": each.place.name,
            "nip": each.place.person.nip or "",
            "unit": each.place.unit_name,
            "share": each.share,
            "score": each.score,
            "state": str(standings[each.place.pk].state),
            "predicate": standings[each.place.pk].predicate,
        }
        for each in closing.candidates
    ]
    basis = closing.graduation.basis
    content = asdict(record) | {"dated": record.dated.isoformat(), "people": people, "basis": basis}
    return Paper.objects.create(
        tenant_id=offering.tenant_id, offering=offering, kind=Paper.Kind.RECORD,
        number=record.number, dated=record.dated, content=content,
        made_by_id=actor.person_id, made_at=now,
    )  # fmt: skip


def _parts(places: Sequence[Enrolment]) -> Iterator[Sequence[Enrolment]]:
    for start in range(0, len(places), AT_ONCE):
        yield places[start : start + AT_ONCE]


def _tell(
    offering: Offering,
    actor: Actor,
    standings: dict[int, Standing],
    paper: Paper,
    *,
    now: datetime,
) -> None:
    counts = Counter(str(standing.state) for standing in standings.values())
    record_event(
        "delivery.batch.closed", at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id,
        subject=offering.uuid, data={"number": paper.number, "counts": dict(counts)},
    )  # fmt: skip
