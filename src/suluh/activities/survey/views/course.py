"""Evaluations in courses: sending one, the results, and the sheet of paper for a trainer."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.activities.survey import actions, queries
from suluh.activities.survey.forms import CourseForm
from suluh.activities.survey.models import Survey
from suluh.activities.survey.rules import FEWEST_SHOWN, outcome, read_plan, result_groups
from suluh.activities.survey.views.paper import trainer_pdf
from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.paging import get_page
from suluh.content.types import Lesson
from suluh.delivery.actions import record_result
from suluh.delivery.models import Offering
from suluh.delivery.ports import gained
from suluh.delivery.queries.batch_tabs import batch_tabs, may_see_batch
from suluh.delivery.queries.learning import get_lesson, inside_lesson, lesson_url
from suluh.identity.middleware import actor_of
from suluh.standards.spreadsheet import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, offering: UUID, key: UUID) -> HttpResponse:
    """/pelatihan/<offering>/evaluasi/<key>/: sends; a form with a gap comes back as it was filled."""
    lesson = get_lesson(actor_of(request), offering, key, now=now())
    if lesson.kind != "survey":
        raise NotFound
    back = lesson_url(offering, key)
    if request.method != "POST":
        return redirect(back)
    with inside_lesson(lesson):
        form = CourseForm(request.POST, groups=queries.groups_for(lesson))
        if not form.is_valid():
            context = {
                "form": form, "lesson": lesson, "plan": read_plan(lesson.settings),
                "send_url": request.path, "back": back, "is_sent": queries.has_sent(lesson),
            }  # fmt: skip
            return render(request, "survey/course_answer.html", context, status=422)
        _send(request, lesson, form)
    return redirect(back)


def _send(request: HttpRequest, lesson: Lesson, form: CourseForm) -> None:
    if actions.send_in_course(lesson=lesson, answers=form.answers(), now=now()):
        messages.success(request, _("Evaluasi terkirim. Terima kasih."))
    record_result(lesson=lesson, outcome=outcome(is_sent=True), now=now())


@require_safe
def results(request: HttpRequest, offering: UUID) -> HttpResponse:
    """/kelola/kelas/<offering>/evaluasi/: means and bands by group, free words; `?bagian=`."""
    actor = actor_of(request)
    course = queries.evaluated_course(actor, offering)
    found = queries.surveys_of_course(course)
    activity, survey = _chosen(request, found)
    search = request.GET.get("q", "").strip()[:100]
    people = queries.answered(survey) if survey else 0
    is_shown = survey is not None and _may_show(survey, people)
    context: dict[str, Any] = {
        "course": course, "activity": activity, "survey": survey, "answered": people, "q": search,
        "gained": gained(course), "is_shown": is_shown, "fewest": FEWEST_SHOWN, "groups": [],
        "parts": batch_tabs(course, "evaluasi") if may_see_batch(actor, course) else None,
        "tabs": [
            {"label": each.title, "url": f"?bagian={each.key}", "current": each is activity}
            for each, _form in found
        ],
    }  # fmt: skip
    if survey is not None and is_shown:
        page = get_page(request, queries.free_words(survey, search=search), size=30)
        context |= {"groups": _groups(course, survey), "page": page, "words": _words(page.items)}
    return render(request, "survey/course_results.html", context)


def _chosen(request: HttpRequest, found: list[Any]) -> tuple[Any, Survey | None]:
    """The evaluation that the address names, else the first."""
    asked = request.GET.get("bagian", "")
    named = [pair for pair in found if str(pair[0].key) == asked]
    return (named or found or [(None, None)])[0]


def _may_show(survey: Survey, people: int) -> bool:
    """Too few answers without names would tell who gave them."""
    return people >= FEWEST_SHOWN if survey.is_anonymous else people > 0


def _groups(course: Offering, survey: Survey) -> list[Any]:
    trainers = dict(queries.trainers_of_version(course.version_id or 0))
    return result_groups(queries.results_of(survey), trainers)


def _words(items: Any) -> list[list[str]]:
    """The free words of each set of answers."""
    return [
        [str(value) for value in row.answers.values() if isinstance(value, str) and value]
        for row in items
    ]


@require_safe
def download(request: HttpRequest, offering: UUID) -> HttpResponse:
    """/kelola/kelas/<offering>/evaluasi/unduh/: all answers as XLSX."""
    course = queries.evaluated_course(actor_of(request), offering)
    _activity, survey = _chosen(request, queries.surveys_of_course(course))
    if survey is None or not _may_show(survey, queries.answered(survey)):
        raise NotFound
    heading, rows = queries.sheet_of(survey)
    book = io.BytesIO()
    write_xlsx(book, heading, rows, sheet=_("Evaluasi"))
    response = HttpResponse(book.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="evaluasi.xlsx"'
    return response


@require_safe
def trainer(request: HttpRequest, offering: UUID, number: int) -> HttpResponse:
    """/kelola/kelas/<offering>/evaluasi/pengajar/<number>/: one page of paper, as proof."""
    course = queries.evaluated_course(actor_of(request), offering)
    _activity, survey = _chosen(request, queries.surveys_of_course(course))
    people = queries.answered(survey) if survey else 0
    if survey is None or not _may_show(survey, people):
        raise NotFound
    found = [group for group in _groups(course, survey) if group.trainer == number]
    if not found:
        raise NotFound
    response = HttpResponse(
        trainer_pdf(course, found[0], people=people, at=now()), content_type="application/pdf"
    )
    response["Content-Disposition"] = 'inline; filename="evaluasi-pengajar.pdf"'
    return response
