"""A ZIP of many books: each EPUB or PDF in it becomes a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from suluh.library.rules.unpack import Unreadable
from suluh.library.rules.unpack.archive import Archive, Limits

MOST_FILES = 300
LIMITS = Limits(member=50 * 2**20, whole=600 * 2**20)
ENDINGS = (".pdf", ".epub")


def split(source: Path, folder: Path) -> list[dict[str, Any]]:
    """`name`, and `file` where it was taken out, else the `reason` why it was not."""
    archive = Archive(source, LIMITS)
    wanted = [name for name in archive.names() if not _is_clutter(name)]
    if len(wanted) > MOST_FILES:
        raise Unreadable("many")
    return [_taken(archive, name, folder, number) for number, name in enumerate(wanted)]


def _taken(archive: Archive, name: str, folder: Path, number: int) -> dict[str, Any]:
    shown = name.rpartition("/")[2]
    if not name.lower().endswith(ENDINGS):
        return {"name": shown, "reason": "kind"}
    try:
        data = archive.read(name)
    except Unreadable as fault:
        return {"name": shown, "reason": str(fault)}
    (folder / f"{number}.part").write_bytes(data)
    return {"name": shown, "file": f"{number}.part"}


def _is_clutter(name: str) -> bool:
    """What systems put into archives by themselves."""
    last = name.rpartition("/")[2]
    return not last or last.startswith(".") or "__MACOSX" in name or last == "Thumbs.db"
