"""What the learner's page asks for beside the player: choosing a guide, own files, the paper."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.activities.practice.actions.guides import propose
from suluh.activities.practice.actions.planning import Texts, keep_texts
from suluh.activities.practice.actions.posting import by_of, uuid_of
from suluh.activities.practice.queries.paper import paper_of
from suluh.activities.practice.queries.people import face_by_uuid, found, supervisor_of
from suluh.activities.practice.queries.player import ROLE_NAMES
from suluh.activities.practice.queries.sheet import (
    brief_of,
    file_of,
    practice_of,
    seen_by,
    sheet_of,
)
from suluh.activities.practice.types import Role
from suluh.activities.practice.views.paper import pdf
from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.uploads import served
from suluh.content.types import Lesson
from suluh.delivery.queries.learning import get_lesson, inside_lesson
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, offering: UUID, key: UUID, role: str) -> HttpResponse:
    """…/praktik/<key>/pembimbing/<role>/: find somebody of one's agency, and ask them."""
    actor, moment = actor_of(request), now()
    lesson = _lesson(request, offering, key)
    wanted = role_of(role)
    if wanted not in brief_of(lesson).guides:
        raise NotFound
    if request.method == "POST":
        uuid = uuid_of(request.POST.get("orang", ""))
        face = face_by_uuid(str(uuid), learner_id=actor.person_id) if uuid else None
        if face is None:
            raise NotFound
        with inside_lesson(lesson):
            propose(lesson=lesson, by=by_of(lesson), role=wanted, face=face, now=moment)
        messages.success(request, _("Usulan terkirim. Anda diberi tahu begitu ia menjawab."))
        return redirect(lesson.url)
    text = request.GET.get("q", "").strip()[:80]
    context = {
        "lesson": lesson, "role": wanted.value, "role_name": ROLE_NAMES[wanted], "text": text,
        "chief": supervisor_of(actor.person_id), "found": found(actor, text, but=actor.person_id),
    }  # fmt: skip
    return render(request, "practice/people.html", context)


def role_of(text: str) -> Role:
    """The role in the address."""
    if text not in set(Role):
        raise NotFound
    return Role(text)


def _lesson(request: HttpRequest, offering: UUID, key: UUID) -> Lesson:
    lesson = get_lesson(actor_of(request), offering, key, now=now())
    if lesson.kind != "practice":
        raise NotFound
    return lesson


@require_POST
def save(request: HttpRequest, offering: UUID, key: UUID) -> JsonResponse:
    """POST …/praktik/<key>/simpan/: the plan's texts, while one types. 409 where they may not."""
    lesson, stamp = _lesson(request, offering, key), request.POST.get("cap", "")
    texts = [request.POST.get(name, "") for name in ("masalah", "gagasan", "hasil")]
    with inside_lesson(lesson):
        kept = keep_texts(
            lesson=lesson, texts=Texts(*texts), now=now(),
            stamp=int(stamp) if stamp.isdecimal() and len(stamp) < 9 else 0,
        )  # fmt: skip
    if kept is None:
        return JsonResponse({"hasil": "lain"}, status=409)
    return JsonResponse({"hasil": "tersimpan", "cap": kept})


@require_safe
def file(request: HttpRequest, offering: UUID, key: UUID, file: UUID) -> FileResponse:
    """…/praktik/<key>/berkas/<file>/: a file of one's own practice."""
    lesson = _lesson(request, offering, key)
    with inside_lesson(lesson):
        found_ = file_of(practice_of(lesson), file)
        return served(found_.file.open("rb"), name=found_.name)


@require_safe
def sheet(request: HttpRequest, offering: UUID, key: UUID) -> HttpResponse:
    """…/praktik/<key>/lembar.pdf: the lembar bimbingan."""
    lesson = _lesson(request, offering, key)
    with inside_lesson(lesson):
        practice = practice_of(lesson)
        if practice is None:
            raise NotFound
        shown = seen_by(sheet_of(practice), person_id=lesson.person_id)
        return pdf(paper_of(shown, now=now()), name="lembar-bimbingan")
