"""Moments and durations as meeting providers and office programs write them.

``03/04/2026`` may be April or March: the whole column decides, then the date of the event.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb februari february peb", "mar maret march", "apr april",
            "mei may", "jun juni june", "jul juli july", "agu agt agustus aug august agus ags",
            "sep sept september", "okt oktober oct october", "nov november nop nopember",
            "des desember dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_CLOCK = (
    r"(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?)"
)
_ZONE = r"(?P<zone>Z|[+-]\d{2}:?\d{2}|WIB|WITA|WIT|GMT|UTC)?"
_ISO = re.compile(
    rf"^(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})"
    rf"(?:[T ,]+{_CLOCK})?\s*{_ZONE}$",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"^(?P<first>\d{{1,2}})[-/.](?P<other>\d{{1,2}})[-/.](?P<year>\d{{4}}|\d{{2}})"
    rf"(?:[ ,]+{_CLOCK})?\s*{_ZONE}$",
    re.IGNORECASE,
)
_WORDED = re.compile(
    rf"^(?:\w+, *)?(?:(?P<day>\d{{1,2}})[ -](?P<word>[a-z]+)"
    rf"|(?P<word2>[a-z]+)\.? (?P<day2>\d{{1,2}}))"
    rf"[ ,-]+(?P<year>\d{{4}})(?:[ ,]+(?:pukul |at )?{_CLOCK})?\s*{_ZONE}$",
    re.IGNORECASE,
)
_ONLY_CLOCK = re.compile(rf"^(?:pukul )?{_CLOCK}\s*{_ZONE}$", re.IGNORECASE)
_ZONES = {"Z": 0, "GMT": 0, "UTC": 0, "WIB": 7, "WITA": 8, "WIT": 9}
_COUNTED = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(h|hr|hrs|hours?|jam|j|m|min|mins|minutes?|menit|mnt|s|secs?|seconds?|detik|dtk|d)\b",
    re.IGNORECASE,
)
_COLONS = re.compile(r"^(\d+):(\d{2})(?::(\d{2}))?$")
_PLAIN = re.compile(r"^\d+(?:[.,]\d+)?$")


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read the moments of one file."""

    day_first: bool
    event_date: date
    zone: tzinfo


def decide_day_first(texts: Iterable[str], event_date: date) -> bool:
    """Whether the day stands before the month, judged by all moments of the file together."""
    day = month = 0
    near_day = near_month = timedelta()
    halves = False
    for match in filter(None, (_NUMERIC.match(text.strip()) for text in texts)):
        first, other = int(match["first"]), int(match["other"])
        day, month = day + (first > 12), month + (other > 12)
        halves = halves or bool(match["half"])
        if max(first, other) <= 12:
            year = _year(match["year"])
            near_day += (
                abs(date(year, other, first) - event_date) if first and other else timedelta()
            )
            near_month += (
                abs(date(year, first, other) - event_date) if first and other else timedelta()
            )
    if day != month:
        return day > month
    if near_day != near_month:
        return near_day < near_month
    return not halves


def read_moment(text: str, reading: Reading) -> datetime | None:
    """The moment a cell names, with a zone; None when it names none."""
    cell = " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split())
    try:
        for pattern, date_of in _READERS:
            match = pattern.match(cell)
            if match:
                return _moment(match, date_of(match, reading), reading)
    except ValueError:
        return None
    return None


def read_duration(text: str, *, in_seconds: bool = False) -> int | None:
    """Seconds in ``52``, ``1:02:03``, ``1h 2m 3s`` ``1 jam 7 menit``; bare numbers are minutes."""
    cell = text.strip().casefold()
    if _PLAIN.match(cell):
        amount = float(cell.replace(",", "."))
        return int(amount if in_seconds else amount * 60)
    colons = _COLONS.match(cell)
    if colons:
        hours, minutes, seconds = colons.groups()
        return int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
    counted = _COUNTED.findall(cell)
    if not counted or _COUNTED.sub("", cell).strip(" ,.dan"):
        return None
    return int(sum(float(amount.replace(",", ".")) * _weight(unit) for amount, unit in counted))


def _weight(unit: str) -> int:
    if unit[0] in "hj":
        return 3600
    return 60 if unit[0] == "m" else 1


def _iso_date(match: re.Match[str], _: Reading) -> date:
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _numeric_date(match: re.Match[str], reading: Reading) -> date:
    first, other, year = int(match["first"]), int(match["other"]), _year(match["year"])
    day, month = (first, other) if reading.day_first else (other, first)
    return date(year, other if month > 12 else month, first if month > 12 else day)


def _worded_date(match: re.Match[str], _: Reading) -> date:
    word = (match["word"] or match["word2"]).casefold()
    if word not in _MONTHS:
        raise ValueError("no month of that name")
    return date(int(match["year"]), _MONTHS[word], int(match["day"] or match["day2"]))


def _event_day(_: re.Match[str], reading: Reading) -> date:
    return reading.event_date


# A clock before a date: ``08.10.03`` in a column of times is no day of 2003.
_READERS = (
    (_ISO, _iso_date),
    (_ONLY_CLOCK, _event_day),
    (_NUMERIC, _numeric_date),
    (_WORDED, _worded_date),
)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _moment(match: re.Match[str], day: date, reading: Reading) -> datetime:
    hour = int(match["hour"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("a twelve-hour clock runs from 1 to 12")
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    clock = time(hour, int(match["minute"] or 0), int(match["second"] or 0))
    moment = datetime.combine(day, clock)
    if match["zone"]:
        offset = _offset(match["zone"].upper())
        return (moment - offset).replace(tzinfo=UTC).astimezone(reading.zone)
    return moment.replace(tzinfo=reading.zone)


def _offset(zone: str) -> timedelta:
    if zone in _ZONES:
        return timedelta(hours=_ZONES[zone])
    sign = -1 if zone[0] == "-" else 1
    return sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
