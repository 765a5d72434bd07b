"""Settings of a video activity: read from data, written to data, what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suluh.activities.video.types import Seen, Setup, Source, Stop
from suluh.content.types import Flaw, Outcome

LEAST_SHARE, MOST_SHARE = 50, 100
LONGEST = 6 * 3600
COMFORTABLE = 15 * 60
MOST_STOPS = 12
_YOUTUBE = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
_LENGTH = re.compile(r"(?:(\d{1,2})[.:])?(\d{1,3})[.:](\d{2})", re.ASCII)
_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}


def read(data: dict[str, Any]) -> Setup:
    """Settings from a file or a row; what does not fit raises ValueError."""
    share, seconds = data.get("share", 90), data.get("seconds", 0)
    if not (_is_whole(share) and LEAST_SHARE <= share <= MOST_SHARE):
        raise ValueError("the share lies between 50 and 100")
    if not (_is_whole(seconds) and 0 <= seconds <= LONGEST):
        raise ValueError("the length is a number of seconds")
    youtube, clip, intro = data.get("youtube", ""), data.get("clip"), data.get("intro", "")
    if youtube and not (isinstance(youtube, str) and _YOUTUBE.fullmatch(youtube)):
        raise ValueError("no name of a YouTube video")
    if not isinstance(intro, str) or len(intro) > 2_000:
        raise ValueError("the introduction is a text")
    return Setup(
        source=Source(data["source"]), clip=UUID(str(clip)) if clip else None, youtube=youtube,
        seconds=seconds, share=share, no_skip=data.get("no_skip") is True, intro=intro,
        stops=_stops(data.get("stops", [])), must_answer=data.get("must_answer") is True,
    )  # fmt: skip


def of(settings: dict[str, Any]) -> Setup:
    """Settings as they are kept; what is unreadable counts as not chosen yet."""
    try:
        return read(settings)
    except (ValueError, KeyError, TypeError):
        return Setup()


def to_data(setup: Setup) -> dict[str, Any]:
    """Plain JSON."""
    return {
        "source": setup.source.value, "clip": str(setup.clip) if setup.clip else "",
        "youtube": setup.youtube, "seconds": setup.seconds, "share": setup.share,
        "no_skip": setup.no_skip, "intro": setup.intro, "must_answer": setup.must_answer,
        "stops": [[stop.at, str(stop.question)] for stop in setup.stops],
    }  # fmt: skip


def portable(setup: Setup) -> dict[str, Any]:
    """Settings for another agency: files of the library and questions of the bank stay behind."""
    kept = to_data(setup) | {"stops": []}
    return kept if setup.source is Source.YOUTUBE else kept | {"clip": "", "seconds": 0}


def flaws(setup: Setup) -> Iterator[Flaw]:
    """Nothing to watch or no length stops publishing; the rest are hints."""
    if not setup.is_chosen:
        yield Flaw(_("Belum ada video. Pilih dari perpustakaan video, atau tempel tautan YouTube."))
    elif not setup.seconds:
        yield Flaw(_("Lama video belum diketahui. Untuk YouTube, isi lamanya seperti 12:34."))
    if setup.seconds and any(stop.at >= setup.seconds for stop in setup.stops):
        yield Flaw(_("Ada pertanyaan setelah video berakhir. Perbaiki waktunya."))
    if setup.seconds > COMFORTABLE:
        yield Flaw(
            _("Video ini panjang. Bagi menjadi beberapa video di bawah 15 menit agar hemat kuota."),
            stops=False,
        )
    if setup.source is Source.YOUTUBE and setup.youtube:
        yield Flaw(
            _(
                "YouTube tidak terbuka di semua kantor, dan teks videonya tidak dapat dicari di sini."
            ),
            stops=False,
        )


def minutes(setup: Setup) -> int:
    """The length, rounded up, and a minute to think."""
    return max(1, -(-setup.seconds // 60) + 1)


def outcome(setup: Setup, seen: Seen, answered: int = 0) -> Outcome:
    """Watched: the share of distinct seconds that the author asks for, and what must be answered."""
    if setup.must_answer and answered < len(setup.stops):
        left = len(setup.stops) - answered
        words = ngettext(
            "%(n)d pertanyaan di video belum dijawab.", "%(n)d pertanyaan di video belum dijawab.",
            left,
        )  # fmt: skip
        return Outcome(False, sentence=words % {"n": left})
    if seen.milliseconds * 100 >= setup.length * setup.share > 0:
        return Outcome(True, sentence=_("Video ini sudah Anda tonton."))
    sentence = _("Baru %(seen)d %% yang tertonton; perlu %(share)d %%. Tonton bagian yang tersisa.")
    return Outcome(False, sentence=sentence % {"seen": seen.percent, "share": setup.share})


def youtube_of(text: str) -> str:
    """The name of a video in an address, or the name itself; '' where there is none."""
    text = text.strip()
    if _YOUTUBE.fullmatch(text):
        return text
    parts = urlsplit(text if "//" in text else f"https://{text}")
    if parts.hostname == "youtu.be":
        found = parts.path.strip("/")
    elif parts.hostname in _HOSTS:
        pieces = parts.path.strip("/").split("/")
        asked = parse_qs(parts.query).get("v", [""])[0]
        found = pieces[1] if pieces[0] in {"embed", "shorts", "live"} and pieces[1:] else asked
    else:
        return ""
    return found if _YOUTUBE.fullmatch(found) else ""


def seconds_of(text: str) -> int | None:
    """12:34 or 1:02:03 in seconds; None where it is no length."""
    match = _LENGTH.fullmatch(text.strip())
    if not match or int(match[3]) > 59:
        return None
    return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])


def length_in_words(seconds: int) -> str:
    """12:34, or 1:02:03."""
    hours, rest = divmod(seconds, 3600)
    minutes_, left = divmod(rest, 60)
    return f"{hours}:{minutes_:02}:{left:02}" if hours else f"{minutes_}:{left:02}"


def _stops(data: Any) -> tuple[Stop, ...]:
    """Seconds and questions, in the order of the video; no two in the same second."""
    if not isinstance(data, list) or len(data) > MOST_STOPS:
        raise ValueError("stops are pairs of a second and a question")
    found: dict[int, Stop] = {}
    for pair in data:
        at, question = pair
        if not (_is_whole(at) and 0 <= at <= LONGEST):
            raise ValueError("a stop is at a second of the video")
        found[at] = Stop(at, UUID(str(question)))
    return tuple(found[at] for at in sorted(found))


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
