"""Is the ledger what it was? Balances, rules, commitments, leaves, signatures, witnesses."""

from __future__ import annotations

from collections.abc import Sequence

from suluh.ledger.queries.replay import replay
from suluh.ledger.queries.verify.balances import check_balances
from suluh.ledger.queries.verify.outside import check_elsewhere
from suluh.ledger.queries.verify.tree import check_log
from suluh.ledger.queries.verify.verdict import Elsewhere, Verdict

__all__ = ["Elsewhere", "Verdict", "verify"]


def verify(elsewhere: Sequence[Elsewhere] = (), *, show: int = 100) -> Verdict:
    """Check everything; runs in the wide scope inside one transaction, constant memory.

    `elsewhere`: checkpoints of this log that others kept (witnesses, an old e-mail). `show`: how
    many findings are named; all are counted.
    """
    verdict = Verdict(show=show)
    check_balances(verdict)
    verdict.take(replay(show=show))
    check_log(verdict, check_elsewhere(verdict, elsewhere))
    return verdict
