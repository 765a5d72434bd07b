"""Issuing, correcting, revoking and sealing certificates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from suluh.credentials.models import Certificate
from suluh.credentials.types import CertificateRequest


def issue_certificates(
    *,
    tenant_id: int,
    requests: Sequence[CertificateRequest],
    template_id: int | None,
    issued_by_id: int | None,
    now: datetime,
) -> list[Certificate]:
    """Issue certificate records with numbers in the current transaction (any number, set-wise).

    Idempotent by natural key: who has one keeps it. Numbers are taken in one step, gap-free
    (they roll back with the transaction). Queues sealing in batches. `template_id` None uses
    the agency's current template, made from defaults where there is none.
    """
    raise NotImplementedError
