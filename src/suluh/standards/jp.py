"""JP (jam pelajaran, one lesson hour of 45 minutes) as whole hundredths: no floats, no drift."""

from decimal import Decimal, InvalidOperation

from suluh.standards import words
from suluh.standards.sentences import gettext_noop as _

MINUTES_PER_JP = 45
HUNDREDTHS = 100
NO_NUMBER = _("Tulis jumlah JP dengan angka, misalnya 4 atau 2,5.")
TOO_FINE = _("JP ditulis paling banyak dengan dua angka di belakang koma.")


class JpError(ValueError):
    """The text is no amount of JP; its message says what to write."""


def from_minutes(minutes: int, *, per_jp: int = MINUTES_PER_JP) -> int:
    """Hundredths of JP in so many minutes, rounded down."""
    if minutes < 0 or per_jp <= 0:
        raise ValueError("minutes may not be negative, nor a JP last no time")
    return minutes * HUNDREDTHS // per_jp


def whole(hundredths: int) -> int:
    """The same amount rounded down to a whole JP, in hundredths."""
    return hundredths // HUNDREDTHS * HUNDREDTHS


def capped(hundredths: int, limit: int | None) -> int:
    """The amount cut to a limit; None is no limit, a negative rest counts as zero."""
    return hundredths if limit is None else max(0, min(hundredths, limit))


def times(hundredths: int, numerator: int, *, per: int = 100) -> int:
    """A share of an amount, rounded down: ``times(400, 120)`` adds the 20 % for abroad."""
    return hundredths * numerator // per


def figures(hundredths: int) -> str:
    """The amount as written in Indonesian, ``12``, ``2,5`` or ``0,25``."""
    sign = "-" if hundredths < 0 else ""
    units, rest = divmod(abs(hundredths), HUNDREDTHS)
    tail = f"{rest:02d}".rstrip("0")
    return f"{sign}{_thousands(units)},{tail}" if tail else f"{sign}{_thousands(units)}"


def in_words(hundredths: int) -> str:
    """The amount in words, ``dua belas koma lima jam pelajaran``."""
    sign = "minus " if hundredths < 0 else ""
    units, rest = divmod(abs(hundredths), HUNDREDTHS)
    tail = f"{rest:02d}".rstrip("0")
    spelt = f"{words.spell(units)} koma {words.spell_digits(tail)}" if tail else words.spell(units)
    return f"{sign}{spelt} jam pelajaran"


def read(text: str) -> int:
    """Hundredths from ``12``, ``2,5`` or ``2.25``; raises JpError on anything else."""
    try:
        amount = Decimal(text.strip().replace(",", ".")) * HUNDREDTHS
    except InvalidOperation:
        raise JpError(NO_NUMBER) from None
    if not amount.is_finite() or amount < 0:
        raise JpError(NO_NUMBER)
    if amount != amount.to_integral_value():
        raise JpError(TOO_FINE)
    return int(amount)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
