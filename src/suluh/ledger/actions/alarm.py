"""The alarm: the log is not what it was, and those who answer for it must know within a minute."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.base.events import record_event
from suluh.identity.queries.roles import holders
from suluh.messaging.actions import Message, notify
from suluh.organisation.types import Role


@override("id")  # read by others: not in the language of who acts
def alarm(*, now: datetime, subject: str, reason: str, detail: str = "") -> None:
    """Record `ledger.log.doubted` and tell everyone of the national role, once a day each."""
    record_event(
        "ledger.log.doubted", at=now, reason=reason[:300],
        data={"subject": subject, "detail": detail[:300]},
    )  # fmt: skip
    for holder in holders(Role.NATIONAL):
        message = Message(
            person_id=holder.person_id,
            key=f"log-bukti:{subject}:{now:%Y%m%d}",
            kind="log_alarm",
            title=_("Log bukti JP diragukan"),
            body=_("%(reason)s Jalankan pemeriksaan buku JP dan periksa cadangan basis data.")
            % {"reason": reason},
            link="/log-bukti/",
            email=holder.email,
        )
        notify(tenant_id=holder.tenant_id, messages=[message], now=now)
