"""One value of a spreadsheet as text, and what is wrong with a spreadsheet that cannot be read."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from suluh.standards.sentences import gettext_noop as _

BROKEN = _(
    "Berkas Excel rusak atau bukan berkas Excel. Simpan ulang sebagai .xlsx, lalu coba lagi."
)
LOCKED = _("Berkas Excel dikunci dengan kata sandi. Hapus kata sandinya, lalu unggah lagi.")


class SpreadsheetError(ValueError):
    """The file cannot be read; its message says what to do."""


def cell_text(value: object) -> str:
    """One spreadsheet value as text; numbers keep the digits that the cell still has."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 10**15
        return str(int(value)) if whole else repr(value).upper()
    if isinstance(value, datetime | date | time):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value).strip()
