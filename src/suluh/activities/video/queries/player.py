"""What the player's page needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from suluh.activities.video.models import Captions, Clip
from suluh.activities.video.queries.clips import captions_of, clip_of
from suluh.activities.video.queries.stops import marks_of
from suluh.activities.video.queries.watching import seen_of
from suluh.activities.video.rules import addresses, captions, tickets
from suluh.activities.video.rules import setup as setups
from suluh.activities.video.rules.spans import gaps
from suluh.activities.video.types import Seen, Setup, Source
from suluh.content.rules.richtext import to_html
from suluh.content.types import Lesson, Play

MOST_GAPS = 8
SOUND = "suara"


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch not watched yet; `at` in seconds, both ends in words."""

    at: int
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way to play: the playlist, its name, how much it takes at most, and how sharp it is."""

    playlist: str
    label: str
    size: int
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the transcript."""

    at: int
    time: str
    text: str


def play(lesson: Lesson, *, now: datetime) -> Play:
    """The video with its watched parts; two queries."""
    setup = setups.of(lesson.settings)
    clip = clip_of(setup.clip) if setup.source is Source.CLIP else None
    seen = seen_of(lesson, setup)
    ticket = tickets.issue(
        person_id=lesson.person_id, activity_id=lesson.activity_id, now=now
    )  # fmt: skip
    texts = captions_of(clip) if clip else []
    context = {
        "setup": setup,
        "length": setups.length_in_words(setup.seconds),
        "intro": to_html(setup.intro),
        "clip": clip,
        "address": _address(clip, lesson, now=now) if clip else "",
        "ways": ways_of(clip) if clip else [],
        "captions": texts,
        "transcript": _transcript(texts[0]) if texts else [],
        "ticket": ticket,
        "seen": seen,
        "spans": ",".join(f"{start}-{end}" for start, end in seen.spans),
        "gaps": _gaps(seen, setup) if seen.spans and not lesson.is_done else [],
        "stops": marks_of(lesson, setup),
        "at": lesson.position.get("at", 0),
        "place": lesson.url.replace("/belajar/", "/video/", 1) if lesson.offering else "",
    }
    return Play("video/player.html", context, script="video/watch.js", style="video/player.css")


def ways_of(clip: Clip) -> list[Way]:
    """The ways to play a packed video, what each takes of one's data said beforehand."""
    sizes = {each["name"]: each["size"] for each in clip.packed}
    heights = sorted(each["height"] for each in clip.packed if each["height"])
    if not heights:
        return []
    best, least = heights[-1], heights[0]
    ways = [
        Way("semua.m3u8", _("Otomatis"), sizes[f"p{best}"], _("hingga %(n)dp") % {"n": best}),
        Way(f"p{least}/daftar.m3u8", _("Hemat kuota"), sizes[f"p{least}"], f"{least}p"),
    ]
    if SOUND in sizes:
        ways.append(Way(f"{SOUND}/daftar.m3u8", _("Suara saja"), sizes[SOUND], ""))
    return ways


def _transcript(texts: Captions) -> list[Line]:
    words = setups.length_in_words
    return [
        Line(cue.start // 1000, words(cue.start // 1000), cue.text)
        for cue in captions.read(texts.text)
    ]


def _address(clip: Clip, lesson: Lesson, *, now: datetime) -> str:
    signed = addresses.sign(
        clip.uuid, tenant_id=clip.tenant_id, person_id=lesson.person_id, now=now
    )
    return f"/video/{signed}/"


def _gaps(seen: Seen, setup: Setup) -> list[Gap]:
    found = gaps(seen.spans, setup.length)[:MOST_GAPS]
    words = setups.length_in_words
    return [Gap(start // 1000, words(start // 1000), words(end // 1000)) for start, end in found]
