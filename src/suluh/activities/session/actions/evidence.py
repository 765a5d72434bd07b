"""Evidence that does not come from the button: the evaluation form, the organiser's word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from suluh.activities.session.models import Attestation, CheckIn, Window
from suluh.base.ids import uuid7
from suluh.base.jobs import enqueue
from suluh.delivery.models import Offering
from suluh.delivery.ports import Word


def count_evaluation(offering: Offering, *, person_id: int, now: datetime) -> bool:
    """The evaluation was sent: in an open window that asks for it, that is the check-in.

    Runs in the transaction and scope of the person who answered. Gives whether it counted.
    """
    window = Window.reachable.filter(
        offering=offering, needs_evaluation=True, opens_at__lte=now, closes_at__gt=now
    ).first()
    if window is None:
        return False
    evidence = CheckIn(
        id=uuid7(),
        tenant_id=offering.tenant_id,
        offering=offering,
        window=window,
        person_id=person_id,
        method=CheckIn.Method.EVALUATION,
        at=now,
    )
    CheckIn.objects.bulk_create([evidence], ignore_conflicts=True)
    ask_evaluation(offering)
    return True


def attest(offering: Offering, *, people: Sequence[int], word: Word) -> int:
    """Write down that the organiser says these people attended; gives how many are new."""
    rows = Attestation.objects.filter(offering=offering, person_id__in=people)
    new = sorted(set(people) - set(rows.values_list("person_id", flat=True)))
    Attestation.objects.bulk_create(
        [
            Attestation(
                tenant_id=offering.tenant_id,
                offering=offering,
                person_id=person,
                source=word.source,
                reference=word.reference,
                stated_by_id=word.stated_by_id,
                approved_by_id=word.approved_by_id,
                reason=word.reason,
                at=word.now,
            )
            for person in new
        ],
        ignore_conflicts=True,
        batch_size=2_000,
    )
    ask_evaluation(offering)
    return len(new)


def ask_evaluation(offering: Offering) -> None:
    """Have the event judged soon; many asking at once ask once."""
    enqueue(
        "session.evaluate",
        key=f"session.evaluate:{offering.pk}",
        offering_id=offering.pk,
        tenant_id=offering.tenant_id,
    )
