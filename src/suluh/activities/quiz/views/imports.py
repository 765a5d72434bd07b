"""Files of questions: upload, what would change, apply, undo."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.activities.quiz.actions.imports import runs
from suluh.activities.quiz.forms import BankUploadForm
from suluh.activities.quiz.models import BankImport
from suluh.activities.quiz.queries import imports as queries
from suluh.activities.quiz.rules.exchange.formats import FORMATS
from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.base.queries import job_behind, time_left
from suluh.identity.middleware import actor_of

State = BankImport.State


@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """/kelola/bank-soal/impor/: upload a file, and the earlier imports."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:100]
    past = queries.import_runs(actor, text=text)
    form = BankUploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = runs.start_import(
                actor=actor, file=file, file_name=file.name, category=form.category_path, now=now()
            )
        except runs.FileRefused as refusal:
            form.add_error("file", str(refusal.sentence))
        else:
            return redirect("bank_import", run=run.uuid)
    context = {
        "form": form, "page": get_page(request, past, size=20), "text": text,
        "formats": FORMATS.values(),
    }  # fmt: skip
    return render(request, "quiz/imports.html", context, status=422 if form.errors else 200)


@require_safe
def import_run(request: HttpRequest, run: UUID) -> HttpResponse:
    """/kelola/bank-soal/impor/<run>/: progress, what would change, or what came of it."""
    row = queries.get_import(actor_of(request), run)
    job = job_behind(row)
    context: dict[str, Any] = {"run": row, "job": job}
    if job is not None and job.is_busy:
        return render(request, "quiz/import_job.html", context | {"left": time_left(job, now())})
    if request.headers.get("HX-Target", "").endswith("pekerjaan"):  # the bar asks, and all is done
        return HttpResponse(headers={"HX-Refresh": "true"})
    context |= _rows(request, row) | {
        "is_open": row.state == State.COMPARED,
        "changing": sum(row.counts.get(change, 0) for change in ("new", "changed")),
        "format": FORMATS.get(row.format), "notes": queries.notes_of(row),
        "problem": queries.problem_of(row), "can_undo": queries.can_undo(row),
    }  # fmt: skip
    return render(request, "quiz/import.html", context)


def _rows(request: HttpRequest, row: BankImport) -> dict[str, Any]:
    """Questions of the sort asked for, else of the first sort there is."""
    text = request.GET.get("q", "").strip()[:100]
    kind = request.GET.get("jenis", "")
    if kind not in queries.CHANGES:
        kind = next((key for key in queries.CHANGES if row.counts.get(key)), "new")
    tabs = [
        SimpleNamespace(
            label=label, url=f"?{urlencode({'jenis': key})}", current=key == kind,
            count=row.counts.get(key, 0),
        )
        for key, label in queries.CHANGES.items()
    ]  # fmt: skip
    page = get_page(request, queries.rows_of(row, change=kind, text=text), size=30)
    found = replace(page, items=queries.lines_of(page.items))  # type: ignore[arg-type]
    return {"page": found, "tabs": tabs, "kind": kind, "text": text, "keep": {"jenis": kind}}


@require_POST
def import_apply(request: HttpRequest, run: UUID) -> HttpResponse:
    """POST …/terapkan/: bring it into the bank."""
    try:
        runs.apply_import(actor=actor_of(request), run=run, now=now())
    except (runs.NothingToApply, runs.WrongState) as refusal:
        messages.error(request, str(refusal.sentence))
    return redirect("bank_import", run=run)


@require_POST
def import_discard(request: HttpRequest, run: UUID) -> HttpResponse:
    """POST …/buang/: put it away."""
    runs.discard_import(actor=actor_of(request), run=run, now=now())
    messages.success(request, _("Berkas dibuang; bank soal tidak berubah."))
    return redirect("bank_imports")


@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: HttpRequest, run: UUID) -> HttpResponse:
    """…/batalkan/: ask once more, then take the last import back."""
    actor = actor_of(request)
    row = queries.get_import(actor, run)
    if request.method == "POST":
        try:
            runs.undo_import(actor=actor, run=run, now=now())
        except DomainError as refusal:
            messages.error(request, str(refusal.sentence))
        return redirect("bank_import", run=run)
    return render(request, "quiz/import_undo.html", {"run": row})
