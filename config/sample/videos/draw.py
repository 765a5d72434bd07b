"""Makes the sample's two videos from their texts: slides, silence, captions. Run where ffmpeg is.

    .venv/bin/python -m config.sample.videos.draw [path of ffmpeg]

The results stand beside the texts, small enough to be kept, so that nobody needs ffmpeg to try Suluh.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
FONTS = HERE.parents[2] / "src/suluh/connectors/typst/paper/fonts"
WIDTH, HEIGHT = 640, 360
NIGHT, PAPER, TORCH, SOFT = "#0c2f3b", "#ffffff", "#f2a61b", "#d5e4e7"


@dataclass
class Slide:
    """A heading, lines, and what is said over it for so many seconds."""

    heading: str
    lines: list[str] = field(default_factory=list)
    said: str = ""
    seconds: int = 0


def read(name: str) -> list[Slide]:
    """`# heading`, lines, and `~ seconds what is said`."""
    slides: list[Slide] = []
    for line in (HERE / f"{name}.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            slides.append(Slide(line[2:]))
        elif line.startswith("~ "):
            seconds, _space, said = line[2:].partition(" ")
            slides[-1].seconds, slides[-1].said = int(seconds), said
        elif line:
            slides[-1].lines.append(line)
    return slides


def draw(slide: Slide, *, number: int, total: int) -> Image.Image:
    """One slide: large words that a phone shows well."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), NIGHT)
    pen = ImageDraw.Draw(picture)
    heading = ImageFont.truetype(FONTS / "plus-jakarta-sans-600.ttf", 30)
    text = ImageFont.truetype(FONTS / "plus-jakarta-sans-400.ttf", 22)
    pen.rectangle((40, 58, 96, 63), fill=TORCH)
    at = 82
    for line in _wrapped(pen, slide.heading, heading):
        pen.text((40, at), line, font=heading, fill=PAPER)
        at += 42
    at += 18
    for each in slide.lines:
        for line in _wrapped(pen, each, text):
            pen.text((40, at), line, font=text, fill=SOFT)
            at += 34
    pen.rectangle((0, HEIGHT - 6, WIDTH * (number + 1) // total, HEIGHT), fill=TORCH)
    return picture


def _wrapped(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font=font) > WIDTH - 80:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def captions(slides: list[Slide]) -> str:
    """WebVTT: a cue for each slide."""
    parts, at = ["WEBVTT\n"], 0
    for slide in slides:
        parts.append(f"{_time(at)} --> {_time(at + slide.seconds)}\n{slide.said}\n")
        at += slide.seconds
    return "\n".join(parts)


def _time(seconds: int) -> str:
    return f"00:{seconds // 60:02}:{seconds % 60:02}.000"


def make(name: str, ffmpeg: str) -> None:
    """Write the video and its captions."""
    slides = read(name)
    with tempfile.TemporaryDirectory() as folder:
        script = []
        for number, slide in enumerate(slides):
            path = Path(folder) / f"{number}.png"
            draw(slide, number=number, total=len(slides)).save(path)
            script += [f"file '{path}'", f"duration {slide.seconds}"]
        script.append(script[-2])
        listing = Path(folder) / "slides.txt"
        listing.write_text("\n".join(script))
        length = sum(slide.seconds for slide in slides)
        subprocess.run(_command(ffmpeg, listing, length, HERE / f"{name}.mp4"), check=True)
    (HERE / f"{name}.vtt").write_text(captions(slides), encoding="utf-8")


def _command(ffmpeg: str, listing: Path, seconds: int, target: Path) -> list[str]:
    return [
        ffmpeg, "-y", "-v", "error", "-f", "concat", "-safe", "0", "-i", str(listing),
        "-f", "lavfi", "-i", "anullsrc=r=22050:cl=mono", "-t", str(seconds), "-r", "5",
        "-c:v", "libx264", "-profile:v", "main", "-pix_fmt", "yuv420p", "-crf", "30",
        "-tune", "stillimage", "-g", "25", "-c:a", "aac", "-b:a", "16k",
        "-movflags", "+faststart", "-bitexact", str(target),
    ]  # fmt: skip


if __name__ == "__main__":
    for each in sorted(path.stem for path in HERE.glob("*.md")):
        make(each, sys.argv[1] if len(sys.argv) > 1 else "ffmpeg")
