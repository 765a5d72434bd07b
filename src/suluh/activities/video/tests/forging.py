"""Ways to forge a stream of claims, and an honest player on a line that drops, delays and repeats.

Each forger wants the whole of a ten-minute video within a few minutes of the clock. `wall` is how
long the forger's clock ran, from the first page to the last claim.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from suluh.activities.video.tests.make import Seat
from suluh.delivery.tests.make import NOW

LENGTH = 600
Pieces = list[tuple[int, int]]


@dataclass
class Clock:
    """The forger's desk: a seat, and the seconds that have gone by."""

    seat: Seat
    dice: random.Random
    wall: float = 0.0
    keys: list[UUID] = field(default_factory=list)

    def tell(self, spans: Pieces, *, play: UUID, opened: float = 0.0, **more: object) -> None:
        """A claim now."""
        self.seat.tell(
            spans, at=NOW + timedelta(seconds=self.wall), play=play,
            opened=NOW + timedelta(seconds=opened), **more,  # type: ignore[arg-type]
        )  # fmt: skip

    def ticket(self, at: float) -> str:
        """A page's ticket of that second."""
        return self.seat.ticket(NOW + timedelta(seconds=at))


def at_once(desk: Clock) -> None:
    """All of it, seconds after the page was opened; and again when that is refused."""
    for _ in range(3):
        desk.wall += desk.dice.uniform(1, 60)
        desk.tell([(0, LENGTH)], play=uuid4(), opened=desk.wall - 1)


def sixteen_times(desk: Clock) -> None:
    """A regular beat of a player that runs sixteen times as fast."""
    play = uuid4()
    while desk.wall < 60:
        desk.wall += 15
        desk.tell([(0, min(LENGTH, int(desk.wall * 16)))], play=play)


def nearly_twice(desk: Clock) -> None:
    """Just below what is impossible, all the time."""
    play = uuid4()
    while desk.wall < 315:
        desk.wall += 15
        desk.tell([(0, min(LENGTH, int(desk.wall * 1.9)))], play=play)


def side_by_side(desk: Clock) -> None:
    """Up to a dozen tabs, each plays another part."""
    tabs = desk.dice.randint(3, 12)
    keys, part = [uuid4() for _ in range(tabs)], LENGTH // tabs
    while desk.wall < part:
        desk.wall += 15
        for tab, key in enumerate(keys):
            start = tab * part
            desk.tell([(start, min(start + int(desk.wall), start + part))], play=key)


def two_devices(desk: Clock) -> None:
    """Two devices take turns, each with the page it opened first."""
    keys = [uuid4(), uuid4()]
    while desk.wall < 300:
        desk.wall += 10
        half = int(desk.wall)
        desk.tell([(0, half)], play=keys[0])
        desk.tell([(300, 300 + half)], play=keys[1])


def crumbs(desk: Clock) -> None:
    """Dozens of players of a moment each, for what rounding might give."""
    for second in range(0, LENGTH, 12):
        desk.wall += 0.05
        desk.tell([(second, second + 12)], play=uuid4(), opened=desk.wall)


def crumbs_of_one_page(desk: Clock) -> None:
    """The same with the ticket of one page."""
    desk.wall = 60
    for second in range(0, LENGTH, 20):
        desk.wall += 0.05
        desk.tell([(second, second + 20)], play=uuid4())


def seek(desk: Clock) -> None:
    """Jumps to the end, and touches every tenth second on the way."""
    play = uuid4()
    desk.wall = 120
    spans = [(second, second + 1) for second in range(0, LENGTH, 10)]
    desk.tell([*spans, (LENGTH - 10, LENGTH)], play=play, position=LENGTH * 1000)


def missing_middle(desk: Clock) -> None:
    """In honest time, but without the middle."""
    play = uuid4()
    desk.wall = 600
    hole = desk.dice.randint(80, 300)
    desk.tell([(0, 300 - hole // 2), (300 + hole // 2, LENGTH)], play=play)


def replay(desk: Clock) -> None:
    """One honest beat, again and again."""
    play, start = uuid4(), desk.dice.randrange(500)
    desk.wall = 20
    for _ in range(25):
        desk.wall += 1
        desk.tell([(start, start + 15)], play=play)


def ramp(desk: Clock) -> None:
    """Honest for a while, then all the rest."""
    play = uuid4()
    until = desk.dice.randint(20, 200)
    while desk.wall < until:
        desk.wall += 15
        desk.tell([(0, int(desk.wall))], play=play)
    desk.wall += 2
    desk.tell([(0, LENGTH)], play=play)
    desk.tell([(0, LENGTH)], play=play, position=LENGTH * 1000)


def of_tomorrow(desk: Clock) -> None:
    """A ticket of the future, and one that was dated back by hand."""
    desk.wall = 30
    good = desk.ticket(0)
    for ticket in (desk.ticket(86_400), good[:-3] + "AAA", "A" + good, good.replace(":", ".")):
        desk.tell([(0, LENGTH)], play=uuid4(), ticket=ticket)


def beyond_the_end(desk: Clock) -> None:
    """Seconds that do not exist, to fill the share."""
    play = uuid4()
    desk.wall = 500
    desk.tell([(0, 100), (LENGTH, LENGTH + 600)], play=play, position=99_999_000)


def shrinking(desk: Clock) -> None:
    """Pages that say they ended early, so that the next begins early."""
    for number in range(40):
        desk.wall += 1.5
        start = number * 15
        desk.tell(
            [(start, start + 15)], play=uuid4(), opened=max(0.0, desk.wall - 20),
            until=desk.ticket(max(0.0, desk.wall - 19)),
        )  # fmt: skip


def backwards(desk: Clock) -> None:
    """Pages opened early are heard of last, newest first."""
    desk.wall = 200
    for number in range(20):
        desk.wall += 0.5
        start = number * 30
        desk.tell([(start, start + 30)], play=uuid4(), opened=200 - number * 5)


def splinters(desk: Clock) -> None:
    """As many spans as are read, all at once, again and again."""
    play = uuid4()
    for number in range(5):
        desk.wall += 10
        at = range(number % 2, LENGTH, 2)
        desk.tell([(second, second + 1) for second in at], play=play)


FORGERS: tuple[Callable[[Clock], None], ...] = (
    at_once, sixteen_times, nearly_twice, side_by_side, two_devices, crumbs, crumbs_of_one_page,
    seek, missing_middle, replay, ramp, of_tomorrow, beyond_the_end, shrinking, backwards,
    splinters,
)  # fmt: skip


@dataclass
class Honest:
    """Somebody who watches it all on a flaky line. `played` and `real` are the truth, in seconds."""

    seat: Seat
    dice: random.Random
    played: float = 0.0
    real: float = 0.0

    def watch(self) -> None:
        """Page by page: each is left at some point, with what it could not tell."""
        letters: list[tuple[float, int, dict[str, object]]] = []
        clock, at = self.dice.uniform(0, 30), 0.0
        rest: dict[str, object] | None = None
        while at < LENGTH:
            opened, play = clock, uuid4()
            if rest:  # kept on the device: told when the next page opens, and again until heard
                rest = rest | {"until": opened}
                self._post(letters, clock + self.dice.uniform(0.3, 6), rest)
                self._post(letters, clock + self.dice.uniform(20, 90), rest, surely=True)
            stop = min(LENGTH, at + self.dice.choice((60, 150, 240, LENGTH)))
            clock, rest = self._page(letters, play, opened, (at, stop))
            at = stop
            clock += self.dice.uniform(1, 90)
        self._post(letters, clock + 5, rest or {}, surely=True)
        for arrival, _number, claim in sorted(letters, key=lambda letter: letter[:2]):
            self._deliver(arrival, claim)

    def _page(
        self, letters: list[tuple[float, int, dict[str, object]]], play: UUID, opened: float,
        part: tuple[float, float],
    ) -> tuple[float, dict[str, object]]:  # fmt: skip
        """Play a part; the line is cut for up to four minutes now and then."""
        rate = self.dice.choice((1.0, 1.0, 1.25, 1.5))
        clock, at = opened + self.dice.uniform(0.5, 8), part[0]
        cut_until = 0.0
        claim: dict[str, object] = {}
        while at < part[1]:
            step = min(15 * rate, part[1] - at)
            clock, at = clock + step / rate, at + step
            self.played += step
            self.real += step / rate
            claim = {"play": play, "opened": opened, "spans": [(part[0], at)]}
            if self.dice.random() < 0.08:
                cut_until = clock + self.dice.uniform(20, 240)
            if clock >= cut_until:
                self._post(letters, clock, claim)
        return clock, claim

    def _post(
        self, letters: list[tuple[float, int, dict[str, object]]], sent: float,
        claim: dict[str, object], *, surely: bool = False,
    ) -> None:  # fmt: skip
        """One in four is lost, one in six arrives twice, all take their time."""
        if not surely and self.dice.random() < 0.25:
            return
        for _ in range(2 if self.dice.random() < 0.16 else 1):
            arrival = sent + self.dice.uniform(0.1, 12)
            letters.append((arrival, len(letters), claim))

    def _deliver(self, arrival: float, claim: dict[str, object]) -> None:
        spans = [(int(start), int(end)) for start, end in claim["spans"]]  # type: ignore[attr-defined]
        until = claim.get("until")
        self.seat.tell(
            spans, at=NOW + timedelta(seconds=arrival), play=claim["play"],  # type: ignore[arg-type]
            ticket=self._ticket(claim["opened"]),
            until="" if until is None else self._ticket(until),
        )  # fmt: skip

    def _ticket(self, at: object) -> str:
        assert isinstance(at, float)
        return self.seat.ticket(NOW + timedelta(seconds=at))
