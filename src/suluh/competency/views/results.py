"""Files of results from outside: upload, look at what would be recorded, record it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.base.clock import now
from suluh.base.compared import changes_page, sample_file
from suluh.base.paging import get_page
from suluh.base.text import number
from suluh.competency.actions import results as actions
from suluh.competency.forms.rating import ResultsForm
from suluh.competency.models import ResultRun
from suluh.competency.queries import results as queries
from suluh.competency.rules.result_file import HEADER
from suluh.identity.middleware import actor_of, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def result_list(request: HttpRequest) -> HttpResponse:
    """`/kompetensi/hasil/`: upload a file, and the files before it."""
    actor = actor_of(request)
    past = queries.result_runs(actor)
    form = ResultsForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            run = actions.compare_results(
                actor=actor, now=now(), file=given["file"], file_name=given["file"].name,
                source=given["source"], assessor=given["assessor"],
            )  # fmt: skip
        except actions.ResultsRefused as refusal:
            form.add_error("file", str(refusal.sentence))
        else:
            return redirect("competency_result_run", run=run.uuid)
    page = get_page(request, past, size=20)
    return render(request, "competency/results.html", {"form": form, "page": page})


@require_safe
@signed_in
def result_run(request: HttpRequest, run: UUID) -> HttpResponse:
    """`/kompetensi/hasil/<uuid>/`: what is new, known, refused."""
    row = queries.get_result_run(actor_of(request), run)
    context = changes_page(request, queries.result_counts(row), partial(queries.result_rows, row))
    context |= {"run": row, "is_open": row.state == ResultRun.State.COMPARED}
    return render(request, "competency/result_run.html", context)


@require_POST
@signed_in
def result_apply(request: HttpRequest, run: UUID) -> HttpResponse:
    """`/kompetensi/hasil/<uuid>/catat/`: record what is new."""
    try:
        count = actions.apply_results(actor=actor_of(request), now=now(), run=run)
    except actions.ResultsSettled as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        sentence = ngettext("%(n)s hasil dicatat.", "%(n)s hasil dicatat.", count)
        messages.success(request, sentence % {"n": number(count)})
    return redirect("competency_result_run", run=run)


@require_POST
@signed_in
def result_discard(request: HttpRequest, run: UUID) -> HttpResponse:
    """`/kompetensi/hasil/<uuid>/buang/`: put the file away."""
    try:
        actions.discard_results(actor=actor_of(request), now=now(), run=run)
    except actions.ResultsSettled as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect("competency_result_run", run=run)
    messages.success(request, _("Berkas dibuang; tidak ada yang dicatat."))
    return redirect("competency_results")


@require_safe
@signed_in
def result_sample(request: HttpRequest) -> FileResponse:
    """`/kompetensi/hasil/contoh.xlsx`: an empty file with the columns that are known."""
    queries.keeper_of(actor_of(request))
    row = ["198503122010012003", "M.05", "3", "31-08-2026", "31-08-2029"]
    return sample_file(
        HEADER, row, sheet=_("Hasil kompetensi"), name="contoh-hasil-kompetensi.xlsx"
    )
