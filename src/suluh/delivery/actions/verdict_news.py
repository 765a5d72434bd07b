"""Who did not simply pass hears it: what the meeting decided, what is missing, what comes next.

Who passed hears of the certificate; the others would otherwise find out by asking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.delivery.models import Enrolment, Offering, Standing
from suluh.delivery.rules.standing import State
from suluh.delivery.types import PersonResult
from suluh.messaging.actions import Message, notify

_TOLD = (State.CONDITIONAL, State.FAILED)


@override("id")  # read by others: not in the language of who acts
def tell_verdicts(
    offering: Offering,
    places: Sequence[Enrolment],
    *,
    standings: Mapping[int, Standing],
    results: Sequence[PersonResult],
    now: datetime,
) -> int:
    """One notice for each verdict and person; gives how many are new."""
    lacking = {result.person_id: _lacking(result) for result in results}
    messages = [
        _message(offering, place, State(standings[place.pk].state), lacking[place.person_id])
        for place in places
        if standings[place.pk].state in _TOLD
    ]
    return notify(tenant_id=offering.tenant_id, messages=messages, now=now)


def _message(offering: Offering, place: Enrolment, state: State, lacking: str) -> Message:
    if state == State.CONDITIONAL:
        title = _("Anda lulus bersyarat: %(title)s")
        after = _("Selesaikan yang kurang; penyelenggara lalu menetapkan hasil akhirnya.")
    else:
        title = _("Anda belum lulus: %(title)s")
        after = _("Tanyakan kesempatan berikutnya kepada penyelenggara.")
    return Message(
        person_id=place.person_id,
        key=f"putusan:{offering.uuid}:{state}",
        kind="batch",
        title=(title % {"title": offering.title})[:200],
        body=f"{lacking} {after}".strip(),
        link=f"/pelatihan/{offering.uuid}/",
        email=place.email,
    )


def _lacking(result: PersonResult) -> str:
    unmet = [c.sentence for c in result.conditions if not c.is_met and c.code != "decision"]
    return _("Yang kurang: %(conditions)s.") % {"conditions": "; ".join(unmet)} if unmet else ""
