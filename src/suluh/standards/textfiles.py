"""Text files from office programs: which encoding and which delimiter they use."""

import codecs

from suluh.standards.sentences import gettext_noop as _

DELIMITERS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class TextError(ValueError):
    """The bytes are no text; the message says what to do."""

    UNREADABLE = _(
        "Berkas ini tidak dapat dibaca sebagai tabel teks. "
        "Unduh ulang laporan dalam bentuk CSV atau XLSX, lalu unggah lagi."
    )
    EMPTY = _("Berkas ini kosong. Periksa berkas yang Anda pilih.")


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; raises TextError for binary or empty files."""
    if not data.strip():
        raise TextError(TextError.EMPTY)
    name = _encoding(data)
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        raise TextError(TextError.UNREADABLE) from None
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise TextError(TextError.EMPTY)
    if _looks_binary(text):
        raise TextError(TextError.UNREADABLE)
    return text, name


def delimiter_of(text: str) -> str:
    """The delimiter that splits most lines, and splits them most alike."""
    if text.startswith("sep=") and len(text) > 4:
        return text[4]
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:60]
    return max(DELIMITERS, key=lambda sign: _regularity(lines, sign))


def _regularity(lines: list[str], sign: str) -> tuple[int, int]:
    """How many lines share the commonest number of delimiters, and that number."""
    counts = [_outside_quotes(line, sign) for line in lines]
    used = [count for count in counts if count]
    if not used:
        return 0, 0
    commonest = max(set(used), key=lambda count: (used.count(count), count))
    return used.count(commonest), commonest


def _outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


def _encoding(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    sample = data[:4_000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 > len(sample):
        return "utf-16-be" if even > odd else "utf-16-le"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _looks_binary(text: str) -> bool:
    sample = text[:4_000]
    controls = sum(char < " " and char not in "\t\r\n\x0c" for char in sample)
    return "\x00" in sample or controls * 50 > len(sample)
