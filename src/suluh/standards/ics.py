"""Calendar files (RFC 5545): one event, or a feed of several, with stable identities and zones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

PRODUCT = "-//Suluh//Kalender//ID"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One meeting; ``revision`` rises with each change, so that calendars replace the old one."""

    uid: str
    title: str
    start: datetime
    end: datetime
    changed_at: datetime
    description: str = ""
    place: str = ""
    link: str = ""
    organiser: str = ""
    revision: int = 0
    cancelled: bool = False
    reminder: timedelta | None = timedelta(minutes=30)


def single(event: CalendarEvent) -> bytes:
    """A file that adds, changes or cancels one event."""
    calendar = _calendar("CANCEL" if event.cancelled else "PUBLISH")
    calendar.add_component(_event(event))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def feed(name: str, events: Iterable[CalendarEvent]) -> bytes:
    """A calendar to subscribe to; readers are asked to look again every hour."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(_event(event))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(event: CalendarEvent) -> Event:
    if event.start.tzinfo is None or event.end.tzinfo is None:
        raise ValueError("calendar times need a time zone")
    entry = Event()
    entry.add("uid", event.uid)
    entry.add("summary", event.title)
    entry.add("dtstart", event.start)
    entry.add("dtend", event.end)
    entry.add("dtstamp", event.changed_at.astimezone(UTC))
    entry.add("last-modified", event.changed_at.astimezone(UTC))
    entry.add("sequence", event.revision)
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    for name, value in (
        ("description", event.description), ("location", event.place), ("url", event.link),
        ("contact", event.organiser),
    ):  # fmt: skip
        if value:
            entry.add(name, value)
    if event.reminder is not None and not event.cancelled:
        entry.add_component(_alarm(event))
    return entry


def _alarm(event: CalendarEvent) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm["description"] = vText(event.title)
    assert event.reminder is not None
    alarm.add("trigger", -event.reminder)
    return alarm
