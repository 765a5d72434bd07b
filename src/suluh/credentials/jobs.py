"""Jobs of certificates."""

from __future__ import annotations

from datetime import timedelta

from suluh.base.clock import now
from suluh.base.jobs import enqueue, every, job
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.actions.gossip import mail_checkpoint
from suluh.credentials.actions.seal import seal_certificates as seal
from suluh.credentials.actions.seal import write_log
from suluh.credentials.models import Certificate
from suluh.credentials.queries.progress import unsealed_of
from suluh.ledger.actions import ask_witnesses

SWEEP = 200


@job("credentials.seal_certificates")
def seal_certificates(ids: list[int]) -> None:
    """Draw and seal certificates that were just issued."""
    moment = now()
    write_log(now=moment)
    ask_witnesses(now=moment)
    seal(ids=ids, now=now())
    left = unsealed_of(ids)
    if left:
        later = moment + timedelta(seconds=10)
        enqueue("credentials.seal_certificates", ids=left, at=later)


@every("0 23 * * *", name="credentials.mail_checkpoint")
def mail_daily_checkpoint(timestamp: int) -> None:
    """At 06.00 WIB: the newest checkpoint to the administrators of all agencies."""
    mail_checkpoint(now=now())


@every("*/10 * * * *", name="credentials.sweep_unsealed")
def sweep_unsealed(timestamp: int) -> None:
    """Seal what a lost job left: certificates of the last two days, older than five minutes.

    Those that could not be drawn before come last, so that they hold up no others.
    """
    moment = now()
    with scoped(SYSTEM):
        ids = list(
            Certificate.objects.filter(
                sealed_at=None,
                state=Certificate.State.VALID,
                issued_at__lt=moment - timedelta(minutes=5),
                issued_at__gt=moment - timedelta(days=2),
            )
            .order_by("state_reason", "id")
            .values_list("id", flat=True)[:SWEEP]
        )
    seal(ids=ids, now=moment)
