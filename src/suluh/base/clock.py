"""Time: the present moment, and the three civil time zones of Indonesia."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def now() -> datetime:
    """The present, aware, in UTC; entry points call it once and pass it down."""
    return timezone.now()


def local_date(moment: datetime, zone: str) -> date:
    """Calendar date of `moment` in the IANA zone: decides the JP year."""
    return moment.astimezone(ZoneInfo(zone)).date()


def midnight(day: date, zone: str) -> datetime:
    """The moment in which `day` begins in the IANA zone; it is over when the next one begins."""
    return datetime.combine(day, time.min, ZoneInfo(zone))
