"""Markers on a picture (Moodle) as a point on a picture, where they mean the same. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from suluh.activities.quiz.rules.exchange import reasons
from suluh.activities.quiz.rules.exchange.markup import rich_of, words_of
from suluh.activities.quiz.rules.exchange.pictures import Kept
from suluh.activities.quiz.types import Item, Region, Sort
from suluh.standards.questions.types import Markers, Zone, ZoneShape

NO_WORDS = "✕"
NEAR = 2  # thousandths that rounding to pixels and back may move a side


def refusal_of(question: Markers) -> str:
    """Why the bank cannot ask it: a learner here sets one point, and it is right in one place."""
    return "" if len(question.zones) == 1 else reasons.MARKERS


def take_markers(question: Markers, kept: Kept, say: Callable[[str], None]) -> Item:
    """What the marker is called is asked for where the question does not say it."""
    (zone,) = question.zones
    if zone.shape is not ZoneShape.RECTANGLE:
        say(reasons.ROUND_ZONE)
    if len(question.markers) > 1:
        say(reasons.DECOYS)
    words = question.markers[zone.marker - 1].text.strip()
    text, label = rich_of(question.text), "" if words == NO_WORDS else words[:100]
    if label and label.casefold() not in words_of(question.text).casefold():
        text = f"{text}\n\n**{label}**"
    say(reasons.WANTS_ALT)
    alt = words_of(question.text)[:300] or label
    region = _region(zone, kept, label)
    return Item(Sort.HOTSPOT, text, picture=kept.uuid, alt=alt, regions=(region,))


def _region(zone: Zone, kept: Kept, label: str) -> Region:
    left, top, right, bottom = _box(zone)
    across, down = 1000 / max(1, kept.width), 1000 / max(1, kept.height)
    x, y = min(round(left * across), 999), min(round(top * down), 999)
    wide, high = round((right - left) * across), round((bottom - top) * down)
    return Region(x, y, min(max(wide, 1), 1000 - x), min(max(high, 1), 1000 - y), label)


def _box(zone: Zone) -> tuple[int, int, int, int]:
    points = [tuple(map(int, each.split(","))) for each in zone.coordinates.split(";")]
    if zone.shape is ZoneShape.RECTANGLE:
        (left, top), (wide, high) = points
        return left, top, left + wide, top + high
    if zone.shape is ZoneShape.CIRCLE:
        (x, y), (radius,) = points
        return max(x - radius, 0), max(y - radius, 0), x + radius, y + radius
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def settled_point(mine: Item, theirs: Item) -> Item:
    """The bank's own place, words and description where a file only rounded or left them out."""
    if Sort.HOTSPOT not in {mine.sort, theirs.sort} or mine.picture != theirs.picture:
        return theirs
    is_near = len(mine.regions) == len(theirs.regions) and all(
        abs(getattr(one, side) - getattr(other, side)) <= NEAR
        for one, other in zip(mine.regions, theirs.regions, strict=True)
        for side in ("left", "top", "width", "height")
    )
    if not is_near:
        return replace(theirs, alt=mine.alt)
    said = {theirs.text, *(theirs.text.removesuffix(f"\n\n**{r.text}**") for r in theirs.regions)}
    text = mine.text if mine.text in said else theirs.text
    return replace(theirs, text=text, alt=mine.alt, regions=mine.regions)
