"""The agency's plan as PDF and as a workbook."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from suluh.base.errors import NotFound
from suluh.identity.middleware import actor_of
from suluh.planning.models import AgencyPlan
from suluh.planning.queries.agency import agency_plan
from suluh.planning.queries.papers import SHEET_HEAD, drawing_of, sheet_rows
from suluh.standards.spreadsheet import write_xlsx

_PAGE = Path(__file__).resolve().parent.parent / "paper" / "rencana.typ"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The plan on A4 across, drawn by Typst: all text goes in as data, never as markup."""
    import typst  # large, and few ask for a page of paper

    plan = _plan(request, year)
    data = json.dumps(drawing_of(plan))
    made = typst.compile(_source(), sys_inputs={"data": data})
    answer = HttpResponse(bytes(made), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="rencana-{plan.year}.pdf"'
    return answer


@require_GET
def sheet(request: HttpRequest, year: int) -> FileResponse:
    """The plan with what came true."""
    plan = _plan(request, year)
    file = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    write_xlsx(file, SHEET_HEAD, sheet_rows(plan), sheet=f"Rencana {plan.year}")
    file.seek(0)
    name = f"rencana-{plan.year}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_XLSX)


def _plan(request: HttpRequest, year: int) -> AgencyPlan:
    plan = agency_plan(actor_of(request), year)
    if plan is None:
        raise NotFound
    return plan


@cache
def _source() -> bytes:
    return _PAGE.read_bytes()
