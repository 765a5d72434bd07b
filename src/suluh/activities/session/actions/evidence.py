"""Evidence that does not come from the button: the organiser's word."""

from __future__ import annotations

from collections.abc import Sequence

from suluh.activities.session.models import Attestation
from suluh.base.jobs import enqueue
from suluh.delivery.models import Offering
from suluh.delivery.ports import Word


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
