"""Captions: WebVTT or SubRip read with care, plain words and times only, written as WebVTT again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

from suluh.activities.video.types import Cue

LONGEST_FILE = 500_000
MOST_CUES = 5_000
LONGEST_CUE = 500
_TIME = r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_LINE = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?", re.ASCII)
_TAG = re.compile(r"<[^>]*>|\{\\[^}]*\}")


def read(text: str) -> tuple[Cue, ...]:
    """Cues in order; raises ValueError where there are none, or one makes no sense."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    cues = [cue for block in re.split(r"\n\s*\n", plain) if (cue := _cue(block))]
    if not cues or len(cues) > MOST_CUES:
        raise ValueError("no cues, or too many")
    return tuple(sorted(cues, key=lambda cue: cue.start))


def _cue(block: str) -> Cue | None:
    lines = block.strip("\n").split("\n")
    found = next(((n, m) for n, line in enumerate(lines) if (m := _LINE.fullmatch(line))), None)
    if found is None:
        return None
    number, match = found
    start, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:])
    words = _TAG.sub("", unescape(" ".join(line.strip() for line in lines[number + 1 :])))
    said = " ".join("".join(sign for sign in words if sign >= " ").split())[:LONGEST_CUE]
    if end <= start:
        raise ValueError("a cue ends before it begins")
    return Cue(start, end, said) if said else None


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, rest = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole * 1000 + int((rest or "0").ljust(3, "0"))


def write(cues: Iterable[Cue]) -> str:
    """WebVTT; signs that would be markup are written as text."""
    blocks = ["WEBVTT\n"]
    for cue in cues:
        said = cue.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        blocks.append(f"{_written(cue.start)} --> {_written(cue.end)}\n{said}\n")
    return "\n".join(blocks)


def _written(at: int) -> str:
    minutes, rest = divmod(at, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
