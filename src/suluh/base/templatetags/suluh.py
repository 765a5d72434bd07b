"""Template tags and filters every screen uses: icons, charts, dates, numbers, JP, NIP."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from suluh.base import charts, icons, text
from suluh.base import frame as kept_frame

register = template.Library()


def _words() -> text.Wording:
    return text.wording(get_language())


# ---------------------------------------------------------------- icons and charts


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon; silent unless it stands alone and has a label."""
    drawn = SafeString(icons.drawing(name))
    if not label:
        return drawn
    return format_html('{}<span class="sr">{}</span>', drawn, label)


@register.simple_tag(takes_context=True)
def frame(context: template.Context, name: str) -> SafeString:
    """A part of the page's frame; for whoever is signed in from a kept drawing."""
    navigation: Any = context.get("navigation")
    if not kept_frame.can_be_kept(navigation):
        everything: dict[str, Any] = context.flatten()  # type: ignore[assignment]
        return SafeString(get_template(name).render(everything))
    theme = getattr(context.get("request"), "COOKIES", {}).get("tema", "")
    token = str(context.get("csrf_token") or "")
    initials = text.initials(navigation.person_name)
    return SafeString(
        kept_frame.drawn(name, navigation=navigation, theme=theme, token=token, initials=initials)
    )


@register.simple_tag(takes_context=True)
def kept(context: template.Context, name: str, **values: Any) -> SafeString:
    """A part that depends on these values alone (lists too), drawn once for all who see it."""
    fixed = {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}
    return SafeString(kept_frame.kept(name, fixed, token=str(context.get("csrf_token") or "")))


@register.simple_tag
def ring(value: int, total: int, unit: str = "JP") -> SafeString:
    """A ring of JP hundredths reached out of JP hundredths needed."""
    words = _words()
    reached, needed = text.jp(value, words=words), text.jp(total, words=words)
    below = _("dari %(total)s %(unit)s") % {"total": needed, "unit": unit}
    drawing = charts.ring_svg(
        charts.share_of(value, total), f"{reached} {below}", big=reached, small=below
    )
    return SafeString(drawing)


@register.simple_tag
def bar(
    share: float, target: float | None = None, label: str = "", *, tone: str = ""
) -> SafeString:
    """A share between 0 and 1 as a bar; below its target it is drawn in the warning tone.

    Another tone: good, bad, torch.
    """
    words = _words()
    share = max(0.0, min(1.0, float(share)))
    spoken = label or text.percent(share, words=words)
    if target is not None:
        spoken += ", " + _("sasaran %(target)s") % {"target": text.percent(target, words=words)}
    if not tone and target is not None and share < float(target):
        tone = "low"
    return SafeString(charts.bar_svg(share, target, spoken, tone=tone))


@register.simple_tag
def spark(values: Sequence[charts.Value], label: str = "") -> SafeString:
    """A tiny line of values; the label says what they are."""
    words = _words()
    if label and values:
        first, last = (text.number(v, words=words) for v in (values[0], values[-1]))
        label = _("%(label)s: dari %(first)s menjadi %(last)s") % {
            "label": label,
            "first": first,
            "last": last,
        }
    return SafeString(charts.spark_svg(values, label))


@register.simple_tag
def trend(
    points: Sequence[tuple[str, charts.Value]],
    forecast: charts.Value | None = None,
    target: charts.Value | None = None,
    *,
    label: str = "",
    slots: int = 12,
) -> SafeString:
    """A line of (label, share) points with forecast and target, out of `slots` in a year."""
    words = _words()
    values = [value for _name, value in points]
    rows = [(name, text.percent(value, words=words)) for name, value in points]
    if forecast is not None:
        rows.append((_("Perkiraan"), text.percent(forecast, words=words)))
    if target is not None:
        rows.append((_("Sasaran"), text.percent(target, words=words)))
    label = label or _("Tren")
    drawing = charts.trend_svg(values, label, forecast=forecast, target=target, slots=slots)
    return _with_table(drawing, label, rows)


@register.simple_tag
def histogram(
    classes: Sequence[tuple[str, int]], passed_from: int = 4, label: str = ""
) -> SafeString:
    """Columns of (label, count); classes from `passed_from` on have reached the target."""
    words = _words()
    rows = [(name, text.number(count, words=words)) for name, count in classes]
    label = label or _("Sebaran")
    drawing = charts.histogram_svg(
        [count for _name, count in classes], label, passed_from=passed_from
    )
    names = format_html_join("", "<span>{}</span>", ((name,) for name, _count in classes))
    axis = format_html('<div class="axis" aria-hidden="true">{}</div>', names)
    return _with_table(drawing + axis, label, rows)


@register.simple_tag
def columns(points: Sequence[tuple[str, int]], label: str = "") -> SafeString:
    """Thin columns of (label, count) along time; first and last label stand below."""
    words = _words()
    rows = [(name, text.number(count, words=words)) for name, count in points]
    label = label or _("Menurut waktu")
    drawing = charts.columns_svg([count for _name, count in points], label)
    if points:
        drawing += format_html(
            '<div class="axis ends" aria-hidden="true"><span>{}</span><span>{}</span></div>',
            points[0][0],
            points[-1][0],
        )
    return _with_table(drawing, label, rows)


@register.simple_tag
def radar(
    axes: Sequence[tuple[str, charts.Value, charts.Value]], top: int = 5, label: str = ""
) -> SafeString:
    """Competency map: (name, level reached, level needed) each, numbered as in its list."""
    label = label or _("Peta kompetensi")
    drawing = charts.radar_svg(axes, label, top=top)
    lines = format_html_join(
        "",
        "<li>{}: <b>{}</b> / {}</li>",
        ((name, reached, needed) for name, reached, needed in axes),
    )
    return format_html(
        '<div class="radar-map">{}<ol aria-label="{}">{}</ol></div>',
        SafeString(drawing),
        _("Tingkat tercapai / dibutuhkan"),
        lines,
    )


@register.simple_tag
def stacked(
    parts: Sequence[tuple[str, int]], total: int | None = None, label: str = ""
) -> SafeString:
    """Parts of a whole, (label, JP hundredths) each, with their legend as the text twin."""
    words = _words()
    values = [value for _name, value in parts]
    drawing = charts.stacked_svg(values, total or sum(values), "")
    legend = format_html_join(
        "",
        '<li class="key-{}">{} {}</li>',
        ((i % 6 + 1, name, text.jp(value, words=words)) for i, (name, value) in enumerate(parts)),
    )
    return format_html(
        '<div class="mix">{}<ul class="legend" aria-label="{}">{}</ul></div>',
        SafeString(drawing),
        label or _("Rincian"),
        legend,
    )


def _with_table(drawing: str, label: str, rows: Sequence[tuple[str, str]]) -> SafeString:
    """A chart above the same figures as a table that anyone can open."""
    body = format_html_join("", '<tr><th scope="row">{}</th><td class="num">{}</td></tr>', rows)
    return format_html(
        '<figure class="chart">{}<details class="twin"><summary>{}</summary>'
        '<table><caption class="sr">{}</caption>{}</table></details></figure>',
        SafeString(drawing),
        _("Lihat angkanya"),
        label,
        body,
    )


# ---------------------------------------------------------------- dates and times


@register.filter
def waktu(when: datetime | None, zone: str = text.DEFAULT_ZONE) -> str:
    """Kamis, 16 September 2026 · 09.00 WIB."""
    return text.moment(when, zone, words=_words()) if when else text.DASH


@register.filter
def tanggal(when: date | None, zone: str = text.DEFAULT_ZONE) -> str:
    """Kamis, 16 September 2026."""
    return text.day(when, zone, words=_words()) if when else text.DASH


@register.filter
def tanggal_surat(when: date | None, zone: str = text.DEFAULT_ZONE) -> str:
    """16 September 2026: as letters write it."""
    return text.plain_day(when, zone, words=_words()) if when else text.DASH


@register.filter
def tanggal_pendek(when: date | None, zone: str = text.DEFAULT_ZONE) -> str:
    """16 Sep 2026: for tables."""
    return text.short_day(when, zone, words=_words()) if when else text.DASH


@register.filter
def jam(when: datetime | None, zone: str = text.DEFAULT_ZONE) -> str:
    """09.00 WIB."""
    return text.clock(when, zone, words=_words()) if when else text.DASH


@register.filter
def jam_detik(when: datetime | None, zone: str = text.DEFAULT_ZONE) -> str:
    """09.03.12 WIB: what a check-in answers."""
    return text.clock(when, zone, seconds=True, words=_words()) if when else text.DASH


@register.filter
def iso(when: date | None) -> str:
    """The machine's form for <time datetime> and data-countdown."""
    if isinstance(when, datetime):
        return when.isoformat(timespec="seconds")
    return when.isoformat() if when else ""


@register.simple_tag
def rentang(start: datetime, end: datetime, zone: str = text.DEFAULT_ZONE) -> str:
    """Kamis, 16 September 2026 · 09.00–11.30 WIB."""
    return text.span(start, end, zone=zone, words=_words())


@register.simple_tag
def rentang_jam(start: datetime, end: datetime, zone: str = text.DEFAULT_ZONE) -> str:
    """09.00–11.30 WIB."""
    return text.clock_span(start, end, zone=zone, words=_words())


@register.filter
def lama(duration: timedelta | int | None) -> str:
    """2 jam 30 menit, of a timedelta or of whole minutes."""
    if duration is None:
        return text.DASH
    if not isinstance(duration, timedelta):
        duration = timedelta(minutes=duration)
    return text.length(duration, words=_words())


@register.filter
def sejak(when: datetime | None, now: datetime) -> str:
    """5 menit lalu, 3 hari lagi."""
    return text.distance(when, now, words=_words()) if when else text.DASH


# ---------------------------------------------------------------- numbers and names


@register.filter
def angka(value: text.Number | None, decimals: int = 0) -> str:
    """7.214."""
    return text.DASH if value is None else text.number(value, decimals, words=_words())


@register.filter
def persen(share: text.Number | None, decimals: int = 1) -> str:
    """61,4 % of a share between 0 and 1."""
    return text.DASH if share is None else text.percent(share, decimals, words=_words())


@register.filter
def persen_kolom(share: text.Number | None) -> str:
    """61,0 %: under one another, each with its decimal."""
    return text.DASH if share is None else text.percent(share, words=_words(), is_column=True)


@register.filter
def perseratus(hundredths: int | None) -> str:
    """89 % from 8999: never rounded up to what a rule asks for."""
    return text.DASH if hundredths is None else f"{hundredths // 100} %"


@register.filter
def heat(share: float | None) -> str:
    """The class of a heat-map cell: heat-0 to heat-5 for a share between 0 and 1."""
    return "" if share is None else f"heat-{min(5, max(0, int(float(share) * 6)))}"


@register.filter
def jp(hundredths: int | None) -> str:
    """12,5 from 1250."""
    return text.DASH if hundredths is None else text.jp(hundredths, words=_words())


@register.filter
def rupiah(amount: int | None) -> str:
    """Rp 8.120."""
    return text.DASH if amount is None else text.rupiah(amount, words=_words())


@register.filter
def ukuran(octets: int | None) -> str:
    """1,2 MB."""
    return text.DASH if octets is None else text.file_size(octets, words=_words())


@register.filter
def nip(value: str | None) -> str:
    """19850312 201001 2 003."""
    return text.grouped_nip(value) if value else text.DASH


@register.filter
def nip_samar(value: str | None) -> str:
    """Only the last four digits."""
    return text.masked_nip(value) if value else text.DASH


@register.filter
def inisial(name: str | None) -> str:
    """RW for Rina Wulandari."""
    return text.initials(name) if name else ""
