"""Jobs that bring letters on their way, and take in those that come.

The network is used between transactions, never inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.conf import settings
from django.utils.module_loading import import_string

from suluh.base.clock import now
from suluh.base.jobs import every, job
from suluh.base.scope import SYSTEM, scoped
from suluh.messaging.actions import claim_letters, record_outcomes
from suluh.messaging.ports import EMAIL, channel, mailbox
from suluh.messaging.types import Outcome

_WRITTEN_AT_ONCE = 50
_READ_AT_ONCE = 50


@job("messaging.send_batch")
def send_batch() -> None:
    """Send one batch of letters that are due."""
    _send_one_batch()


@every("* * * * * */10", name="messaging.sweep")
def sweep(timestamp: int) -> None:
    """Send everything that is due: single letters, retries, what a dead worker left."""
    while _send_one_batch():
        pass


@every("* * * * * */20", name="messaging.take_letters")
def take_letters(timestamp: int) -> None:
    """Hand letters that came in to who takes them; one that fails is tried again minutes later."""
    if not settings.MAIL_DROP:
        return
    take = import_string(settings.MAIL_TAKER)
    for letter in mailbox().letters(limit=_READ_AT_ONCE):
        take(letter, now=now())


def _send_one_batch() -> int:
    """Claim, send, write down; gives how many letters there were."""
    with scoped(SYSTEM):
        letters = claim_letters(channel=EMAIL, now=now())
    if not letters:
        return 0
    outcomes: Iterator[Outcome] = iter(channel(EMAIL).send(letters))
    while known := list(islice(outcomes, _WRITTEN_AT_ONCE)):
        with scoped(SYSTEM):
            record_outcomes(outcomes=known, now=now())
    return len(letters)
