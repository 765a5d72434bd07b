"""NIP and NI PPPK, the 18-digit staff numbers of ASN: reading, checking, showing.

Structure after Perka BKN 22/2007 (NIP: birth date, month of appointment, sex, serial) and BKN's
numbering of PPPK (birth date, year, ``2``, contract, sex, serial). Checks are soft: a number that
the personnel system confirms is never refused for odd parts.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from suluh.standards.sentences import gettext_noop as _

LENGTH = 18
_NOISE = re.compile(r"[\s.\-\u200b\u200c\u200d\u2060\ufeff'’‘`\"]+")
_LABEL = re.compile(r"^\s*(?:nip|ni\s*pppk|nippppk|nipppk)\b\s*[.:]*\s*", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?e\+?\d{1,3}$", re.IGNORECASE)
_FLOAT = re.compile(r"^\d{15,18}[.,]0+$")
_INSIDE = re.compile(r"(?<!\d)(\d{8}[ .\-]?\d{6}[ .\-]?\d[ .\-]?\d{3})(?!\d)")

SCIENTIFIC = _(
    "NIP berubah menjadi notasi ilmiah (misalnya 1.97E+17) karena Excel. "
    "Format kolom NIP sebagai Teks, lalu salin ulang dari sumbernya."
)
ZEROED = _(
    "Tiga angka terakhir NIP menjadi 000 karena Excel membulatkan angka panjang. "
    "Format kolom NIP sebagai Teks, lalu salin ulang dari sumbernya."
)
FLOATED = _(
    "NIP tersimpan sebagai bilangan desimal (berakhiran .0), sehingga angka belakangnya tidak "
    "dapat dipercaya. Format kolom NIP sebagai Teks, lalu salin ulang dari sumbernya."
)
EMPTY = _("NIP kosong. Isi dengan 18 angka.")
NOT_DIGITS = _("NIP hanya boleh berisi angka. Periksa huruf atau tanda yang ikut tertulis.")
SHORT = _("NIP kurang dari 18 angka. Periksa angka yang hilang.")
LONG = _("NIP lebih dari 18 angka. Periksa angka yang berlebih.")
ODD_BIRTH = _("Tanggal lahir di dalam NIP tidak lazim. Periksa delapan angka pertama.")
ODD_APPOINTMENT = _("Tahun atau bulan pengangkatan di dalam NIP tidak lazim.")
ODD_SEX = _("Kode jenis kelamin di dalam NIP bukan 1 atau 2.")
ODD_SERIAL = _("Nomor urut di akhir NIP tidak boleh 000.")
ODD_AGE = _("Usia saat pengangkatan menurut NIP kurang dari 16 atau lebih dari 60 tahun.")


class NipError(ValueError):
    """The text is no staff number; its message says why and what to do."""


class Kind(StrEnum):
    """The two kinds of ASN that a number tells apart."""

    PNS = "pns"
    PPPK = "pppk"
    UNKNOWN = "unknown"


class Sex(StrEnum):
    """Sex as coded in the number."""

    MALE = "L"
    FEMALE = "P"


@dataclass(frozen=True, slots=True)
class Nip:
    """What one staff number says about its holder; parts that make no sense are None."""

    digits: str
    kind: Kind
    birth_date: date | None
    sex: Sex | None
    appointed_year: int | None
    appointed_month: int | None
    contract: int | None
    serial: int
    warnings: tuple[str, ...]


def excel_damage(raw: str) -> str | None:
    """Why this cell is a number that Excel spoilt, or None when it does not look spoilt."""
    text = raw.strip().lstrip("'")
    if _SCIENTIFIC.match(text):
        return SCIENTIFIC
    if _FLOAT.match(text):
        return FLOATED
    digits = _strip(text)
    if len(digits) == LENGTH and digits.isdecimal() and digits.endswith("000"):
        return ZEROED
    return None


def normalise(raw: str) -> str:
    """The bare digits of a number typed with spaces, dots, an apostrophe or a label before it."""
    return _strip(_LABEL.sub("", raw))


def read(raw: str) -> Nip:
    """Read a number from a cell or a form; raises NipError with a sentence that helps."""
    damage = excel_damage(raw)
    if damage:
        raise NipError(damage)
    digits = normalise(raw)
    if not digits:
        raise NipError(EMPTY)
    if not (digits.isascii() and digits.isdecimal()):
        raise NipError(NOT_DIGITS)
    if len(digits) != LENGTH:
        raise NipError(SHORT if len(digits) < LENGTH else LONG)
    return describe(digits)


def describe(digits: str) -> Nip:
    """Explain 18 digits; odd parts become warnings, never a refusal."""
    birth = _date(digits[:8])
    kind = _kind(digits[12:14])
    sex = {"1": Sex.MALE, "2": Sex.FEMALE}.get(digits[14])
    year = int(digits[8:12]) if kind is not Kind.UNKNOWN else None
    serial = int(digits[15:])
    return Nip(
        digits=digits,
        kind=kind,
        birth_date=birth,
        sex=sex,
        appointed_year=year,
        appointed_month=int(digits[12:14]) if kind is Kind.PNS else None,
        contract=int(digits[13]) if kind is Kind.PPPK else None,
        serial=serial,
        warnings=_warnings(birth, year, odd_sex=sex is None, serial=serial),
    )


def find(text: str) -> str | None:
    """The first staff number written somewhere in a text, as bare digits."""
    for match in _INSIDE.finditer(text):
        digits = _strip(match.group(1))
        if _date(digits[:8]) is not None:
            return digits
    return None


def mask(digits: str) -> str:
    """The number with everything but its last four digits hidden, for public pages."""
    return "•" * max(len(digits) - 4, 0) + digits[-4:]


def group(digits: str) -> str:
    """The number in the customary groups, ``19740101 200212 1 001``."""
    if len(digits) != LENGTH:
        return digits
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def _strip(text: str) -> str:
    return _NOISE.sub("", text)


def _kind(code: str) -> Kind:
    if "01" <= code <= "12":
        return Kind.PNS
    return Kind.PPPK if "21" <= code <= "29" else Kind.UNKNOWN


def _date(text: str) -> date | None:
    try:
        found = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2099 else None


def _warnings(
    birth: date | None, year: int | None, *, odd_sex: bool, serial: int
) -> tuple[str, ...]:
    found = []
    if birth is None:
        found.append(ODD_BIRTH)
    if year is None or not 1950 <= year <= 2099:
        found.append(ODD_APPOINTMENT)
    elif birth is not None and not 16 <= year - birth.year <= 60:
        found.append(ODD_AGE)
    if odd_sex:
        found.append(ODD_SEX)
    if serial == 0:
        found.append(ODD_SERIAL)
    return tuple(found)
