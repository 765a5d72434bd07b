"""How dates, times, numbers, JP and NIP are written for people. Pure: no Django, no clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

NBSP = "\u00a0"
DASH = "\u2013"

# The three zones of Indonesia and the names people use for them.
ZONE_NAMES: Mapping[str, str] = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
DEFAULT_ZONE = "Asia/Jakarta"

Number = int | float | Decimal
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Wording:
    """The words and signs of one language."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    thousands: str
    decimal: str
    percent_gap: str
    clock_sign: str
    units: tuple[tuple[str, str], ...]
    ago: str
    ahead: str
    just_now: str


INDONESIAN = Wording(
    days=("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    months=(
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ),
    short_months=(
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Mei",
        "Jun",
        "Jul",
        "Agu",
        "Sep",
        "Okt",
        "Nov",
        "Des",
    ),
    thousands=".",
    decimal=",",
    percent_gap=NBSP,
    clock_sign=".",
    units=(("hari", "hari"), ("jam", "jam"), ("menit", "menit"), ("detik", "detik")),
    ago="{} lalu",
    ahead="{} lagi",
    just_now="baru saja",
)
ENGLISH = Wording(
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    short_months=(
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ),
    thousands=",",
    decimal=".",
    percent_gap="",
    clock_sign=":",
    units=(("day", "days"), ("hour", "hours"), ("minute", "minutes"), ("second", "seconds")),
    ago="{} ago",
    ahead="in {}",
    just_now="just now",
)


def wording(language: str | None) -> Wording:
    """The wording of a language code; Indonesian unless it is English."""
    return ENGLISH if (language or "").startswith("en") else INDONESIAN


def zone_name(zone: str) -> str:
    """WIB, WITA or WIT; another zone is named by its city."""
    return ZONE_NAMES.get(zone, zone.rsplit("/", 1)[-1].replace("_", " "))


def local(when: datetime, zone: str) -> datetime:
    """The moment as a clock in that zone shows it."""
    if when.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return when.astimezone(ZoneInfo(zone))


def day(when: date, zone: str = DEFAULT_ZONE, *, words: Wording = INDONESIAN) -> str:
    """Kamis, 16 September 2026."""
    if isinstance(when, datetime):
        when = local(when, zone).date()
    return f"{words.days[when.weekday()]}, {plain_day(when, words=words)}"


def plain_day(when: date, zone: str = DEFAULT_ZONE, *, words: Wording = INDONESIAN) -> str:
    """16 September 2026."""
    if isinstance(when, datetime):
        when = local(when, zone).date()
    return f"{when.day}{NBSP}{words.months[when.month - 1]}{NBSP}{when.year}"


def short_day(when: date, zone: str = DEFAULT_ZONE, *, words: Wording = INDONESIAN) -> str:
    """16 Sep 2026: for tables."""
    if isinstance(when, datetime):
        when = local(when, zone).date()
    return f"{when.day}{NBSP}{words.short_months[when.month - 1]}{NBSP}{when.year}"


def clock(
    when: datetime,
    zone: str = DEFAULT_ZONE,
    *,
    seconds: bool = False,
    words: Wording = INDONESIAN,
) -> str:
    """09.00 WIB; with seconds 09.03.12 WIB."""
    return f"{_digits(when, zone, seconds=seconds, words=words)}{NBSP}{zone_name(zone)}"


def moment(when: datetime, zone: str = DEFAULT_ZONE, *, words: Wording = INDONESIAN) -> str:
    """Kamis, 16 September 2026 · 09.00 WIB."""
    return f"{day(when, zone, words=words)} · {clock(when, zone, words=words)}"


def span(
    start: datetime,
    end: datetime,
    *,
    zone: str = DEFAULT_ZONE,
    words: Wording = INDONESIAN,
) -> str:
    """Kamis, 16 September 2026 · 09.00–11.30 WIB; two days are both named."""
    first, last = local(start, zone), local(end, zone)
    opening = _digits(start, zone, words=words)
    if first.date() == last.date():
        return f"{day(start, zone, words=words)} · {opening}{DASH}{clock(end, zone, words=words)}"
    return (
        f"{day(start, zone, words=words)} · {opening} {DASH} "
        f"{day(end, zone, words=words)} · {clock(end, zone, words=words)}"
    )


def clock_span(
    start: datetime,
    end: datetime,
    *,
    zone: str = DEFAULT_ZONE,
    words: Wording = INDONESIAN,
) -> str:
    """09.00–11.30 WIB: where the day is already clear."""
    return f"{_digits(start, zone, words=words)}{DASH}{clock(end, zone, words=words)}"


def length(duration: timedelta, *, words: Wording = INDONESIAN) -> str:
    """2 jam 30 menit: the two largest units that are not zero."""
    seconds = abs(int(duration.total_seconds()))
    sizes = (86_400, 3_600, 60, 1)
    parts: list[str] = []
    for size, (one, many) in zip(sizes, words.units, strict=True):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{number(count, words=words)}{NBSP}{one if count == 1 else many}")
    return " ".join(parts[:2]) if parts else f"0{NBSP}{words.units[2][1]}"


def distance(when: datetime, now: datetime, *, words: Wording = INDONESIAN) -> str:
    """5 menit lalu, 3 hari lagi; under a minute "baru saja"."""
    gap = when - now
    seconds = abs(int(gap.total_seconds()))
    if seconds < 60:
        return words.just_now
    size = 86_400 if seconds >= 86_400 else 3_600 if seconds >= 3_600 else 60
    rounded = timedelta(seconds=seconds // size * size)
    frame = words.ahead if gap > timedelta(0) else words.ago
    return frame.format(length(rounded, words=words))


def number(value: Number, decimals: int = 0, *, words: Wording = INDONESIAN) -> str:
    """7.214; with decimals 7.214,5. Halves round up, as people expect."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    written = f"{exact:,.{decimals}f}"
    if written.startswith("-"):
        written = "\u2212" + written[1:]
    return written.translate(str.maketrans(",.", words.thousands + words.decimal))


def percent(
    share: Number, decimals: int = 1, *, words: Wording = INDONESIAN, is_column: bool = False
) -> str:
    """61,4 % of a share between 0 and 1; a zero after the comma is left out, save in columns."""
    exact = (Decimal(str(share)) * 100).quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
    )
    is_whole = exact == exact.to_integral_value() and not is_column
    places = 0 if is_whole else decimals
    return f"{number(exact, places, words=words)}{words.percent_gap}%"


def jp(hundredths: int, *, words: Wording = INDONESIAN) -> str:
    """12,5 from 1250: JP are kept as hundredths and written without empty decimals."""
    exact = Decimal(hundredths) / 100
    places = 0 if hundredths % 100 == 0 else 1 if hundredths % 10 == 0 else 2
    return number(exact, places, words=words)


def rupiah(amount: int, *, words: Wording = INDONESIAN) -> str:
    """Rp 8.120."""
    return f"Rp{NBSP}{number(amount, words=words)}"


def file_size(octets: int, *, words: Wording = INDONESIAN) -> str:
    """1,2 MB: what a file weighs."""
    if octets < 1_000:
        return f"{octets}{NBSP}B"
    for unit, size in (("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000)):
        if octets < size * 1_000 or unit == "GB":
            value = Decimal(octets) / size
            return f"{number(value, 0 if value >= 10 else 1, words=words)}{NBSP}{unit}"
    raise AssertionError("unreachable")


def grouped_nip(nip: str) -> str:
    """19850312 201001 2 003: the way a NIP is written on letters."""
    if len(nip) != 18 or not nip.isdigit():
        return nip
    return NBSP.join((nip[:8], nip[8:14], nip[14], nip[15:]))


def masked_nip(nip: str) -> str:
    """Only the last four digits; what a stranger may see. A short number shows nothing."""
    shown = nip[-4:] if len(nip) > 4 else ""
    return "\u2022" * (len(nip) - len(shown)) + shown


def initials(name: str) -> str:
    """RW for Rina Wulandari; titles before a full stop are passed over."""
    words = [word for word in name.split(",", maxsplit=1)[0].split() if not word.endswith(".")]
    picked = words[:1] + words[-1:] if len(words) > 1 else words
    return "".join(word[0] for word in picked).upper()


def word_count(text: str) -> int:
    """Words a reader meets."""
    return len(_WORD.findall(text))


def _digits(
    when: datetime, zone: str, *, seconds: bool = False, words: Wording = INDONESIAN
) -> str:
    there = local(when, zone)
    parts = [f"{there.hour:02}", f"{there.minute:02}"]
    if seconds:
        parts.append(f"{there.second:02}")
    return words.clock_sign.join(parts)
