"""Single values of a people file as HR offices type them: dates, ranks, posts, contacts."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february pebruari feb peb", "maret march mar mrt",
            "april apr", "mei may", "juni june jun", "juli july jul",
            "agustus august agu agt aug ags", "september sept sep", "oktober october okt oct",
            "november nopember nov nop", "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DATE = re.compile(r"^(\d{1,4})\s*[-/. ]\s*(\d{1,2}|[A-Za-z]+)\s*[-/. ,]\s*(\d{1,4})(?:[ T].*)?$")
_EMAIL = re.compile(r"^[a-z0-9._%+'\-]+@[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{2,}$")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV",
          "XV", "XVI", "XVII")  # fmt: skip
_PNS_RANK = re.compile(r"\b(IV|III|II|I|[1-4])\s*[/.\- ]?\s*([A-Ea-e])\b")
_PPPK_RANK = re.compile(r"\b([XVI]{1,5}|\d{1,2})\b")
_JENIS = {
    "1": "1 struktural|jabatan struktural|jpt|jabatan pimpinan tinggi|jpt utama|jpt madya"
    "|jpt pratama|administrator|pengawas|jabatan administrator|jabatan pengawas"
    "|jabatan pimpinan tinggi pratama|jabatan pimpinan tinggi madya|jabatan manajerial|s",
    "2": "2 fungsional|jabatan fungsional|jf|jft|jabatan fungsional tertentu|fungsional tertentu"
    "|jabatan fungsional keahlian|jabatan fungsional keterampilan|f",
    "4": "4 pelaksana|jabatan pelaksana|jfu|fungsional umum|jabatan fungsional umum|staf|staff|p",
}
JENIS = {word: code for code, words in _JENIS.items() for word in (code, *words[2:].split("|"))}
STATUS = {
    **dict.fromkeys(("pns", "cpns", "aktif", "pegawai negeri sipil", "p", "c", "1"), "PNS"),
    **dict.fromkeys(
        ("pppk", "p3k", "pppk paruh waktu", "pppk penuh waktu", "ppk", "2",
         "pegawai pemerintah dengan perjanjian kerja"), "PPPK",
    ),
}  # fmt: skip
# "Aktif" says nothing about the kind: the NIP decides then.
SILENT_STATUS = frozenset({"aktif", "p", "c", "1", "2"})
SEX = {
    **dict.fromkeys(("l", "laki-laki", "laki laki", "laki", "pria", "lk", "m", "male", "1"), "1"),
    **dict.fromkeys(("p", "perempuan", "wanita", "pr", "f", "female", "2"), "2"),
}
JENJANG = (
    "Ahli Pertama", "Ahli Muda", "Ahli Madya", "Ahli Utama", "Pemula", "Terampil", "Mahir",
    "Penyelia",
)  # fmt: skip
_FRONT = re.compile(
    r"^((?:(?:Prof|Dr|dr|drg|Drs|Dra|Ir|H|Hj|KH|Apt|apt|Ns|drh|DR|IR|DRS|DRA|PROF)\.\s*(?:Ir\.|Med\.)?"
    r"\s*)+)(?=\S)"
)


@lru_cache(maxsize=100_000)
def read_date(text: str, hint: date | None = None) -> date | None:
    """A date in any usual spelling, day first; `hint` decides where day and month may be swapped.

    None where the text is no date, or its year has two digits.
    """
    if text.isdecimal():
        return _from_number(text)
    match = _DATE.match(text)
    if not match:
        return None
    first, middle, last = match.groups()
    if middle.isalpha():
        month = MONTHS.get(middle.lower(), 0)
        return _date(last, month, first) if len(last) == 4 else None
    if len(first) == 4:
        return _date(first, middle, last)
    if len(last) != 4:
        return None
    readings = [_date(last, middle, first), _date(last, first, middle)]
    if hint is not None and hint in readings:
        return hint
    return readings[0] or readings[1]


def _from_number(text: str) -> date | None:
    if len(text) == 8:
        return _date(text[:4], text[4:6], text[6:]) or _date(text[4:], text[2:4], text[:2])
    if len(text) == 5 and 3_653 < int(text) < 73_050:  # a date that Excel shows as its number
        return date(1899, 12, 30) + timedelta(days=int(text))
    return None


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2099 else None


@lru_cache(maxsize=10_000)
def read_rank(text: str, status: str) -> str:
    """Golongan: III/a for PNS, IX for PPPK; '' where it is neither."""
    if status != "PPPK":
        found = _PNS_RANK.search(text)
        if found:
            roman = found[1] if not found[1].isdecimal() else _ROMAN[int(found[1]) - 1]
            return f"{roman}/{found[2].lower()}"
        if len(text) == 2 and text.isdecimal() and text[0] in "1234" and text[1] in "12345":
            return f"{_ROMAN[int(text[0]) - 1]}/{'abcde'[int(text[1]) - 1]}"
    found = _PPPK_RANK.search(text.upper())
    if found and found[1] in _ROMAN:
        return found[1]
    if found and found[1].isdecimal() and 1 <= int(found[1]) <= 17:
        return _ROMAN[int(found[1]) - 1]
    return ""


@lru_cache(maxsize=50_000)
def read_post(jenis: str, position: str, eselon: str) -> str | None:
    """Jenis jabatan as SIASN's code, derived from the post where the file is silent.

    None where the file names a kind that does not exist.
    """
    word = " ".join(jenis.lower().replace("_", " ").split())
    if word:
        return JENIS.get(word) or ("1" if word.startswith("eselon") else None)
    if eselon:
        return "1"
    return "2" if jenjang_of(position) else "4"


@lru_cache(maxsize=50_000)
def jenjang_of(position: str) -> str:
    """The rung that a functional post's name ends with."""
    ending = position.lower()
    return next((rung for rung in JENJANG if ending.endswith(rung.lower())), "")


def read_email(text: str) -> str | None:
    """The first address of the cell in small letters; None where it is none."""
    first = text.replace(";", " ").replace(",", " ").split()[0].lower()
    return first if len(first) <= 254 and _EMAIL.match(first) else None


def read_phone(text: str) -> str | None:
    """Digits of a phone number; the zero that a spreadsheet drops comes back."""
    first = text.split("/", maxsplit=1)[0].split(";", maxsplit=1)[0].split(",", maxsplit=1)[0]
    digits = "".join(char for char in first if char.isdecimal())
    if not 6 <= len(digits) <= 15:
        return None
    if "+" in first:
        return f"+{digits}"
    return f"0{digits}" if digits[0] == "8" else digits


def split_name(text: str) -> tuple[str, str, str]:
    """Title before, name, title after, of a name written with its titles in one cell."""
    bare, _comma, after = text.partition(",")
    match = _FRONT.match(bare)
    before = match[1].strip() if match else ""
    return before, bare[len(match[1]) if match else 0 :].strip(), after.strip(" ,")
