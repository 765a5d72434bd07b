"""A question inside the video: into the player, or as a page of its own without JavaScript."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from suluh.activities.video.actions.answering import answer
from suluh.activities.video.queries.stops import put_of
from suluh.activities.video.queries.watching import outcome_of
from suluh.activities.video.rules import setup as setups
from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.delivery.actions.learning import record_result
from suluh.delivery.queries.learning import get_lesson, inside_lesson
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, offering: UUID, key: UUID, number: int) -> HttpResponse:
    """/pelatihan/<offering>/video/<key>/tanya/<number>/: the question; posted, its answer."""
    moment = now()
    lesson = get_lesson(actor_of(request), offering, key, now=moment)
    if lesson.kind != "video":
        raise NotFound
    is_part = request.headers.get("X-Requested-With") == "video"
    with inside_lesson(lesson):
        if request.method == "POST":
            given = request.POST.getlist("jawaban")
            put = answer(lesson=lesson, number=number, given=given, now=moment)
            outcome = outcome_of(lesson)
            if outcome.is_met:
                record_result(lesson=lesson, outcome=outcome, now=moment)
            if not is_part:
                return redirect(request.path)
        else:
            put = put_of(lesson, number)
        setup = setups.of(lesson.settings)
        context = {
            "put": put, "lesson": lesson, "address": request.path, "is_part": is_part,
            "must_answer": setup.must_answer, "time": setups.length_in_words(put.stop.at),
        }  # fmt: skip
        template = "video/parts/stop.html" if is_part else "video/stop.html"
        return render(request, template, context)
