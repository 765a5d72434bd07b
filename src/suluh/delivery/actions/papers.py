"""Making a letter of an angkatan: numbered, dated, frozen; a summons moves who was verified."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.delivery.actions.closing import NumberTaken
from suluh.delivery.actions.standings import Step, standings_of, write_standings
from suluh.delivery.models import Paper
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.papers import invited, listed
from suluh.delivery.rules.standing import State
from suluh.organisation.types import Actor


class NobodyInvited(DomainError):
    """A letter without people is none."""

    code = "nobody_invited"
    sentence = _("Belum ada peserta. Tugaskan atau terima pendaftar dulu, lalu buat suratnya.")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs."""

    name: str
    post: str
    rank: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as the organiser fills it in."""

    kind: str
    number: str
    dated: date
    signer: Signer
    city: str = ""
    note: str = ""


def make_paper(*, actor: Actor, uuid: UUID, draft: Draft, now: datetime) -> Paper:
    """Freeze a letter with everybody who takes part; gives it.

    The number names one paper of the agency. Through a surat pemanggilan, who was verified counts
    as summoned. A record of results is made by closing alone.
    """
    offering = get_managed_batch(actor, uuid)
    if Paper.objects.filter(number=draft.number).exists():
        raise NumberTaken
    places = invited(offering)
    if not places:
        raise NobodyInvited
    made = Paper.objects.create(
        tenant_id=offering.tenant_id, offering=offering, kind=draft.kind, number=draft.number,
        dated=draft.dated, made_by_id=actor.person_id, made_at=now,
        content={
            "people": listed(places), "signer": asdict(draft.signer), "city": draft.city,
            "note": draft.note,
        },
    )  # fmt: skip
    record_event(
        "delivery.paper.made", at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id,
        subject=offering.uuid, data={"kind": draft.kind, "number": draft.number},
    )  # fmt: skip
    if draft.kind == Paper.Kind.SUMMONS:
        steps = [
            Step(standing, State.SUMMONED, draft.number)
            for standing in standings_of(places).values()
            if standing.state == State.VERIFIED
        ]
        write_standings(steps, actor_id=actor.person_id, now=now)
    return made
