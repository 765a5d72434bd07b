"""Writing down what happened to a claim."""

from __future__ import annotations

from datetime import datetime

from suluh.organisation.types import Actor
from suluh.recognition.models import Claim, ClaimStep


def record_step(
    claim: Claim, kind: ClaimStep.Kind, *, actor: Actor, now: datetime, reason: str = ""
) -> None:
    """One more step of the claim's story."""
    ClaimStep.objects.create(
        tenant_id=claim.tenant_id, claim=claim, person_id=claim.person_id, kind=kind,
        by_id=actor.person_id, by_name=actor.name[:250], reason=reason[:500],
        revision=claim.revision, at=now,
    )  # fmt: skip
