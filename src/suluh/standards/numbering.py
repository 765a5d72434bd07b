"""Patterns of certificate numbers, ``{klasifikasi}/{urut:4}/{unit}/{bulan_romawi}/{tahun}``."""

import re
from dataclasses import dataclass
from datetime import date

from suluh.standards import words
from suluh.standards.sentences import gettext_noop as _

TOKENS = ("klasifikasi", "urut", "unit", "bulan", "bulan_romawi", "tahun", "kode")
MAX_PATTERN = 120
MAX_WIDTH = 9
_PIECE = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")
_LITERAL = re.compile(r"^[A-Za-z0-9 ./\-_()]+$")

EMPTY = _("Pola nomor masih kosong. Contoh: {klasifikasi}/{urut:4}/{unit}/{bulan_romawi}/{tahun}.")
TOO_LONG = _("Pola nomor terlalu panjang. Paling banyak 120 huruf.")
BRACE = _("Kurung kurawal pada pola nomor tidak berpasangan.")
UNKNOWN = _(
    "Ada isian yang tidak dikenal pada pola nomor. Pilih dari: {klasifikasi}, {urut}, {unit}, "
    "{bulan}, {bulan_romawi}, {tahun}, {kode}."
)
WIDTH = _(
    "Lebar nomor urut harus antara 1 dan 9, misalnya {urut:4}, dan hanya berlaku untuk {urut}."
)
LITERAL = _("Pola nomor hanya boleh berisi huruf, angka, spasi, dan tanda . / - _ ( ).")
ONE_SEQUENCE = _("Pola nomor harus memuat {urut} tepat satu kali.")
NEEDS_YEAR = _(
    "Pola nomor harus memuat {tahun}, agar nomor tahun depan tidak sama dengan tahun ini."
)
BESIDE_DIGIT = _(
    "Beri pemisah di antara {urut} dan angka di sebelahnya, agar nomor tidak bermakna ganda."
)
MISSING = _(
    "Ada isian pada pola nomor yang nilainya belum diatur. Lengkapi klasifikasi, unit, atau kode."
)


class PatternError(ValueError):
    """The pattern cannot be used; its message says what to mend."""


@dataclass(frozen=True, slots=True)
class Token:
    """One place to be filled; width is the least number of digits of the running number."""

    name: str
    width: int = 1


@dataclass(frozen=True, slots=True)
class Pattern:
    """A checked pattern: literal text and tokens in order."""

    source: str
    pieces: tuple[str | Token, ...]


@dataclass(frozen=True, slots=True)
class NumberParts:
    """The values that fill a pattern."""

    sequence: int
    issued_on: date
    classification: str = ""
    unit: str = ""
    code: str = ""


def parse(source: str) -> Pattern:
    """Check a pattern; raises PatternError with a plain sentence."""
    text = source.strip()
    if not text:
        raise PatternError(EMPTY)
    if len(text) > MAX_PATTERN:
        raise PatternError(TOO_LONG)
    pieces = tuple(_piece(match) for match in _PIECE.finditer(text))
    names = [piece.name for piece in pieces if isinstance(piece, Token)]
    if names.count("urut") != 1:
        raise PatternError(ONE_SEQUENCE)
    if "tahun" not in names:
        raise PatternError(NEEDS_YEAR)
    _refuse_ambiguous(pieces)
    return Pattern(text, pieces)


def render(pattern: Pattern, parts: NumberParts) -> str:
    """The number itself; raises PatternError when a value the pattern needs is empty."""
    if parts.sequence < 1:
        raise ValueError("running numbers start at 1")
    values = _values(parts)
    filled = [
        piece if isinstance(piece, str) else _filled(piece, values) for piece in pattern.pieces
    ]
    return "".join(filled)


def _piece(match: re.Match[str]) -> str | Token:
    token, literal, stray = match.groups()
    if stray is not None:
        raise PatternError(BRACE)
    if literal is not None:
        if not _LITERAL.match(literal):
            raise PatternError(LITERAL)
        return str(literal)
    name, colon, width = token.partition(":")
    if name not in TOKENS:
        raise PatternError(UNKNOWN)
    if not colon:
        return Token(name)
    if name != "urut" or not width.isdecimal() or not 1 <= int(width) <= MAX_WIDTH:
        raise PatternError(WIDTH)
    return Token(name, int(width))


def _refuse_ambiguous(pieces: tuple[str | Token, ...]) -> None:
    """A running number directly beside other digits could give one number twice."""
    place = next(
        i for i, piece in enumerate(pieces) if isinstance(piece, Token) and piece.name == "urut"
    )
    before, after = pieces[:place][-1:], pieces[place + 1 :][:1]
    if any(isinstance(piece, Token) for piece in before + after):
        raise PatternError(BESIDE_DIGIT)
    if any(str(piece)[-1].isdecimal() for piece in before) or any(
        str(piece)[0].isdecimal() for piece in after
    ):
        raise PatternError(BESIDE_DIGIT)


def _values(parts: NumberParts) -> dict[str, str]:
    return {
        "klasifikasi": parts.classification.strip(),
        "urut": str(parts.sequence),
        "unit": parts.unit.strip(),
        "bulan": f"{parts.issued_on.month:02d}",
        "bulan_romawi": words.roman(parts.issued_on.month),
        "tahun": str(parts.issued_on.year),
        "kode": parts.code.strip(),
    }


def _filled(token: Token, values: dict[str, str]) -> str:
    if not values[token.name]:
        raise PatternError(MISSING)
    return values[token.name].zfill(token.width) if token.name == "urut" else values[token.name]
