"""Packing with a real ffmpeg, and what it must refuse to open."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.sample import clips
from suluh.activities.video.ports import Facts, NotPacked, Rendition
from suluh.connectors.ffmpeg import mapping
from suluh.connectors.ffmpeg.connector import PACKER

VIDEO = clips.FILES / "data-pribadi.mp4"
needs_ffmpeg = pytest.mark.skipif(not PACKER.is_there(), reason="no ffmpeg here")


@needs_ffmpeg
def test_a_video_becomes_parts_at_each_height_and_sound_alone(tmp_path: Path) -> None:
    told: list[int] = []
    made = PACKER.pack(VIDEO, tmp_path, tell=told.append)

    assert [each.name for each in made] == ["p144", "p240", "p360", "suara"]
    assert made[0].size < made[2].size
    assert all((tmp_path / each.name / "daftar.m3u8").exists() for each in made)
    first = (tmp_path / "p144/daftar.m3u8").read_text()
    assert 'URI="awal.mp4"' in first
    assert first.count(".m4s") == len(list((tmp_path / "p144").glob("*.m4s"))) > 5
    assert (tmp_path / "semua.m3u8").read_text().count("#EXT-X-STREAM-INF") == 3
    assert told == sorted(told)


@needs_ffmpeg
@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        "ffconcat version 1.0\nfile '/etc/passwd'\n",
        "x",
    ],
)
def test_a_list_in_disguise_opens_nothing(tmp_path: Path, text: str) -> None:
    source = tmp_path / "rekaman.mp4"
    source.write_text(text)

    assert PACKER.look(source) is None
    with pytest.raises(NotPacked):
        PACKER.pack(source, tmp_path / "hasil", tell=lambda _done: None)


@needs_ffmpeg
def test_half_a_file_is_refused_with_words(tmp_path: Path) -> None:
    source = tmp_path / "putus.mp4"
    source.write_bytes(VIDEO.read_bytes()[:4_000])

    with pytest.raises(NotPacked):
        PACKER.pack(source, tmp_path / "hasil", tell=lambda _done: None)


def test_what_ffmpeg_says_is_read() -> None:
    said = """Duration: 00:01:02.50, start: 0.0, bitrate: 18 kb/s
  Stream #0:0[0x1](und): Video: h264 (Main) (avc1 / 0x31637661), yuv420p(progressive), 640x360, 5 fps
  Stream #0:1[0x2](und): Audio: aac (LC)"""

    assert mapping.facts_of(said) == Facts(62_500, 360, True)
    assert mapping.facts_of("rekaman.mp4: Invalid data found") is None
    assert mapping.milliseconds_done("out_time_us=6200000\n") == 6200
    assert mapping.milliseconds_done("out_time_us=N/A\n") is None


@pytest.mark.parametrize(
    ("height", "heights"), [(1080, [144, 240, 360, 480]), (300, [144, 240]), (90, [144])]
)
def test_nothing_is_made_larger_than_it_was(height: int, heights: list[int]) -> None:
    assert mapping.heights_for(height) == heights


def test_the_playlist_says_what_each_needs() -> None:
    text = mapping.playlist(
        [Rendition("p144", 144, 100_000), Rendition("suara", 0, 9)], milliseconds=10_000
    )

    assert "BANDWIDTH=139700,RESOLUTION=256x144\np144/daftar.m3u8" in text
    assert "suara" not in text
