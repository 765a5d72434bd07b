"""Geometry of the small server-drawn charts. Pure: numbers in, SVG text out, colours by class."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

Value = int | float


@dataclass(frozen=True)
class Box:
    """The drawing area of a line chart in SVG units."""

    width: float
    height: float
    pad: float = 4


def share_of(value: Value, total: Value) -> float:
    """A share between 0 and 1; nothing of nothing is 0."""
    return max(0.0, min(1.0, float(value) / float(total))) if total else 0.0


def short(value: float) -> str:
    """A coordinate without needless digits."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def open_svg(kind: str, box: Box | None, label: str) -> str:
    """The opening tag of a chart: an image with a name, or silent beside its text twin.

    Without a box the style sheet gives the size and the shapes are written in percent.
    """
    name = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    view = f' viewBox="0 0 {short(box.width)} {short(box.height)}"' if box else ""
    return f'<svg class="{kind}"{view} {name}>'


def ring_svg(share: float, label: str, *, big: str, small: str) -> str:
    """A ring that fills clockwise from the top, with words in its middle."""
    length = 314.16
    filled = (
        f'<circle class="ring-fill" cx="60" cy="60" r="50"'
        f' stroke-dasharray="{short(length * share)} {length}" transform="rotate(-90 60 60)"/>'
        if share > 0
        else ""
    )
    return (
        open_svg("ring", Box(120, 120), label)
        + f'<circle class="ring-track" cx="60" cy="60" r="50"/>{filled}'
        f'<text class="ring-big" x="60" y="62">{escape(big)}</text>'
        f'<text class="ring-small" x="60" y="82">{escape(small)}</text></svg>'
    )


def bar_svg(share: float, target: float | None, label: str, *, tone: str) -> str:
    """A share as a bar, with a line where the target stands."""
    look = f"bar-fill is-{tone}" if tone else "bar-fill"
    line = (
        f'<rect class="bar-target" x="{short(target * 100)}%" width="2" height="18"/>'
        if target is not None
        else ""
    )
    return (
        open_svg("bar", None, label)
        + '<rect class="bar-track" y="4" width="100%" height="10" rx="5"/>'
        f'<rect class="{look}" y="4" width="{short(share * 100)}%" height="10" rx="5"/>{line}</svg>'
    )


def points_of(values: Sequence[Value], box: Box, *, low: Value, high: Value) -> list[str]:
    """The values as x,y pairs spread over the width of the box."""
    gap = float(high) - float(low) or 1.0
    step = (box.width - 2 * box.pad) / max(len(values) - 1, 1)
    rise = box.height - 2 * box.pad
    return [
        f"{short(box.pad + step * index)},"
        f"{short(box.height - box.pad - rise * (float(value) - float(low)) / gap)}"
        for index, value in enumerate(values)
    ]


def spark_svg(values: Sequence[Value], label: str) -> str:
    """A line small enough for a table cell; its last point is a dot."""
    box = Box(width=120, height=32)
    if not values:
        return open_svg("spark", box, label) + "</svg>"
    points = points_of(values, box, low=min(values), high=max(values))
    x, y = points[-1].split(",")
    return (
        open_svg("spark", box, label) + f'<polyline class="line" points="{" ".join(points)}"/>'
        f'<circle class="dot" cx="{x}" cy="{y}" r="3"/></svg>'
    )


def trend_svg(
    values: Sequence[Value],
    label: str,
    *,
    forecast: Value | None,
    target: Value | None,
    slots: int,
) -> str:
    """The past as a line, the forecast dashed to the right edge, the target a thin line."""
    box = Box(width=320, height=76)
    shown = [*values, *(v for v in (forecast, target) if v is not None)]
    low, high = 0, max(shown, default=1) or 1
    parts = [open_svg("trend", box, label)]
    if target is not None:
        level = points_of([target], box, low=low, high=high)[0].split(",")[1]
        parts.append(f'<line class="target" x1="0" x2="320" y1="{level}" y2="{level}"/>')
    if values:
        places = points_of([*values, *[0] * max(slots - len(values), 0)], box, low=low, high=high)
        past = places[: len(values)]
        parts.append(f'<polyline class="line" points="{" ".join(past)}"/>')
        if forecast is not None:
            level = points_of([forecast], box, low=low, high=high)[0].split(",")[1]
            end = f"{short(box.width - box.pad)},{level}"
            parts.append(f'<polyline class="line is-forecast" points="{past[-1]} {end}"/>')
    return "".join(parts) + "</svg>"


def histogram_svg(counts: Sequence[Value], label: str, *, passed_from: int) -> str:
    """Columns for the classes; the first is nobody's wish, those from the target on are full."""
    width, height = 34.0 * max(len(counts), 1), 84.0
    top = max(counts, default=0) or 1
    parts = [open_svg("histogram", Box(width, height), label)]
    for index, count in enumerate(counts):
        tall = max(2.0, 76 * float(count) / float(top))
        tone = "is-none" if index == 0 else "is-passed" if index >= passed_from else "is-under"
        parts.append(
            f'<rect class="{tone}" x="{short(34 * index + 3)}" y="{short(height - tall)}"'
            f' width="28" height="{short(tall)}" rx="3"/>'
        )
    return "".join(parts) + "</svg>"


def stacked_svg(values: Sequence[Value], total: Value, label: str) -> str:
    """Parts of a whole side by side; what is left over stays track."""
    parts = [
        open_svg("stacked", None, label),
        '<rect class="bar-track" width="100%" height="100%"/>',
    ]
    start = 0.0
    for index, value in enumerate(values):
        wide = 100 * share_of(value, total)
        parts.append(
            f'<rect class="part-{index % 6 + 1}" x="{short(start)}%" width="{short(wide)}%"'
            ' height="100%"/>'
        )
        start += wide
    return "".join(parts) + "</svg>"


def columns_svg(counts: Sequence[Value], label: str) -> str:
    """Thin columns along time: what came in each minute, day or month."""
    step = 100 / max(len(counts), 12)
    top = max(counts, default=0) or 1
    parts = [open_svg("columns", None, label)]
    for index, count in enumerate(counts):
        tall = 97 * share_of(count, top)
        parts.append(
            f'<rect class="bar-fill" x="{step * index:.2f}%" y="{short(100 - tall)}%"'
            f' width="{step * 0.8:.2f}%" height="{short(tall)}%" rx="2"/>'
        )
    return "".join(parts) + "</svg>"


def radar_svg(axes: Sequence[tuple[str, Value, Value]], label: str, *, top: Value) -> str:
    """Levels reached and needed on axes around a centre, (name, reached, needed) each."""
    center, radius = 150.0, 96.0
    turn = math.tau / max(len(axes), 3)

    def at(index: int, reach: float) -> tuple[float, float]:
        angle = index * turn - math.pi / 2
        return center + reach * math.cos(angle), 130 + reach * math.sin(angle)

    def outline(shares: Sequence[float]) -> str:
        places = (at(index, radius * share) for index, share in enumerate(shares))
        return " ".join(f"{short(x)},{short(y)}" for x, y in places)

    count = len(axes)
    rings = (outline([level / 4] * max(count, 3)) for level in (1, 2, 3, 4))
    parts = [open_svg("radar", Box(300, 264), label)]
    parts += [f'<polygon class="web" points="{ring}"/>' for ring in rings]
    needed = outline([share_of(need, top) for _name, _reached, need in axes])
    reached = outline([share_of(level, top) for _name, level, _need in axes])
    parts.append(f'<polygon class="needed" points="{needed}"/>')
    parts.append(f'<polygon class="reached" points="{reached}"/>')
    for index in range(count):
        x, y = at(index, radius + 17)
        parts.append(f'<text x="{short(x)}" y="{short(y + 4)}">{index + 1}</text>')
    return "".join(parts) + "</svg>"
