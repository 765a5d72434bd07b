"""A question marked again: who gains and loses, why, and afterwards what was done."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from suluh.activities.quiz.actions.regrading import NothingToRegrade, ask_regrade
from suluh.activities.quiz.forms import RegradeForm
from suluh.activities.quiz.queries import bank
from suluh.activities.quiz.queries import regrading as queries
from suluh.activities.quiz.rules.regrading import Way
from suluh.base.clock import now
from suluh.base.paging import Page, get_page
from suluh.base.queries import job_behind, time_left
from suluh.identity.middleware import actor_of

SIZE = 30
WAYS = {"kunci": Way.KEY, "batal": Way.VOID}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, question: UUID) -> HttpResponse:
    """/kelola/bank-soal/<question>/nilai-ulang/: the forecast, then the reason."""
    actor = actor_of(request)
    found = bank.get_question(actor, question)
    name = request.GET.get("cara", "") if request.GET.get("cara") in WAYS else "kunci"
    forecast = queries.preview(actor, found, WAYS[name])
    form = RegradeForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            made = ask_regrade(
                actor=actor, question=found, way=WAYS[name], reason=reason, now=now()
            )
        except NothingToRegrade as refusal:
            messages.error(request, str(refusal.sentence))
        else:
            return redirect("regrade", regrade=made.uuid)
    page = _page(request, forecast)
    context = {
        "question": found, "way": name, "forecast": forecast, "form": form,
        "page": replace(page, items=queries.rows_of(page.items)),  # type: ignore[arg-type]
    }  # fmt: skip
    return render(request, "quiz/regrade_ask.html", context, status=422 if form.errors else 200)


def _page(request: HttpRequest, forecast: queries.Forecast) -> Page[queries.Change]:
    raw = request.GET.get("halaman", "1")
    number = max(1, int(raw)) if raw.isdecimal() and len(raw) < 6 else 1
    found = forecast.changes[(number - 1) * SIZE : number * SIZE]
    way = request.GET.get("cara", "kunci")
    has_next = len(forecast.changes) > number * SIZE
    return Page(found, number, has_next, f"cara={way if way in WAYS else 'kunci'}")


@require_safe
def regrade(request: HttpRequest, regrade: UUID) -> HttpResponse:
    """/kelola/bank-soal/nilai-ulang/<regrade>/: progress, then the log."""
    actor = actor_of(request)
    found = queries.get_regrade(actor, regrade)
    job = job_behind(found)
    context = {"regrade": found, "job": job, "is_void": found.way == Way.VOID}
    if job is not None and job.is_busy:
        return render(request, "quiz/regrade_job.html", context | {"left": time_left(job, now())})
    if request.headers.get("HX-Target", "").endswith("pekerjaan"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    text = request.GET.get("q", "").strip()[:100]
    page = get_page(request, queries.lines_of(found, text=text), size=SIZE)
    return render(request, "quiz/regrade.html", context | {"page": page, "text": text})
