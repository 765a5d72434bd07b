"""Reading just enough of a video: of which sort it is, and of an MP4 how long it plays."""

from __future__ import annotations

from typing import IO

MP4 = "video/mp4"
_MOVIE, _HEADER = b"moov", b"mvhd"
_MOST_BOXES = 1_000


def is_mp4(head: bytes) -> bool:
    """By the first bytes, whatever the name says."""
    return head[4:8] == b"ftyp"


def media_of(head: bytes) -> str:
    """What sort of video the first bytes begin; '' for none that is taken here."""
    if is_mp4(head):
        return MP4
    return "video/webm" if head.startswith(b"\x1aE\xdf\xa3") else ""  # Matroska begins alike


def seconds_of(file: IO[bytes]) -> float | None:
    """The length by the movie's header; None where there is no sound one."""
    file.seek(0, 2)
    movie = _find(file, _MOVIE, (0, file.tell()))
    header = _find(file, _HEADER, movie) if movie else None
    if header is None:
        return None
    file.seek(header[0])
    body = file.read(32)
    wide = body[:1] == b"\x01"
    at, size = (20, 8) if wide else (12, 4)
    scale = int.from_bytes(body[at : at + 4], "big")
    units = int.from_bytes(body[at + 4 : at + 4 + size], "big")
    return units / scale if scale and len(body) >= at + 4 + size else None


def _find(file: IO[bytes], name: bytes, inside: tuple[int, int]) -> tuple[int, int] | None:
    """Where the content of the first box of that name begins and ends."""
    at, end = inside
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return None
        file.seek(at)
        head = file.read(16)
        size, body = int.from_bytes(head[:4], "big"), 8
        if size == 1:
            size, body = int.from_bytes(head[8:16], "big"), 16
        elif size == 0:
            size = end - at
        if size < body or at + size > end:
            return None
        if head[4:8] == name:
            return at + body, at + size
        at += size
    return None
