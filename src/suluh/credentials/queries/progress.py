"""How far mass issue is: sealed of issued."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.models import Certificate
from suluh.credentials.queries.certificates import issued_for
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class IssueProgress:
    """Counts of certificates, in one query."""

    total: int
    sealed: int
    replaced: int
    revoked: int

    @property
    def is_done(self) -> bool:
        """Whether every certificate that holds is sealed."""
        return self.sealed >= self.total

    @property
    def waiting(self) -> int:
        """Those that still wait for their seal."""
        return self.total - self.sealed


def issue_progress(actor: Actor, *, source_id: str = "") -> IssueProgress:
    """Counts for an event ('' = the whole agency)."""
    counts = issued_for(actor, source_id=source_id).aggregate(
        total=Count("id", filter=Q(state="valid")),
        sealed=Count("id", filter=Q(state="valid", sealed_at__isnull=False)),
        replaced=Count("id", filter=Q(state="replaced")),
        revoked=Count("id", filter=Q(state="revoked")),
    )
    return IssueProgress(**counts)


def unsealed_of(ids: list[int]) -> list[int]:
    """Those that hold and wait only for the proof log; what cannot be drawn is left out."""
    with scoped(SYSTEM):
        rows = Certificate.objects.filter(
            id__in=ids, sealed_at=None, state=Certificate.State.VALID, state_reason=""
        )
        return list(rows.order_by("id").values_list("id", flat=True))
