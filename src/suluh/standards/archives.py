"""What a ZIP says of itself before anything in it is read: its size, its names, where its parts lie."""

from __future__ import annotations

from pathlib import Path
from typing import IO
from zipfile import ZipInfo

_END = b"PK\x05\x06"
_LONGEST_END = 65_535 + 22
_OCTETS_EACH = 400  # of the directory: a header of 46, a name, and what systems add
_HEADER = 30
_IS_UTF_8 = 0x800


def has_many_members(path: Path, most: int) -> bool:
    """`holds_many` of a file on the disk."""
    with path.open("rb") as file:
        return holds_many(file, most)


def holds_many(file: IO[bytes], most: int) -> bool:
    """Whether the directory holds more than so many members, by its count or by its size.

    A directory of a million members is a gigabyte once read, though the archive is small; a count
    may lie, so that the size has a limit too. False for what is no archive.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_END))
    _before, found, end = file.read().rpartition(_END)
    file.seek(0)
    if not found:
        return False
    count, size = int.from_bytes(end[6:8], "little"), int.from_bytes(end[8:12], "little")
    return count > most or size > most * _OCTETS_EACH


def is_sound(members: list[ZipInfo]) -> bool:
    """Whether no two members share octets and no name leads out, as in every harmless archive.

    Python 3.11.7 itself accepts overlapping members (CVE-2024-0450).
    """
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end or not _is_inside(member.filename):
            return False
        end = member.header_offset + _HEADER + member.compress_size
    return True


def _is_inside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return not (name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name)


def name_of(member: ZipInfo) -> str:
    """Its name: many systems write UTF-8 and do not say so, and Python reads that as CP437."""
    if member.flag_bits & _IS_UTF_8 or member.filename.isascii():
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename
