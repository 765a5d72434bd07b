"""A learner's own notes and marks, and how large they read."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from suluh.base.clock import now
from suluh.base.requests import next_path
from suluh.delivery.actions.notes import keep_note, set_mark
from suluh.delivery.queries.learning import lesson_url
from suluh.delivery.queries.notes import own_notes
from suluh.identity.middleware import actor_of

SIZES = ("besar", "sangat-besar")
_YEAR = 365 * 86400


@require_GET
def notes(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/pelatihan/<uuid>/catatan/: everything one wrote and marked, in the order of the course."""
    text = request.GET.get("q", "")[:100]
    course, found = own_notes(actor_of(request), uuid, text=text)
    return render(request, "delivery/notes.html", {"course": course, "found": found, "text": text})


@require_POST
def note(request: HttpRequest, uuid: UUID, key: UUID) -> HttpResponse:
    """POST: the note as it stands, or the mark; a script gets the note back, a browser the lesson."""
    actor, moment = actor_of(request), now()
    if "tanda" in request.POST:
        is_marked = request.POST["tanda"] == "1"
        set_mark(actor=actor, offering_uuid=uuid, key=key, is_marked=is_marked, now=moment)
        return redirect(lesson_url(uuid, key))
    kept = keep_note(
        actor=actor,
        offering_uuid=uuid,
        key=key,
        text=request.POST.get("catatan", "").replace("\r\n", "\n").replace("\0", ""),
        base=request.POST.get("dasar", "").replace("\r\n", "\n"),
        now=moment,
    )
    if "quiet" in request.POST:
        return HttpResponse(kept.text, content_type="text/plain; charset=utf-8")
    return redirect(f"{lesson_url(uuid, key)}#catatan")


def size_of(request: HttpRequest) -> str:
    """How large lessons are written on this device: one of SIZES, '' for the usual size."""
    kept = request.COOKIES.get("huruf", "")
    return kept if kept in SIZES else ""


@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """/tampilan/huruf/: how large lessons are written on this device; remembered for a year."""
    chosen = request.POST.get("ukuran", "")
    response = redirect(next_path(request, "/belajar/"))
    if chosen in SIZES:
        response.set_cookie(
            "huruf", chosen, max_age=_YEAR, samesite="Lax", secure=settings.SECURE_COOKIES,
            httponly=True,
        )  # fmt: skip
    else:
        response.delete_cookie("huruf")
    return response
