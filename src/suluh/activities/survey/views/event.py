"""Pages of the evaluation: answering, results, editing."""

from __future__ import annotations

import io
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.activities.survey import actions, queries
from suluh.activities.survey.forms import AnswerForm, EditorForm
from suluh.activities.survey.rules import read_questions
from suluh.activities.survey.types import QuestionKind
from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.base.prepared import with_kept_plans
from suluh.delivery.ports import organiser_tabs
from suluh.delivery.queries.review import Seat, get_run_event, get_seat, inside
from suluh.identity.middleware import actor_of
from suluh.standards.spreadsheet import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@with_kept_plans
def answer(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """GET, POST /acara/<event>/evaluasi/."""
    actor = actor_of(request)
    seat = get_seat(actor, event)
    with inside(seat.offering, actor):
        survey = actions.form_of(seat.offering, now=now())
        times = queries.times_of(seat.offering)
        receipt = queries.receipt_of(survey, person_id=actor.person_id)
    if receipt and request.method == "POST":  # pressed twice
        return redirect(request.path)
    moment = now()
    if receipt or not times.is_open(moment):
        return _closed(request, seat, times=times, receipt_at=receipt.at if receipt else None)
    form = AnswerForm(request.POST or None, questions=read_questions(survey.questions))
    if request.method == "POST" and form.is_valid():
        actions.send_answers(actor=actor, event=event, answers=form.answers(), now=moment)
        return redirect(request.path)
    context = {
        "form": form, "survey": survey, "offering": seat.offering, "times": times,
        "counts": times.counts(moment), "back": f"/acara/{event}/",
    }  # fmt: skip
    return render(request, "survey/answer.html", context, status=422 if form.errors else 200)


def _closed(
    request: HttpRequest, seat: Seat, *, times: queries.Times, receipt_at: datetime | None
) -> HttpResponse:
    counted = receipt_at is not None and times.counts(receipt_at)
    context = {
        "offering": seat.offering, "times": times, "receipt_at": receipt_at, "counted": counted,
        "is_early": now() < times.opens_at, "back": f"/acara/{seat.offering.uuid}/",
    }  # fmt: skip
    return render(request, "survey/closed.html", context)


@require_safe
def results(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """GET /kelola/acara/<event>/evaluasi/: means, bands and suggestions."""
    actor = actor_of(request)
    offering = get_run_event(actor, event)
    survey = actions.form_of(offering, now=now())
    search = request.GET.get("q", "").strip()
    page = get_page(request, queries.suggestions_of(survey, search=search), size=30)
    found = queries.results_of(survey)
    means = [result.mean for result in found if result.mean is not None]
    context = {
        "offering": offering, "survey": survey, "results": found, "page": page, "q": search,
        "suggestions": [answer.answers[queries.suggestion_key(survey)] for answer in page.items],
        "mean": sum(means) / len(means) if means else None,
        "answered": max((result.total for result in found), default=0),
        "tabs": organiser_tabs(offering, actor=actor), "current_tab": "evaluasi",
    }  # fmt: skip
    return render(request, "survey/results.html", context)


@require_safe
def download(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """GET /kelola/acara/<event>/evaluasi/unduh/: all answers as XLSX."""
    offering = get_run_event(actor_of(request), event)
    heading, rows = queries.sheet_of(queries.survey_of(offering))
    book = io.BytesIO()
    write_xlsx(book, heading, rows, sheet=_("Evaluasi"))
    response = HttpResponse(book.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="evaluasi.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """GET, POST /kelola/acara/<event>/evaluasi/pertanyaan/."""
    actor = actor_of(request)
    offering = get_run_event(actor, event)
    survey = actions.form_of(offering, now=now())
    before = read_questions(survey.questions)
    lines = {
        kind: "\n".join(each.text for each in before if each.kind is kind) for kind in QuestionKind
    }
    given = {
        "scales": lines[QuestionKind.SCALE], "texts": lines[QuestionKind.TEXT],
        "is_anonymous": survey.is_anonymous,
    }  # fmt: skip
    form = EditorForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        actions.edit_survey(
            actor=actor, event=event, questions=form.questions(before),
            is_anonymous=form.cleaned_data["is_anonymous"], now=now(),
        )  # fmt: skip
        messages.success(request, _("Pertanyaan tersimpan."))
        return redirect(f"/kelola/acara/{event}/evaluasi/")
    context = {"offering": offering, "form": form, "in_use": queries.has_answers(survey)}
    return render(request, "survey/edit.html", context, status=422 if form.errors else 200)
