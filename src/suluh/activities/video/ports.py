"""What the kind video asks of a packer: the settings choose one (`VIDEO_PACKER`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says about itself."""

    milliseconds: int
    height: int
    has_sound: bool


@dataclass(frozen=True, slots=True)
class Rendition:
    """One way to play a video: `p360`, or `suara` for the sound alone; `size` in octets."""

    name: str
    height: int
    size: int


class NotPacked(Exception):
    """The packer could not do it; its words are for the log."""


class Packer(Protocol):
    """Makes what plays on weak lines."""

    def is_there(self) -> bool:
        """Whether this machine can pack."""
        ...

    def look(self, path: Path) -> Facts | None:
        """What the file says about itself; None for what is no video."""
        ...

    def pack(
        self, source: Path, folder: Path, *, tell: Callable[[int], None]
    ) -> tuple[Rendition, ...]:
        """Write `semua.m3u8` and a folder for each rendition; raises NotPacked."""
        ...


def packer() -> Packer:
    """The packer of the settings."""
    found: Packer = import_string(settings.VIDEO_PACKER)
    return found
