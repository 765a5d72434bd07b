"""Pure: ffmpeg's command, what it says about a file, its progress, and the playlist of all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from suluh.activities.video.ports import Facts, Rendition

SECONDS = 6  # of a part
RATES = {144: (95, 32), 240: (180, 32), 360: (400, 48), 480: (800, 64)}  # picture, sound: kbit/s
SOUND = "suara"
_LENGTH = re.compile(r"Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")
_SIZE = re.compile(r"Stream #\S+.*?: Video: .*?[ ,](\d{2,5})x(\d{2,5})[ ,\[]")
_DONE = re.compile(r"out_time_us=(\d+)")
SAFE_INPUT = (
    "-protocol_whitelist", "file",
    "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm",
)  # fmt: skip


def facts_of(said: str) -> Facts | None:
    """Length, height and sound by what `ffmpeg -i` prints; None for what is no video."""
    length, size = _LENGTH.search(said), _SIZE.search(said)
    if not length or not size:
        return None
    seconds = int(length[1]) * 3600 + int(length[2]) * 60 + float(length[3])
    return Facts(int(seconds * 1000), int(size[2]), ": Audio: " in said)


def heights_for(height: int) -> list[int]:
    """Never larger than the file, and always the smallest."""
    return [each for each in RATES if each <= max(height, min(RATES))]


def command(program: str, source: str, *, facts: Facts) -> list[str]:
    """One run that reads the file once and writes every rendition below the working folder."""
    heights = heights_for(facts.height)
    names = "".join(f"[v{height}]" for height in heights)
    scales = ";".join(f"[v{height}]scale=-2:{height}[o{height}]" for height in heights)
    picture = f"[0:v:0]fps=25,split={len(heights)}{names};{scales}"
    made = [
        program, "-nostdin", "-v", "error", "-progress", "pipe:1", "-y", *SAFE_INPUT,
        "-i", source, "-filter_complex", picture,
    ]  # fmt: skip
    for height in heights:
        made += _video(height, has_sound=facts.has_sound)
    if facts.has_sound:
        sound = RATES[min(RATES)][1]
        made += ["-map", "0:a:0", "-c:a", "aac", "-ac", "1", "-b:a", f"{sound}k", *_hls(SOUND)]
    return made


def _video(height: int, *, has_sound: bool) -> list[str]:
    picture, sound = RATES[height]
    made = [
        "-map", f"[o{height}]", "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "main",
        "-pix_fmt", "yuv420p", "-crf", "27", "-maxrate", f"{picture}k", "-bufsize", f"{picture * 2}k",
        "-force_key_frames", f"expr:gte(t,n_forced*{SECONDS})", "-sc_threshold", "0",
    ]  # fmt: skip
    if has_sound:
        made += ["-map", "0:a:0", "-c:a", "aac", "-ac", "1", "-b:a", f"{sound}k"]
    return made + _hls(f"p{height}")


def _hls(name: str) -> list[str]:
    return [
        "-f", "hls", "-hls_time", str(SECONDS), "-hls_playlist_type", "vod",
        "-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "awal.mp4",
        "-hls_segment_filename", f"{name}/%05d.m4s", f"{name}/daftar.m3u8",
    ]  # fmt: skip


def milliseconds_done(line: str) -> int | None:
    """How far ffmpeg is, where the line says so."""
    match = _DONE.match(line)
    return int(match[1]) // 1000 if match else None


def playlist(renditions: Sequence[Rendition], *, milliseconds: int) -> str:
    """The playlist of all heights; a player takes what the line carries."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for each in renditions:
        if each.name == SOUND:
            continue
        rate = max(sum(RATES[each.height]) * 1100, each.size * 8_000 // max(milliseconds, 1))
        width = each.height * 16 // 9
        lines += [
            f"#EXT-X-STREAM-INF:BANDWIDTH={rate},RESOLUTION={width}x{each.height}",
            f"{each.name}/daftar.m3u8",
        ]
    return "\n".join(lines) + "\n"
