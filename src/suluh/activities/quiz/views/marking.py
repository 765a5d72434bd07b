"""The trainer's side: tests, the queue of answers to mark, one answer with its rubric."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.activities.quiz.actions.marking import ReasonMissing, mark_essay
from suluh.activities.quiz.forms import MarkForm
from suluh.activities.quiz.queries import marking
from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.delivery.queries.marking_scope import Reach, marking_in
from suluh.identity.middleware import actor_of


@require_safe
def tests(request: HttpRequest) -> HttpResponse:
    """/kelola/tes/: tests that people took; what waits comes first."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:100]
    context = {
        "page": get_page(request, marking.taken_tests(actor, text=text), size=20), "text": text,
        "waiting": marking.waiting_count(actor),
    }  # fmt: skip
    return render(request, "quiz/tests.html", context)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """/kelola/tes/uraian/: answers that wait for a person, oldest first."""
    actor, given = actor_of(request), request.GET
    text, is_done = given.get("q", "").strip()[:100], given.get("status") == "dinilai"
    with marking_in(actor, uuid_in(given, "tamu"), now=now()) as reach:
        key, course = uuid_in(given, "tes"), uuid_in(given, "kelas")
        rows = marking.marking_queue(reach, text=text, key=key, is_done=is_done, offering=course)
        page = get_page(request, rows, size=30)
        found = replace(page, items=marking.first_places(page.items))  # type: ignore[arg-type]
        kept = {"tes": str(key or ""), "tamu": str(reach.place or ""), "kelas": str(course or "")}
        kept = {name: value for name, value in kept.items() if value}
        context = {
            "page": found, "text": text, "is_done": is_done, "key": key, "reach": reach,
            "keep": kept | {"status": "dinilai" if is_done else ""}, "kept": urlencode(kept),
            "all_url": f"?tamu={reach.place}" if reach.place else "?",
        }  # fmt: skip
        return render(request, "quiz/queue.html", context)


def uuid_in(given: QueryDict, name: str) -> UUID | None:
    """A uuid of the query string; None where it says none."""
    try:
        return UUID(given.get(name, ""))
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, attempt: UUID, place: int) -> HttpResponse:
    """/kelola/tes/uraian/<attempt>/<place>/: question, answer, rubric; then the next one."""
    actor, moment = actor_of(request), now()
    with marking.at_sheet(actor, attempt, place, now=moment) as (found, reach):
        form = MarkForm(request.POST or None, rubric=found.rubric, mark=found.mark)
        if form.is_valid():
            try:
                mark_essay(
                    actor=actor, attempt=attempt, place=place, points=form.points,
                    comment=form.cleaned_data["comment"],
                    reason=form.cleaned_data.get("reason", ""), now=moment,
                )  # fmt: skip
            except ReasonMissing as refusal:
                form.add_error(None, str(refusal.sentence))
            else:
                return _next(request, found, reach)
        context = {
            "sheet": found, "form": form, "plan": found.attempt.activity.settings,
            "queue_link": _queue_url(reach),
        }  # fmt: skip
        return render(request, "quiz/sheet.html", context, status=422 if form.errors else 200)


def _next(request: HttpRequest, done: marking.Sheet, reach: Reach) -> HttpResponse:
    """The next answer of the same paper, else of the same test, else the queue."""
    mine = done.attempt
    messages.success(request, _("Nilai tersimpan."))
    place = marking.next_place(mine)
    if place is not None:
        return redirect("quiz_sheet", attempt=mine.uuid, place=place)
    rows = marking.marking_queue(reach, key=mine.activity.key)[:1]
    for each, first, _left in marking.first_places(list(rows)):
        return redirect("quiz_sheet", attempt=each.uuid, place=first)
    return redirect(_queue_url(reach))


def _queue_url(reach: Reach) -> str:
    """The queue of the same reach."""
    return reverse("quiz_queue") + (f"?tamu={reach.place}" if reach.place else "")
