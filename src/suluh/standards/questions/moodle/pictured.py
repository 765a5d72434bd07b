"""Markers on a picture (Moodle's ddmarker): read and written."""

import re
from typing import Any

from suluh.standards.questions import reasons
from suluh.standards.questions.limits import number
from suluh.standards.questions.moodle import markup as m
from suluh.standards.questions.moodle.fields import Fields
from suluh.standards.questions.moodle.nodes import Node
from suluh.standards.questions.types import Marker, Markers, Question, Zone, ZoneShape

_SHAPES = {
    ZoneShape.RECTANGLE: re.compile(r"\d{1,5},\d{1,5};\d{1,5},\d{1,5}"),
    ZoneShape.CIRCLE: re.compile(r"\d{1,5},\d{1,5};\d{1,5}"),
    ZoneShape.POLYGON: re.compile(r"\d{1,5},\d{1,5}(;\d{1,5},\d{1,5}){2,50}"),
}
_MOST_TIMES = 20


def read(fields: Fields, common: dict[str, Any]) -> Question | None:
    """Picture, markers and zones; without one of them there is no question."""
    picture = fields.file("file")
    markers = tuple(_marker(node) for node in fields.all("drag"))
    read_zones = [_zone(node, fields, len(markers)) for node in fields.all("drop")]
    zones = tuple(zone for zone in read_zones if zone is not None)
    if picture is None or not markers or not zones:
        fields.notes.add(reasons.NO_ANSWERS)
        return None
    return Markers(
        picture=picture,
        markers=markers,
        zones=zones,
        shuffle=_is_set(fields, "shuffleanswers"),
        show_misplaced=_is_set(fields, "showmisplaced"),
        outcomes=fields.outcomes(),
        **common,
    )


def _is_set(fields: Fields, tag: str) -> bool:
    """Moodle writes an empty element for yes; other programs a word."""
    return bool(fields.all(tag)) and fields.value(tag) not in {"0", "false"}


def _marker(node: Node) -> Marker:
    words = node.value("noofdrags", "1")
    times = number(words)
    is_whole = times is not None and times == int(times) and 1 <= times <= _MOST_TIMES
    endless = node.child("infinite") is not None and node.value("infinite") not in {"0", "false"}
    return Marker(node.value("text"), 0 if endless else int(times) if is_whole and times else 1)


def _zone(node: Node, fields: Fields, markers: int) -> Zone | None:
    shape, place = node.value("shape").casefold(), "".join(node.value("coords").split())
    choice = number(node.value("choice"))
    if shape not in list(ZoneShape) or not _SHAPES[ZoneShape(shape)].fullmatch(place):
        fields.notes.add(reasons.BAD_ZONE, f"{shape} {place}", node.line)
        return None
    if choice is None or choice != int(choice) or not 1 <= choice <= markers:
        fields.notes.add(reasons.BAD_ZONE, f"choice: {choice}", node.line)
        return None
    return Zone(int(choice), ZoneShape(shape), place)


def write(question: Markers) -> str:
    """The parts in the order in which Moodle writes them."""
    return (
        ("<shuffleanswers/>\n" if question.shuffle else "")
        + ("<showmisplaced/>\n" if question.show_misplaced else "")
        + m.outcomes(question.outcomes)
        + m.file(question.picture)
        + m.each(_drag(n, marker) for n, marker in enumerate(question.markers, start=1))
        + m.each(_drop(n, zone) for n, zone in enumerate(question.zones, start=1))
    )


def _drag(place: int, marker: Marker) -> str:
    again = "<infinite/>" if marker.times == 0 else ""
    inside = m.value("no", str(place)) + m.value("text", marker.text)
    return f"<drag>{inside}{m.value('noofdrags', str(marker.times or 1))}{again}</drag>\n"


def _drop(place: int, zone: Zone) -> str:
    inside = (
        m.value("no", str(place)) + m.value("shape", zone.shape)
        + m.value("coords", zone.coordinates) + m.value("choice", str(zone.marker))
    )  # fmt: skip
    return f"<drop>{inside}</drop>\n"
