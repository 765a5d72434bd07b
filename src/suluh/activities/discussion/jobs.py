"""Jobs of discussions: what is new goes out by mail to who chose it."""

from __future__ import annotations

from suluh.activities.discussion.actions.mail import mail_news
from suluh.activities.discussion.rules.cadence import due_in_the_morning
from suluh.activities.discussion.types import Cadence
from suluh.base.clock import local_date, now
from suluh.base.jobs import every


@every("* * * * *", name="discussion.mail_each")
def mail_each(timestamp: int) -> None:
    """Every minute: new posts to who wants each of them."""
    mail_news(cadences=[Cadence.EACH], now=now())


@every("0 23 * * *", name="discussion.mail_digests")
def mail_digests(timestamp: int) -> None:
    """At six in the morning in Jakarta: the digests of the day, on Mondays those of the week."""
    present = now()
    today = local_date(present, "Asia/Jakarta")
    mail_news(cadences=due_in_the_morning(today), now=present)
