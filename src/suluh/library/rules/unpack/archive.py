"""ZIP archives of strangers: nothing is unpacked, members are read by name and with limits.

Refuses what harmless archives never are: names that lead out, many or overlapping members, contents
far larger than the archive.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from suluh.library.rules.unpack import Unreadable
from suluh.standards.archives import has_many_members, is_sound

MOST_MEMBERS = 5_000
MOST_RATIO = 200
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a member, and all together, may be once unpacked."""

    member: int = 20 * 2**20
    whole: int = 200 * 2**20


class Archive:
    """The members of one archive."""

    def __init__(self, source: Path, limits: Limits = Limits()) -> None:
        self._limits = limits
        if has_many_members(source, MOST_MEMBERS):
            raise Unreadable("large")
        try:
            self._file = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable("broken") from error
        self._members = _checked(self._file.infolist(), limits)

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def names(self) -> list[str]:
        """All members, in the archive's order."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """The whole member; raises Unreadable where it is none, locked, too large or broken."""
        member = self._members.get(name)
        if member is None:
            raise Unreadable("broken")
        if member.flag_bits & _ENCRYPTED:
            raise Unreadable("locked")
        try:
            with self._file.open(member) as opened:
                data = opened.read(self._limits.member + 1)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError,
                RuntimeError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]  # fmt: skip
            raise Unreadable("broken") from error
        if len(data) > self._limits.member:
            raise Unreadable("large")
        return data


def _checked(found: list[zipfile.ZipInfo], limits: Limits) -> dict[str, zipfile.ZipInfo]:
    packed, whole = sum(m.compress_size for m in found), sum(m.file_size for m in found)
    if whole > limits.whole or whole > MOST_RATIO * max(packed, 1_000):
        raise Unreadable("large")
    if not is_sound(found):
        raise Unreadable("broken")
    members = {member.filename: member for member in found}
    if len({name.casefold() for name in members}) != len(found):
        raise Unreadable("broken")  # the same name twice
    return members
