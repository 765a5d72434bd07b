"""A person's own book, and the story of a line."""

from __future__ import annotations

from tempfile import TemporaryFile
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from suluh.base.clock import local_date, now
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of, signed_in
from suluh.ledger import queries
from suluh.ledger.models import JpEntry
from suluh.standards.spreadsheet import Cell, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@signed_in
def book(request: HttpRequest) -> HttpResponse:
    """`/buku-jp/`: my lines of a year."""
    actor = actor_of(request)
    year, search = _year(request), request.GET.get("q", "").strip()
    context = {
        "year": queries.my_year(actor, year),
        "years": sorted({*queries.years_of(actor.person_id), year}, reverse=True),
        "page": get_page(request, queries.lines_of(actor.person_id, year, search=search)),
        "search": search,
    }
    return render(request, "ledger/book.html", context)


@require_safe
@signed_in
def story(request: HttpRequest, entry: UUID) -> HttpResponse:
    """`/buku-jp/<uuid>/`: why this line counts what it counts."""
    return render(
        request, "ledger/story.html", {"story": queries.get_story(actor_of(request), entry)}
    )


@require_safe
@signed_in
def export(request: HttpRequest) -> HttpResponseBase:
    """My lines of a year as a spreadsheet."""
    actor, year = actor_of(request), _year(request)
    file = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    rows = (_row(line) for line in queries.lines_of(actor.person_id, year).order_by("line"))
    write_xlsx(file, _columns(), rows, sheet=_("Buku JP"))
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"buku-jp-{year}.xlsx", content_type=XLSX
    )


def _year(request: HttpRequest) -> int:
    raw = request.GET.get("tahun", "")
    if raw.isdecimal() and 2000 <= int(raw[:5]) <= 2100:
        return int(raw)
    return local_date(now(), actor_of(request).zone).year


def _columns() -> list[str]:
    return [
        _("Nomor"), _("Tanggal"), _("Kegiatan"), _("Bentuk"), _("Menit"),
        _("JP sebelum batas"), _("JP dihitung"), _("Sebab dikurangi"), _("Keterangan"),
    ]  # fmt: skip


def _row(line: JpEntry) -> list[Cell]:
    sign = 1 if line.kind == JpEntry.Kind.CREDIT else -1
    return [
        line.line, line.credit_date, line.title, line.form.name, line.minutes,
        sign * line.jp_minor_before / 100, sign * line.jp_minor / 100, line.cut_reason,
        line.reason,
    ]  # fmt: skip
