"""Addresses of a document's pictures and file: made for one person, good until tomorrow.

The same all day, so that a browser keeps what it has; of no use to anybody else.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from suluh.base.clock import local_date
from suluh.base.errors import NotFound

_SALT = "suluh.library"
_ZONE = "Asia/Jakarta"
PAGES, FILE = "pages", "file"


def address_of(
    document: UUID, *, tenant_id: int, person_id: int, now: datetime, what: str = PAGES
) -> str:
    """Where this person finds the document's pictures, or its file, until tomorrow."""
    day = local_date(now, _ZONE).isoformat()
    return f"/dokumen/{document}/{tenant_id}-{day}-{_seal(document, tenant_id, person_id, f'{day}:{what}')}/"


def check_ticket(
    ticket: str, *, document: UUID, person_id: int, now: datetime, what: str = PAGES
) -> int:
    """The agency whose document it is; NotFound where the ticket is another's, old or none."""
    tenant, _, rest = ticket.partition("-")
    day, _, seal = rest.rpartition("-")
    today = local_date(now, _ZONE)
    good_days = {today.isoformat(), (today - timedelta(days=1)).isoformat()}
    if not tenant.isdecimal() or len(tenant) > 18 or day not in good_days:
        raise NotFound
    due = _seal(document, int(tenant), person_id, f"{day}:{what}")
    if not hmac.compare_digest(seal.encode(), due.encode()):
        raise NotFound
    return int(tenant)


def _seal(document: UUID, tenant_id: int, person_id: int, use: str) -> str:
    value = f"{document}:{tenant_id}:{person_id}:{use}"
    return salted_hmac(_SALT, value, algorithm="sha256").hexdigest()[:32]
