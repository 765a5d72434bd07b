"""Column names of participant reports, in English and Indonesian, and what they mean."""

import re
from collections.abc import Sequence

NAME = "name"
FIRST = "first"
LAST = "last"
EMAIL = "email"
JOIN = "join"
LEAVE = "leave"
DURATION = "duration"
ACTION = "action"
TIMESTAMP = "timestamp"
WAITING = "waiting"
ATTENDED = "attended"
UNIT = "unit"
NIP = "nip"

_SYNONYMS: dict[str, tuple[str, ...]] = {
    NAME: (
        "name", "full name", "user name", "display name", "participant name", "participant",
        "attendee name", "channel", "channel name", "viewer", "nama", "nama lengkap",
        "nama peserta",
        "nama pengguna", "nama tampilan", "nama kanal", "nama channel", "peserta", "penonton",
    ),
    FIRST: ("first name", "nama depan"),
    LAST: ("last name", "surname", "nama belakang"),
    EMAIL: (
        "user email", "email", "e-mail", "email address", "attendee email", "surel",
        "email pengguna",
        "alamat email", "alamat surel", "participant id upn", "upn",
    ),
    JOIN: (
        "join time", "joined", "time joined", "joined at", "first join", "first join time",
        "meeting start time", "waktu bergabung", "waktu masuk", "jam masuk", "bergabung",
        "gabung pertama", "pertama bergabung", "mulai menonton",
    ),
    LEAVE: (
        "leave time", "left", "time exited", "left at", "last leave", "last leave time",
        "exit time",
        "meeting end time", "waktu keluar", "waktu meninggalkan", "jam keluar", "keluar",
        "terakhir keluar", "waktu berakhir", "selesai menonton",
    ),
    DURATION: (
        "duration", "total duration", "in-meeting duration", "time in session", "meeting duration",
        "watch time", "time in call", "attendance duration", "durasi", "total durasi",
        "durasi total",
        "durasi dalam rapat", "waktu dalam sesi", "waktu tonton", "durasi tonton", "lama hadir",
    ),
    ACTION: ("user action", "action", "tindakan pengguna", "tindakan"),
    TIMESTAMP: ("timestamp", "stempel waktu", "cap waktu"),
    WAITING: ("in waiting room", "di ruang tunggu", "dalam ruang tunggu"),
    ATTENDED: ("attended", "hadir", "menghadiri"),
    UNIT: (
        "unit", "unit kerja", "instansi", "opd", "organization", "organisasi", "asal instansi",
        "department", "departemen",
    ),
    NIP: ("nip", "nip nik", "employee id", "nomor induk pegawai"),
}  # fmt: skip
_MEANING = {name: meaning for meaning, names in _SYNONYMS.items() for name in names}
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SIGNS = re.compile(r"[^\w\- ]+")

TOPICS = frozenset(("topic", "topik", "meeting title", "judul rapat", "meeting name", "nama rapat"))


def plain(cell: str) -> str:
    """A heading without brackets, signs and capitals."""
    bare = _BRACKETS.sub(" ", cell.replace("\ufeff", "").replace("_", " "))
    return " ".join(_SIGNS.sub(" ", bare).casefold().split())


def columns_of(row: Sequence[str]) -> dict[str, int] | None:
    """Which column holds what, or None when the row is no heading of a participant table."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        meaning = _MEANING.get(plain(cell))
        if meaning is not None:
            found.setdefault(meaning, place)
    named = NAME in found or FIRST in found
    timed = not found.keys().isdisjoint((JOIN, DURATION, TIMESTAMP, EMAIL))
    return found if named and timed else None


def is_seconds(heading: str) -> bool:
    """Whether a duration column counts seconds."""
    return bool(re.search(r"\b(seconds?|detik|secs?)\b", heading, re.IGNORECASE))
