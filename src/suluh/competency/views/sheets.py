"""Spreadsheets in and out: upload, difference, decision; standards and dictionary as a file."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from types import SimpleNamespace
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.base.clock import local_date, now
from suluh.base.paging import Page, get_page
from suluh.competency.actions import sheets as actions
from suluh.competency.forms import SheetForm
from suluh.competency.models import SheetImport
from suluh.competency.queries import differences, managing
from suluh.competency.queries.exports import exported
from suluh.competency.rules.sheets import COLUMNS
from suluh.competency.types import Difference, SheetKind
from suluh.identity.middleware import actor_of
from suluh.standards.spreadsheet import Cell, csv_chunks, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SIZE = 50


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """`/kelola/kompetensi/impor/`: upload a file, and the earlier ones."""
    actor = actor_of(request)
    past = managing.sheet_imports(actor)
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            run = actions.take_sheet(
                actor=actor, now=now(), kind=SheetKind(form.cleaned_data["kind"]),
                file=form.cleaned_data["file"],
            )  # fmt: skip
        except actions.SheetRefused as refusal:
            form.add_error("file", str(refusal.sentence))
        else:
            return redirect("competency_import", uuid=run.uuid)
    context = {"form": form, "page": get_page(request, past, size=20)}
    return render(request, "competency/imports.html", context)


@require_safe
def import_run(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What one file would change, before it does."""
    actor = actor_of(request)
    run = managing.get_import(actor, uuid)
    context: dict[str, object] = {"run": run, "open": run.state == SheetImport.State.COMPARED}
    if context["open"]:
        day = local_date(run.created_at, actor.zone)
        book = managing.book_of(actor)
        found = differences.compare(book, run.kind, differences.rows_of(run), day)
        context |= _narrowed(request, found.differences) | {"writes": len(found.to_write)}
        context["facets"] = _facets(found.counts, str(context["change"]))
    return render(request, "competency/import.html", context)


def _narrowed(request: HttpRequest, found: list[Difference]) -> dict[str, object]:
    text, change = request.GET.get("q", "").strip().lower(), request.GET.get("jenis", "")
    rows = [
        row for row in found
        if (not change or row.change == change) and text in row.title.lower()
    ]  # fmt: skip
    raw = request.GET.get("halaman", "1")
    number = max(int(raw), 1) if raw.isdecimal() and len(raw) < 6 else 1
    start = (number - 1) * _SIZE
    query = urlencode({"q": text, "jenis": change})
    page = Page(rows[start : start + _SIZE], number, len(rows) > start + _SIZE, query)
    return {"page": page, "search": text, "change": change}


def _facets(counts: dict[str, int], change: str) -> list[SimpleNamespace]:
    words = {
        "": _("Semua"), "baru": _("Baru"), "berubah": _("Berubah"), "sama": _("Sama"),
        "ditolak": _("Ditolak"),
    }  # fmt: skip
    return [
        SimpleNamespace(
            label=label, url=f"?jenis={key}", current=key == change,
            count=counts[key] if key else sum(counts.values()),
        )
        for key, label in words.items()
    ]  # fmt: skip


@require_POST
def import_decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Apply a file, or put it away."""
    actor, moment = actor_of(request), now()
    try:
        if request.POST.get("keputusan") == "terapkan":
            actions.apply_sheet(actor=actor, now=moment, run=uuid)
            messages.success(request, _("Diterapkan sebagai versi baru."))
        else:
            actions.discard_sheet(actor=actor, now=moment, run=uuid)
            messages.success(request, _("Impor dibuang; tidak ada yang berubah."))
    except (actions.AlreadyDecided, actions.NothingToApply) as refusal:
        messages.error(request, str(refusal.sentence))
    return redirect("competency_import", uuid=uuid)


@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """`/kelola/kompetensi/unduh/`: a file that the import reads back. `?isi=` `?bentuk=`."""
    kind = SheetKind.DICTIONARY if request.GET.get("isi") == "kamus" else SheetKind.STANDARDS
    titles = [names[0].capitalize() for names in COLUMNS[kind].values()]
    rows: Iterator[list[Cell]] = exported(managing.book_of(actor_of(request)), kind)
    if request.GET.get("bentuk") == "csv":
        answer = StreamingHttpResponse(csv_chunks(titles, list(rows)), content_type="text/csv")
        answer["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
        return answer
    file = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    write_xlsx(file, titles, rows, sheet=str(SheetImport.Kind(kind).label))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{kind}.xlsx", content_type=XLSX)
