"""What the player asks for beside its page: files, and where to say what was played."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from suluh.activities.video.actions.watching import hear
from suluh.activities.video.queries.files import captions_text, file_of
from suluh.activities.video.rules import claims, tickets
from suluh.base.clock import now
from suluh.base.files import send_file
from suluh.delivery.actions.learning import record
from suluh.delivery.queries.learning import get_lesson, inside_lesson
from suluh.identity.middleware import actor_of


@require_POST
def watched(request: HttpRequest, offering: UUID, key: UUID) -> JsonResponse:
    """/pelatihan/<offering>/video/<key>/: a claim; the answer says what is seen by now."""
    moment = now()
    lesson = get_lesson(actor_of(request), offering, key, now=moment)
    claim = claims.read(request.POST) if lesson.kind == "video" else None
    if claim is None:
        return JsonResponse({"hasil": "rusak"}, status=400)
    with inside_lesson(lesson):
        heard = hear(lesson=lesson, claim=claim, now=moment)
        record(lesson=lesson, report=heard.report, now=moment)
    return JsonResponse({
        "hasil": heard.standing.value,
        "persen": heard.seen.percent,
        "cukup": bool(heard.report.outcome and heard.report.outcome.is_met),
        "tanda": tickets.issue(
            person_id=lesson.person_id, activity_id=lesson.activity_id, now=moment
        ),
    })  # fmt: skip


@require_safe
def media(request: HttpRequest, signed: str, name: str) -> HttpResponseBase:
    """/video/<signed>/<name>: a file of a video, for the person it was signed for."""
    text = captions_text(actor_of(request), signed, name, now=now())
    if text is not None:
        return HttpResponse(text, content_type="text/vtt; charset=utf-8")
    path, kind = file_of(actor_of(request), signed, name, now=now())
    return send_file(request, Path(settings.MEDIA_ROOT), path, content_type=kind)
