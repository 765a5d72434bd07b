"""iCalendar text of events: the file of one, the feed of many.

The library is loaded with the first calendar: it is large, and few processes ever draw one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from icalendar import Event


@dataclass(frozen=True, slots=True)
class Entry:
    """What a calendar shows of an event."""

    uuid: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    url: str
    place: str = ""
    note: str = ""
    is_cancelled: bool = False


def to_ics(entries: Iterable[Entry], *, name: str, now: datetime) -> str:
    """One calendar with all entries; each reminds an hour before."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Suluh//Suluh//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return str(calendar.to_ical(), "utf-8")


def _event(entry: Entry, now: datetime) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", f"{entry.uuid}@suluh")
    event.add("dtstamp", now)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", entry.title)
    event.add("url", entry.url)
    event.add("description", f"{entry.note}\n{entry.url}".strip())
    event.add("location", entry.place or entry.url)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if not entry.is_cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", timedelta(hours=-1))
        event.add_component(alarm)
    return event
