"""What the text of a certificate seems to say. Only first values of a form: a person confirms them.

Certificates are written in a few ways; what is not found stays empty.
"""

from __future__ import annotations

import re
from datetime import date

from suluh.recognition.types import Found

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january", "februari february", "maret march", "april", "mei may", "juni june",
            "juli july", "agustus august", "september", "oktober october", "november nopember",
            "desember december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(_MONTHS)
_TO = r"\s*(?:dan|s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|hingga|to|-|–|—)\s*"
_RANGE = re.compile(
    rf"(\d{{1,2}})(?:\s+({_MONTH}))?(?:\s+(\d{{4}}))?{_TO}(\d{{1,2}})\s+({_MONTH})\s+(\d{{4}})",
    re.IGNORECASE,
)
_DAY = re.compile(rf"(\d{{1,2}})\s+({_MONTH})\s+(\d{{4}})", re.IGNORECASE)
_NUMERIC = re.compile(r"\b(\d{1,2})[-/](\d{1,2})[-/](\d{4})\b")
_JP = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:\([^)\n]{1,60}\)\s*)?(?:JP\b|JPL\b|jam\s+pe(?:lajaran|mbelajaran|latihan))",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^\W*(?:nomor|no\.?|number)\s*[:.]?\s*(\S[^\n]{2,80})$", re.IGNORECASE | re.MULTILINE
)
_QUOTED = re.compile(r"[“\"]([^”\"\n]{8,200}(?:\n[^”\"\n]{1,150})?)[”\"]")
_TITLE = re.compile(
    r"(?:telah\s+mengikuti|atas\s+(?:partisipasi|keikutsertaan)(?:nya)?\s+(?:dalam|pada)|sebagai\s+peserta\s+(?:dalam|pada)?|pada\s+kegiatan"
    r"|dalam\s+kegiatan|has\s+completed)\s*:?\s*\n*([^\n]{6,200})",
    re.IGNORECASE,
)
_ORGANISER = re.compile(
    r"(?:diselenggarakan\s+oleh|penyelenggara\s*:|yang\s+dilaksanakan\s+oleh|organi[sz]ed\s+by)\s*:?\s*\n?([^\n]{3,160})",
    re.IGNORECASE,
)
# The giver stands before the verb: "Pusat Pelatihan X memberikan sertifikat kepada".
_GIVER = re.compile(
    r"^\W*([^\n]{3,120}?)\s+(?:dengan\s+ini\s+)?(?:memberikan|menganugerahkan|menerangkan)\b",
    re.IGNORECASE | re.MULTILINE,
)
_CUT = re.compile(
    r"\s+(?:pada\s+(?:tanggal|hari)|tanggal\s+\d|selama\s+\d|dengan\s+jumlah|di\s+\w+\s*,|bertempat|melalui\s+zoom)"
    r"|\s+pada\s+\d",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![A-Z2-7])([A-Z2-7]{26})(?![A-Z2-7])")
# In this order: the first that is found is the form.
_FORMS = (
    (r"pelatihan\s+jarak\s+jauh", 17), (r"e-?learning|mooc|kursus\s+daring", 16),
    (r"magang|praktik\s+kerja", 10), (r"detasering", 18), (r"benchmarking|patok\s+banding", 20),
    (r"bimbingan\s+teknis|bimtek", 8), (r"workshop|lokakarya", 4), (r"sosialisasi", 7),
    (r"kepemimpinan\s+(?:administrator|pengawas|nasional)|diklat\s*pim", 1),
    (r"sosial\s+kultural", 6), (r"pelatihan\s+manajerial", 5), (r"fungsional", 2),
    (r"penataran", 12), (r"kursus", 11),
    (r"webinar|seminar|konferensi|sarasehan|talkshow|simposium", 9),
    (r"pelatihan|diklat|training", 3),
)  # fmt: skip


def read(text: str) -> Found:
    """First values from the text of a certificate."""
    starts_on, ends_on = _dates(text)
    code = _CODE.search(text)
    return Found(
        form_code=next(
            (form for words, form in _FORMS if re.search(words, text, re.IGNORECASE)), None
        ),
        title=_title(text),
        organiser=_line(_ORGANISER.search(text) or _GIVER.search(text), most=200),
        number=_line(_NUMBER.search(text), most=120),
        starts_on=starts_on,
        ends_on=ends_on,
        jp_minor=_jp(text),
        code=code.group(1) if code else "",
    )


def _line(found: re.Match[str] | None, *, most: int) -> str:
    if found is None:
        return ""
    words = " ".join(found.group(1).split())
    return _CUT.split(words)[0].strip(" .,:;")[:most]


def _title(text: str) -> str:
    quoted = _QUOTED.search(text)
    return _line(quoted or _TITLE.search(text), most=250)


def _jp(text: str) -> int | None:
    found = _JP.search(text)
    if found is None:
        return None
    units, _dot, rest = found.group(1).replace(",", ".").partition(".")
    return int(units) * 100 + int((rest + "00")[:2])


def _dates(text: str) -> tuple[date | None, date | None]:
    span = _RANGE.search(text)
    if span:
        first, month, year, last, last_month, last_year = span.groups()
        ends_on = _date(last, _MONTHS[last_month.lower()], last_year)
        starts_on = _date(first, _MONTHS[(month or last_month).lower()], year or last_year)
        if starts_on and ends_on and starts_on <= ends_on:
            return starts_on, ends_on
    day = _DAY.search(text)
    if day:
        found = _date(day.group(1), _MONTHS[day.group(2).lower()], day.group(3))
        return found, found
    plain = _NUMERIC.search(text)
    if plain:
        found = _date(plain.group(1), int(plain.group(2)), plain.group(3))
        return found, found
    return None, None


def _date(day: str, month: int, year: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
