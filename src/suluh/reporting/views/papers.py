"""The dashboard to take away: spreadsheet, PDF, page for the printer."""

from __future__ import annotations

from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from suluh.identity.middleware import actor_of, signed_in
from suluh.reporting.queries import boards
from suluh.reporting.queries.boards import Board, Slice
from suluh.reporting.queries.people import Chosen, people_of
from suluh.reporting.queries.places import Place, inside
from suluh.reporting.views.asked import Asked, asked_of, place_of
from suluh.reporting.views.sheet import one_page_pdf
from suluh.standards.spreadsheet import Cell, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ON_PAPER = 40  # as many as fit on one page


@require_safe
@signed_in
def print_page(request: HttpRequest, code: str) -> HttpResponse:
    """`/capaian/<code>/cetak/`: one page."""
    place, asked, board, slices = _read(request, code)
    context = {
        "place": place, "asked": asked, "board": board, "slices": slices[:ON_PAPER],
        "left_out": max(len(slices) - ON_PAPER, 0),
    }  # fmt: skip
    return render(request, "reporting/print.html", context)


@require_safe
@signed_in
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """`/capaian/<code>/capaian.pdf`: the same as a file."""
    place, _asked, board, slices = _read(request, code)
    answer = HttpResponse(
        one_page_pdf(place.name, board, slices[:ON_PAPER]), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'attachment; filename="capaian-{code}-{board.year}.pdf"'
    return answer


@require_safe
@signed_in
def sheet(request: HttpRequest, code: str) -> HttpResponseBase:
    """`/capaian/<code>/capaian.xlsx`: units, or with `?isi=pegawai` the people chosen."""
    if request.GET.get("isi") == "pegawai":
        return _people_sheet(request, code)
    place, asked, board, slices = _read(request, code)
    rows = [_unit_row(Slice(place.name, board.total)), *(_unit_row(one) for one in slices)]
    return _xlsx(_unit_columns(), rows, name=f"capaian-{code}-{asked.year}")


def _people_sheet(request: HttpRequest, code: str) -> HttpResponseBase:
    actor, asked = actor_of(request), asked_of(request)
    place = place_of(request, actor, code)
    with inside(actor, place):
        rows = people_of(place, asked.year, Chosen.from_query(request.GET))
        cells: list[list[Cell]] = [
            [row.name, row.status, row.rank_group, row.jp_minor / 100, row.floor_jp_minor / 100]
            for row in rows.iterator(chunk_size=2000)
        ]
    header = [_("Nama"), _("Status"), _("Golongan"), _("JP"), _("Sasaran JP")]
    return _xlsx(header, cells, name=f"pegawai-{code}-{asked.year}")


def _read(request: HttpRequest, code: str) -> tuple[Place, Asked, Board, list[Slice]]:
    actor, asked = actor_of(request), asked_of(request)
    place = place_of(request, actor, code)
    with inside(actor, place):
        board = boards.get_board(place, year=asked.year, today=asked.today, only=asked.only)
        slices = boards.unit_slices(place, year=asked.year, only=asked.only)
    return place, asked, board, slices


def _unit_columns() -> list[str]:
    return [
        _("Unit kerja"), _("Pegawai aktif"), _("Mencapai sasaran"), _("Capaian (%)"),
        _("Rata-rata JP"), _("Belum belajar sama sekali"),
    ]  # fmt: skip


def _unit_row(one: Slice) -> list[Cell]:
    sums = one.sums
    return [
        one.name, sums.people, sums.reached, round(sums.rate * 100, 1), round(sums.mean_jp, 1),
        sums.not_started,
    ]  # fmt: skip


def _xlsx(header: list[str], rows: list[list[Cell]], *, name: str) -> FileResponse:
    file = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    write_xlsx(file, header, rows, sheet=_("Capaian"))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
