"""What the learner's page asks for beside the player: saving by itself, own files."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from suluh.activities.assignment.actions.writing import save_draft
from suluh.activities.assignment.queries.work import file_of
from suluh.base.clock import now
from suluh.base.uploads import served
from suluh.delivery.queries.learning import get_lesson, inside_lesson
from suluh.identity.middleware import actor_of


@require_POST
def save(request: HttpRequest, offering: UUID, key: UUID) -> JsonResponse:
    """POST …/tugas/<key>/simpan/: the draft, while one types. 409 where another device was quicker."""
    moment, stamp = now(), request.POST.get("cap", "")
    lesson = get_lesson(actor_of(request), offering, key, now=moment)
    with inside_lesson(lesson):
        saved = save_draft(
            lesson=lesson, text=request.POST.get("isi", ""), now=moment,
            stamp=int(stamp) if stamp.isdecimal() and len(stamp) < 9 else 0,
        )  # fmt: skip
    if saved.is_stale or saved.is_closed:
        return JsonResponse({"hasil": "lain", "cap": saved.stamp}, status=409)
    return JsonResponse({"hasil": "tersimpan", "cap": saved.stamp})


@require_safe
def file(request: HttpRequest, offering: UUID, key: UUID, file: UUID) -> FileResponse:
    """…/tugas/<key>/berkas/<file>/: a file of one's own work, or of one's team's."""
    lesson = get_lesson(actor_of(request), offering, key, now=now())
    with inside_lesson(lesson):
        found = file_of(lesson, file)
        return served(found.file.open("rb"), name=found.name)
