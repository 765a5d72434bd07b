"""Pages of personnel facts: upload, look at what would change, record it."""

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
from suluh.identity.actions import facts as actions
from suluh.identity.forms.facts import FactsForm
from suluh.identity.middleware import actor_of, signed_in
from suluh.identity.models import FactRun
from suluh.identity.queries import facts as queries
from suluh.identity.rules.facts import HEADER
from suluh.organisation.rules.roles import Permission, home_of, require


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def fact_list(request: HttpRequest) -> HttpResponse:
    """`/pegawai/data/`: upload a file of facts, and the files before it."""
    actor = actor_of(request)
    past = queries.fact_runs(actor)
    form = FactsForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = actions.compare_facts(
                actor=actor, now=now(), file=file, file_name=file.name,
                source=form.cleaned_data["source"],
            )  # fmt: skip
        except actions.FactsRefused as refusal:
            form.add_error("file", str(refusal.sentence))
        else:
            return redirect("fact_run", run=run.uuid)
    page = get_page(request, past, size=20)
    return render(request, "identity/fact_list.html", {"form": form, "page": page})


@require_safe
@signed_in
def fact_run(request: HttpRequest, run: UUID) -> HttpResponse:
    """`/pegawai/data/<uuid>/`: what the file would record, what is known, what is refused."""
    row = queries.get_fact_run(actor_of(request), run)
    context = changes_page(request, queries.fact_counts(row), partial(queries.fact_rows, row))
    context |= {"run": row, "is_open": row.state == FactRun.State.COMPARED}
    return render(request, "identity/fact_run.html", context)


@require_POST
@signed_in
def fact_apply(request: HttpRequest, run: UUID) -> HttpResponse:
    """`/pegawai/data/<uuid>/terapkan/`: record what is new."""
    try:
        row = actions.apply_facts(actor=actor_of(request), now=now(), run=run)
    except actions.FactsSettled as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        count = queries.fact_counts(row)["new"]
        sentence = ngettext("%(n)s data dicatat.", "%(n)s data dicatat.", count)
        messages.success(request, sentence % {"n": number(count)})
    return redirect("fact_run", run=run)


@require_POST
@signed_in
def fact_discard(request: HttpRequest, run: UUID) -> HttpResponse:
    """`/pegawai/data/<uuid>/buang/`: put the file away."""
    try:
        actions.discard_facts(actor=actor_of(request), now=now(), run=run)
    except actions.FactsSettled as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect("fact_run", run=run)
    messages.success(request, _("Berkas dibuang; tidak ada yang dicatat."))
    return redirect("fact_list")


@require_safe
@signed_in
def fact_sample(request: HttpRequest) -> FileResponse:
    """`/pegawai/data/contoh.xlsx`: an empty file with the columns that are known."""
    actor = actor_of(request)
    require(actor, Permission.PEOPLE_IMPORT, agency_id=home_of(actor))
    row = [
        "198503122010012003", "S1/D4", "31-08-2007", "Baik", "2025", "", "", "PKP", "2023", "",
        "", "72,5", "30-06-2026",
    ]  # fmt: skip
    return sample_file(
        HEADER, row, sheet=_("Data kepegawaian"), name="contoh-data-kepegawaian.xlsx"
    )
