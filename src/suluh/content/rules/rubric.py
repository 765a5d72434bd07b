"""Rubrics: written by authors as lines of text, kept as data, turned into points.

A block for each criterion, an empty line between them. Its first line is the criterion, each line
below a level with its points: `Tujuan jelas di kalimat pertama = 4`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from suluh.content.types import COMPLETE_SCORE, Criterion, Level

MOST_CRITERIA, MOST_LEVELS, MOST_POINTS = 20, 8, 100


def written(rubric: Sequence[Criterion]) -> str:
    """The lines an author sees."""
    return "\n\n".join(
        "\n".join([each.title, *(f"{level.label} = {level.points}" for level in each.levels)])
        for each in rubric
    )


def parsed(text: str) -> tuple[Criterion, ...]:
    """The rubric in the lines; raises ValueError with a sentence for the author."""
    blocks = [
        [line.strip() for line in block.splitlines() if line.strip()]
        for block in _blocks(text.replace("\r\n", "\n"))
    ]
    found = tuple(_criterion(block) for block in blocks if block)
    if len(found) > MOST_CRITERIA:
        raise ValueError(_("Paling banyak %(n)d kriteria.") % {"n": MOST_CRITERIA})
    return found


def _blocks(text: str) -> list[str]:
    lines = [line if line.strip() else "" for line in text.split("\n")]
    return "\n".join(lines).split("\n\n")


def _criterion(lines: list[str]) -> Criterion:
    title, *rest = lines
    shown = {"title": title[:60]}
    if not 2 <= len(rest) <= MOST_LEVELS:
        raise ValueError(
            _("Kriteria “%(title)s” perlu 2 sampai %(n)d tingkat, satu per baris.")
            % (shown | {"n": MOST_LEVELS})
        )
    levels = tuple(_level(line, shown) for line in rest)
    made = Criterion(title[:200], levels)
    if not made.most:
        raise ValueError(_("Kriteria “%(title)s” tidak memberi poin.") % shown)
    return made


def _level(line: str, shown: dict[str, str]) -> Level:
    label, equals, points = line.rpartition("=")
    points = points.strip()
    if not equals or not points.isdecimal() or not label.strip() or len(points) > 3:
        raise ValueError(
            _("Kriteria “%(title)s”: tulis tiap tingkat sebagai keterangan = poin.") % shown
        )
    return Level(label.strip()[:300], min(int(points), MOST_POINTS))


def to_data(rubric: Sequence[Criterion]) -> list[dict[str, Any]]:
    """Plain JSON."""
    return [
        {"title": each.title, "levels": [[level.label, level.points] for level in each.levels]}
        for each in rubric
    ]


def from_data(data: Any) -> tuple[Criterion, ...]:
    """The rubric in the data; raises ValueError where it does not fit."""
    try:
        lines = "\n\n".join(
            "\n".join(
                [str(each["title"]), *(f"{label} = {points}" for label, points in each["levels"])]
            )
            for each in data
        )
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError("a rubric is a list of criteria with levels") from error
    return parsed(lines)


def score_of(rubric: Sequence[Criterion], chosen: Sequence[int]) -> int:
    """Hundredths of a percent for the chosen levels (an index for each criterion)."""
    if len(chosen) != len(rubric):
        raise ValueError("one level for each criterion")
    points = sum(each.levels[index].points for each, index in zip(rubric, chosen, strict=True))
    return points * COMPLETE_SCORE // sum(each.most for each in rubric)
