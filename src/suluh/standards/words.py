"""Numbers and dates in Indonesian words, and Roman numerals, as official papers write them."""

from datetime import date

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_UNITS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1_000, "ribu"))
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def spell(number: int) -> str:
    """A whole number in words (terbilang), ``1250`` as ``seribu dua ratus lima puluh``."""
    if number < 0:
        return f"minus {spell(-number)}"
    if number >= 10**15:
        raise ValueError("numbers of a quadrillion and more are not spelt")
    if number < 1_000:
        return _below_thousand(number)
    value, name = next(scale for scale in _SCALES if number >= scale[0])
    count, rest = divmod(number, value)
    head = "seribu" if number < 2_000 else f"{_below_thousand(count)} {name}"
    return f"{head} {spell(rest)}" if rest else head


def spell_digits(digits: str) -> str:
    """Digits read one by one, as after a decimal comma."""
    return " ".join(_UNITS[int(digit)] for digit in digits)


def roman(number: int) -> str:
    """A number from 1 to 3999 as a Roman numeral."""
    if not 1 <= number <= 3999:
        raise ValueError("Roman numerals run from 1 to 3999")
    parts = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        parts.append(letters * count)
    return "".join(parts)


def long_date(day: date) -> str:
    """``16 September 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_range(first: date, last: date) -> str:
    """``16 September 2026``, ``16 s.d. 18 September 2026`` or the two dates written whole."""
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} s.d. {long_date(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} s.d. {long_date(last)}"
    return f"{long_date(first)} s.d. {long_date(last)}"


def _below_thousand(number: int) -> str:
    if number < 12:
        return _UNITS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    if number < 100:
        return _join(f"{_UNITS[number // 10]} puluh", number % 10)
    if number < 200:
        return _join("seratus", number - 100)
    return _join(f"{_UNITS[number // 100]} ratus", number % 100)


def _join(head: str, rest: int) -> str:
    return f"{head} {_below_thousand(rest)}" if rest else head
