"""The learner's side beside the player: answers as they are given, and the result."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from suluh.activities.quiz.actions.attempts import AttemptClosed, keep_answers
from suluh.activities.quiz.queries.allowances import plan_of_attempt
from suluh.activities.quiz.queries.attempts import attempts_beside, inside, own_attempt
from suluh.activities.quiz.queries.results import judge, result_of
from suluh.activities.quiz.rules import posted, replies
from suluh.activities.quiz.rules.timing import next_attempt_at
from suluh.base.clock import now
from suluh.delivery.queries.learning import lesson_url
from suluh.identity.middleware import actor_of

REFUSED = 409


@require_POST
def save(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """POST /tes/<attempt>/: keep answers; the short way does the same in front of Django."""
    actor = actor_of(request)
    moment = now()
    sent = request.POST.get("kirim", "")
    given = posted.read(request.POST.get("jawaban", ""), sent=sent, now=moment)
    mine = own_attempt(actor, attempt)
    if given is None:
        return JsonResponse(replies.BROKEN, status=400)
    try:
        with inside(mine):
            kept = keep_answers(attempt=attempt, person_id=actor.person_id, given=given, now=moment)
    except AttemptClosed:
        return JsonResponse(replies.CLOSED, status=REFUSED)
    zone = mine.tenant.zone
    reply = replies.saved(
        kept.saved_at, kept.ends_at, zone=zone, language=get_language(), now=moment
    )
    return JsonResponse(reply)


@require_safe
def result(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """/tes/<attempt>/hasil/: what the review rule releases."""
    mine = own_attempt(actor_of(request), attempt)
    moment = now()
    with inside(mine):
        attempts = attempts_beside(mine)
        lesson = mine.activity
        plan = plan_of_attempt(mine)
        ended = [each.submitted_at or each.started_at for each in attempts]
        is_last = judge(plan, attempts).is_met or next_attempt_at(plan, ended, now=moment) is None
        found = result_of(mine, plan, is_last=is_last)
        back = lesson_url(mine.enrolment.offering.uuid, lesson.key)
    context = {"result": found, "plan": plan, "title": lesson.title, "back": back}
    context["may_try"] = not is_last and found.is_passed is False
    return render(request, "quiz/result.html", context)
