"""What a ZIP says of its size before anything in it is read: its end, 22 bytes and a comment."""

from __future__ import annotations

from pathlib import Path

_END = b"PK\x05\x06"
_LONGEST_END = 65_535 + 22
_OCTETS_EACH = 400  # of the directory: a header of 46, a name, and what systems add


def has_many_members(path: Path, most: int) -> bool:
    """Whether the directory holds more than so many members, by its count or by its size.

    A directory of a million members is a gigabyte once read, though the archive is small; a count
    may lie, so that the size has a limit too. False for what is no archive.
    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LONGEST_END))
        _before, found, end = file.read().rpartition(_END)
    if not found:
        return False
    count, size = int.from_bytes(end[6:8], "little"), int.from_bytes(end[8:12], "little")
    return count > most or size > most * _OCTETS_EACH
