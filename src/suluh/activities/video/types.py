"""Words of the kind video: its settings, what a player claims, how a claim is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

GAP = 2_000  # milliseconds: a hole that a jump between two key frames leaves
Span = tuple[int, int]  # milliseconds of the video, from and to
Spans = tuple[Span, ...]


class Source(StrEnum):
    """Where a video comes from."""

    CLIP = "clip"
    YOUTUBE = "youtube"


@dataclass(frozen=True, slots=True)
class Stop:
    """A question of the bank at a second of the video."""

    at: int
    question: UUID


@dataclass(frozen=True, slots=True)
class Setup:
    """The settings of a video activity. `seconds` is the length, known before it is published.

    `stops` in the order of the video; `must_answer`: none of them may be passed over.
    """

    source: Source = Source.CLIP
    clip: UUID | None = None
    youtube: str = ""
    seconds: int = 0
    share: int = 90
    no_skip: bool = False
    intro: str = ""
    stops: tuple[Stop, ...] = ()
    must_answer: bool = False

    @property
    def length(self) -> int:
        """In milliseconds, as spans are."""
        return self.seconds * 1000

    @property
    def is_chosen(self) -> bool:
        """Whether there is something to watch."""
        return bool(self.clip if self.source is Source.CLIP else self.youtube)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a player says it has played since its page was opened, and where it stands now.

    A claim is whole each time: repeating it, losing one or mixing their order changes nothing.
    It holds no time of the clock; the server has its own, and signed it into the tickets.
    """

    play: UUID
    ticket: str
    spans: Spans
    position: int | None = None
    until: str = ""  # the ticket of the page that tells it, where that is a later one


class Standing(StrEnum):
    """How a claim was taken."""

    KEPT = "tercatat"
    MOVED = "pindah"  # the person goes on in another window; what lies after that is not counted
    REFUSED = "tolak"  # no clock allows it: nothing of this player counts
    STALE = "basi"  # no valid ticket


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of the clock in which one player may have played; no two of a person overlap.

    `opened` is when its page was shown, `start` and `end` leave out what belongs to other players.
    """

    opened: datetime
    start: datetime
    end: datetime | None = None

    def milliseconds(self, now: datetime) -> int:
        """How long it is by now."""
        until = min(self.end, now) if self.end else now
        return max(0, int((until - self.start).total_seconds() * 1000))


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person has watched of one video by now, and for how long by the clock."""

    spans: Spans = ()
    clock: int = 0  # milliseconds in which any of the person's players of this video was open
    length: int = 0

    @property
    def milliseconds(self) -> int:
        """Distinct milliseconds."""
        return sum(end - start for start, end in self.spans)

    @property
    def percent(self) -> int:
        """Of the whole video, rounded down: 100 only where all was watched."""
        return min(100, self.milliseconds * 100 // self.length) if self.length else 0

    @property
    def seconds(self) -> int:
        """Seconds of learning: distinct ones, and never more than the clock had."""
        return min(self.milliseconds, self.clock) // 1000


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that are said between two moments, in milliseconds."""

    start: int
    end: int
    text: str
