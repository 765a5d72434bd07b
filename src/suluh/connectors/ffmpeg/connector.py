"""ffmpeg as the packer of videos (port ``activities.video.ports.Packer``)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from suluh.activities.video.ports import Facts, NotPacked, Rendition
from suluh.connectors.ffmpeg import client
from suluh.connectors.ffmpeg.mapping import SOUND, heights_for, playlist


class FfmpegPacker:
    """Packs with the ffmpeg of this machine."""

    def is_there(self) -> bool:
        """Whether there is one."""
        return client.program() is not None

    def look(self, path: Path) -> Facts | None:
        """Length, height, sound; None for what is no video."""
        return client.look(path)

    def pack(
        self, source: Path, folder: Path, *, tell: Callable[[int], None]
    ) -> tuple[Rendition, ...]:
        """All renditions and the playlist of all; raises NotPacked with ffmpeg's words."""
        facts = client.look(source)
        if facts is None:
            raise NotPacked("no video that ffmpeg knows")
        client.pack(source, folder, facts, tell=tell)
        names = [(f"p{height}", height) for height in heights_for(facts.height)]
        if facts.has_sound:
            names.append((SOUND, 0))
        made = tuple(Rendition(name, height, _size(folder / name)) for name, height in names)
        text = playlist(made, milliseconds=facts.milliseconds)
        (folder / "semua.m3u8").write_text(text, encoding="utf-8")
        return made


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


PACKER = FfmpegPacker()
