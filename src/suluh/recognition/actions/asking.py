"""Asking the other person for a word."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.messaging.actions import Message, notify
from suluh.recognition.models import Claim


@override("id")  # read by somebody else: not in the language of who acts
def ask_partner(row: Claim, name: str, *, now: datetime) -> None:
    """Ask the other person to confirm."""
    assert row.partner_id is not None
    message = Message(
        person_id=row.partner_id, key=f"klaim-konfirmasi:{row.uuid}:{row.revision}",
        kind="claim_confirm", title=_("%(name)s meminta konfirmasi Anda") % {"name": name},
        body=row.title, link="/persetujuan/belajar/",
    )  # fmt: skip
    notify(tenant_id=row.tenant_id, messages=[message], now=now)
