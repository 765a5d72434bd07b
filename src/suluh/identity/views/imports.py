"""Pages of the people file: upload, columns, difference, result, undo."""

from __future__ import annotations

from dataclasses import replace
from tempfile import TemporaryFile
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.base import clock
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.base.queries import job_behind, time_left
from suluh.identity.actions.imports import runs
from suluh.identity.forms.imports import ApplyForm, ColumnsForm, UploadForm
from suluh.identity.middleware import actor_of
from suluh.identity.models import ImportRun
from suluh.identity.queries import imports as queries
from suluh.standards.spreadsheet import write_xlsx

State = ImportRun.State


@require_http_methods(["GET", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Upload a people file, and the agency's earlier imports."""
    actor, now = actor_of(request), clock.now()
    past = queries.import_runs(actor)
    form = UploadForm(
        request.POST or None, request.FILES or None,
        initial={"as_of": clock.local_date(now, actor.zone)},
    )  # fmt: skip
    if form.is_valid():
        try:
            run = runs.start_import(
                actor=actor,
                now=now,
                file=form.cleaned_data["file"],
                file_name=form.cleaned_data["file"].name,
                as_of=form.cleaned_data["as_of"],
                whole=form.cleaned_data["whole"] == "ya",
            )
        except runs.FileRefused as refusal:
            form.add_error("file", str(refusal.sentence))
        else:
            return redirect("import_columns", run=run.uuid)
    page = get_page(request, past, size=20)
    return render(request, "identity/import_list.html", {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
def import_columns(request: HttpRequest, run: UUID) -> HttpResponse:
    """Which column holds what; sent on, the comparison starts."""
    actor = actor_of(request)
    row = queries.get_run(actor, run)
    if row.state not in {State.UPLOADED, State.COMPARED, State.FAILED}:
        return redirect("import_run", run=run)
    form = ColumnsForm(request.POST or None, mapping=row.mapping)
    if form.is_valid():
        try:
            runs.choose_columns(actor=actor, now=clock.now(), run=run, chosen=form.chosen())
        except runs.ColumnsMissing as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return redirect("import_run", run=run)
    return render(request, "identity/import_columns.html", {"form": form, "run": row})


@require_GET
def import_run(request: HttpRequest, run: UUID) -> HttpResponse:
    """Where an import stands: progress, difference, or result."""
    row = queries.get_run(actor_of(request), run)
    if row.state == State.UPLOADED:
        return redirect("import_columns", run=run)
    job = job_behind(row)
    busy = job is not None and job.is_busy
    context: dict[str, Any] = {"run": row, "job": job, "busy": busy}
    if busy and job:
        context["left"] = time_left(job, clock.now())
        return render(request, "identity/import_job.html", context)
    if request.headers.get("HX-Target", "").endswith("pekerjaan"):  # the bar asks, and all is done
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _difference_page(request, row, ApplyForm(leavers=_leavers(row)), context)


def _difference_page(
    request: HttpRequest, row: ImportRun, form: ApplyForm, context: dict[str, Any]
) -> HttpResponse:
    context |= _difference(request, row) | {
        "can_undo": queries.can_undo(row),
        "apply_form": form,
        "open": row.state == State.COMPARED,
        "changing": any(row.counts.get(key) for key in ("new", "changed", "moved", "left")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "identity/import_run.html", context, status=status)


def _leavers(row: ImportRun) -> int | None:
    """How many would leave, where that is too many to go unread."""
    return int(row.counts["left"]) if row.counts.get("stop") else None


@require_POST
def import_apply(request: HttpRequest, run: UUID) -> HttpResponse:
    """Ask for applying; where many would leave, only with their number."""
    actor, row = actor_of(request), queries.get_run(actor_of(request), run)
    form = ApplyForm(request.POST, leavers=_leavers(row))
    if not form.is_valid() and row.state == State.COMPARED:
        return _difference_page(request, row, form, {"run": row, "job": None, "busy": False})
    typed = form.cleaned_data.get("confirmed")
    try:
        runs.apply_import(actor=actor, now=clock.now(), run=run, confirmed=typed)
    except (runs.LeaveNotConfirmed, runs.NothingToApply, runs.WrongState) as refusal:
        messages.error(request, str(refusal.sentence))
    return redirect("import_run", run=run)


@require_POST
def import_discard(request: HttpRequest, run: UUID) -> HttpResponse:
    """Put an import away without applying it."""
    runs.discard_import(actor=actor_of(request), now=clock.now(), run=run)
    messages.success(request, _("Impor dibuang; data pegawai tidak berubah."))
    return redirect("import_list")


@require_http_methods(["GET", "POST"])
def import_undo(request: HttpRequest, run: UUID) -> HttpResponse:
    """Ask once more, then take the last import back."""
    row = queries.get_run(actor_of(request), run)
    if request.method == "POST":
        try:
            runs.undo_import(actor=actor_of(request), now=clock.now(), run=run)
        except DomainError as refusal:
            messages.error(request, str(refusal.sentence))
        return redirect("import_run", run=run)
    return render(request, "identity/import_undo.html", {"run": row})


@require_GET
def import_refused(request: HttpRequest, run: UUID) -> HttpResponse | FileResponse:
    """The refused rows as XLSX, each problem with line, value and reason."""
    row = queries.get_run(actor_of(request), run)
    header = [_("Baris"), _("NIP"), _("Nama"), _("Kolom"), _("Isi"), _("Alasan")]
    file = TemporaryFile()  # noqa: SIM115 -- the response closes it
    write_xlsx(file, header, queries.refused_lines(row), sheet=_("Ditolak"))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"ditolak-{row.created_at:%Y%m%d}.xlsx")


def _difference(request: HttpRequest, row: ImportRun) -> dict[str, Any]:
    """The rows of the kind that is asked for, else of the first kind there is."""
    kinds = [key for key in queries.CHANGES if row.counts.get(key)]
    order = ["refused", "left", "moved", "changed", "new", "same"]
    if row.counts.get("stop"):
        order.insert(0, "left")
    kind = request.GET.get("jenis", "")
    if kind not in queries.CHANGES:
        kind = next((key for key in order if key in kinds), "new")
    text = request.GET.get("q", "")[:60]
    page = get_page(request, queries.difference_rows(row, change=kind, text=text), size=50)
    tabs = [
        SimpleNamespace(
            label=label, url=f"?{urlencode({'jenis': key})}", current=key == kind,
            count=row.counts.get(key, 0),
        )
        for key, label in queries.CHANGES.items()
    ]  # fmt: skip
    found = replace(page, items=queries.read_difference(page.items))  # type: ignore[arg-type]
    return {"page": found, "tabs": tabs, "kind": kind, "text": text, "keep": {"jenis": kind}}
