"""Acts that touch several apps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.delivery.queries.setup import is_uuid
from suluh.messaging.actions import Message, notify
from suluh.organisation.types import Actor
from suluh.portal.queries.team import TeamFilter, team_of

AT_ONCE = 200


class NobodyChosen(DomainError):
    """The form came without a person of the actor's own."""

    code = "nobody_chosen"

    def __init__(self) -> None:
        super().__init__(_("Pilih dulu pegawai yang akan diingatkan, lalu tekan Ingatkan."))


def remind_people(*, actor: Actor, uuids: Sequence[str], year: int, now: datetime) -> int:
    """Send a reminder about JP to chosen people of the actor's team; at most one a week each.

    People outside the team are passed over. Gives the number of new notices; records
    `portal.team.reminded`. Raises NobodyChosen.
    """
    team = team_of(actor, year=year, wanted=TeamFilter())
    asked = [text for text in uuids if is_uuid(text)][:AT_ONCE]
    chosen = list(team.filter(person__uuid__in=asked))
    if not chosen:
        raise NobodyChosen
    messages = _reminders(actor, chosen, now=now)
    sent = notify(tenant_id=actor.agency_id or 0, messages=messages, now=now)
    record_event(
        "portal.team.reminded",
        at=now,
        tenant_id=actor.agency_id,
        actor_id=actor.person_id,
        data={"people": len(chosen), "new": sent},
    )
    return sent


@override("id")  # read by others: not in the language of who acts
def _reminders(actor: Actor, chosen: Sequence[Any], *, now: datetime) -> list[Message]:
    week = f"{now:%G-%V}"
    return [
        Message(
            person_id=job.person_id,
            key=f"ingatkan-jp:{actor.person_id}:{week}",
            kind="reminder",
            title=_("Pengingat dari %(name)s: lengkapi JP Anda") % {"name": actor.name},
            body=_("JP Anda tahun ini %(jp)s. Lihat pelatihan yang masih dibuka.")
            % {"jp": f"{job.jp_minor / 100:g}".replace(".", ",")},
            link="/belajar/",
            email=job.person.email,
        )
        for job in chosen
    ]
