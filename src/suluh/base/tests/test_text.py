"""How dates, numbers, JP and NIP are written."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from suluh.base import text

START = datetime(2026, 9, 16, 2, 0, tzinfo=UTC)


def plain(written: str) -> str:
    return written.replace(text.NBSP, " ")


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Jakarta", "Rabu, 16 September 2026 · 09.00 WIB"),
        ("Asia/Makassar", "Rabu, 16 September 2026 · 10.00 WITA"),
        ("Asia/Jayapura", "Rabu, 16 September 2026 · 11.00 WIT"),
    ],
)
def test_moment_is_shown_in_its_zone(zone: str, expected: str) -> None:
    assert plain(text.moment(START, zone)) == expected


def test_day_follows_the_zone_over_midnight() -> None:
    late = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)
    assert plain(text.day(late, "Asia/Jakarta")) == "Jumat, 1 Januari 2027"
    assert plain(text.day(date(2026, 12, 31))) == "Kamis, 31 Desember 2026"


def test_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        text.moment(datetime(2026, 9, 16, 9, 0))  # noqa: DTZ001


def test_span_names_one_day_once_and_two_days_both() -> None:
    same = text.span(START, START + timedelta(hours=2, minutes=30))
    assert plain(same) == "Rabu, 16 September 2026 · 09.00–11.30 WIB"
    over = text.span(START, START + timedelta(days=1))
    assert plain(over) == "Rabu, 16 September 2026 · 09.00 – Kamis, 17 September 2026 · 09.00 WIB"
    assert plain(text.clock_span(START, START + timedelta(hours=1))) == "09.00–10.00 WIB"


def test_clock_with_seconds() -> None:
    assert plain(text.clock(START + timedelta(minutes=3, seconds=12), seconds=True)) == (
        "09.03.12 WIB"
    )


def test_english_wording() -> None:
    words = text.wording("en-gb")
    assert plain(text.moment(START, words=words)) == "Wednesday, 16 September 2026 · 09:00 WIB"
    assert text.number(7214.5, 1, words=words) == "7,214.5"
    assert text.percent(0.614, words=words) == "61.4%"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (7214, 0, "7.214"),
        (0, 0, "0"),
        (1_000_000, 0, "1.000.000"),
        (17.85, 1, "17,9"),
        (-3, 0, "−3"),
        (Decimal("0.5"), 0, "1"),
        (2.5, 0, "3"),
    ],
)
def test_number(value: text.Number, decimals: int, expected: str) -> None:
    assert text.number(value, decimals) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.614, "61,4 %"), (0.78, "78 %"), (0, "0 %"), (1, "100 %"), (Decimal("0.0005"), "0,1 %")],
)
def test_percent(share: text.Number, expected: str) -> None:
    assert plain(text.percent(share)) == expected


@pytest.mark.parametrize(
    ("hundredths", "expected"),
    [(1250, "12,5"), (1200, "12"), (1225, "12,25"), (5, "0,05"), (0, "0"), (-300, "−3")],
)
def test_jp(hundredths: int, expected: str) -> None:
    assert text.jp(hundredths) == expected


def test_nip_is_grouped_and_masked() -> None:
    assert plain(text.grouped_nip("198503122010012003")) == "19850312 201001 2 003"
    assert text.grouped_nip("123") == "123"
    assert text.masked_nip("198503122010012003") == "•" * 14 + "2003"


def test_short_number_is_never_shown_whole() -> None:
    assert text.masked_nip("123") == "•••"
    assert text.masked_nip("12345") == "•2345"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Rina Wulandari", "RW"),
        ("Dr. Ratna Dewi, S.Sos., M.Si.", "RD"),
        ("Suharto", "S"),
        ("", ""),
        ("Ir. H. Budi Agus Santoso", "BS"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert text.initials(name) == expected


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (timedelta(minutes=-5), "5 menit lalu"),
        (timedelta(days=3, hours=2), "3 hari lagi"),
        (timedelta(seconds=20), "baru saja"),
        (timedelta(hours=-2, minutes=-40), "2 jam lalu"),
    ],
)
def test_distance(gap: timedelta, expected: str) -> None:
    assert plain(text.distance(START + gap, START)) == expected


def test_length() -> None:
    assert plain(text.length(timedelta(hours=2, minutes=30))) == "2 jam 30 menit"
    assert plain(text.length(timedelta())) == "0 menit"
    one = text.length(timedelta(minutes=1), words=text.ENGLISH)
    assert plain(one) == "1 minute"


def test_money_and_size() -> None:
    assert plain(text.rupiah(8120)) == "Rp 8.120"
    assert [plain(text.file_size(n)) for n in (312, 1_240_000, 45_000_000)] == [
        "312 B",
        "1,2 MB",
        "45 MB",
    ]
