"""The participant's live page, and the talk on it."""

from __future__ import annotations

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from suluh.activities.session.actions import talk
from suluh.activities.session.forms import QuestionForm
from suluh.activities.session.queries import live
from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.identity.middleware import actor_of

_TOKEN = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{20})")


@require_safe
@ensure_csrf_cookie
def live_page(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """GET /acara/<event>/langsung/; ?bagian= asks for one part of it."""
    actor, moment = actor_of(request), now()
    part = request.GET.get("bagian", "")
    if part == "kini":
        seat, state = live.get_now(actor, event, now=moment)
        given = {"offering": seat.offering, "state": state, "moment": moment}
        return render(request, "session/live.html#kini", given)
    if part in {"pertanyaan", "jajak", "pengumuman"}:
        return _talk(request, event, part)
    page = live.get_live_page(actor, event, now=moment)
    context = {
        "page": page, "offering": page.seat.offering, "state": page.now, "talk": page.talk,
        "moment": moment, "form": QuestionForm(), "back": f"/acara/{event}/",
        "is_over": moment > page.seat.offering.ends_at,
    }  # fmt: skip
    return render(request, "session/live.html", context)


def _talk(request: HttpRequest, event: UUID, part: str) -> HttpResponse:
    seat, said = live.get_talk(actor_of(request), event)
    return render(
        request, f"session/live_talk.html#{part}", {"offering": seat.offering, "talk": said}
    )


@require_safe
@ensure_csrf_cookie
def scanned(request: HttpRequest, token: str) -> HttpResponseBase:
    """GET /hadir/k/<token>/: the QR code on the screen leads here; one press records."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        raise NotFound
    window = live.get_scanned_window(UUID(match[1]))
    context = {"window": window, "offering": window.offering, "code": match[2]}
    return render(request, "session/scanned.html", context)


@require_POST
def ask(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """POST /acara/<event>/langsung/tanya/."""
    form = QuestionForm(request.POST)
    if form.is_valid():
        talk.ask_question(
            actor=actor_of(request), event=event, text=form.cleaned_data["text"], now=now()
        )
    return _answer(request, event, "pertanyaan")


@require_POST
def vote(request: HttpRequest, event: UUID, question: UUID) -> HttpResponseBase:
    """POST /acara/<event>/langsung/tanya/<question>/dukung/."""
    talk.vote_question(actor=actor_of(request), event=event, question=question)
    return _answer(request, event, "pertanyaan")


@require_POST
def choose(request: HttpRequest, event: UUID, poll: UUID) -> HttpResponseBase:
    """POST /acara/<event>/langsung/jajak/<poll>/."""
    given = request.POST.get("pilihan", "")
    option = int(given) if given.isdecimal() and len(given) < 3 else -1
    talk.vote_poll(actor=actor_of(request), event=event, poll=poll, option=option)
    return _answer(request, event, "jajak")


def _answer(request: HttpRequest, event: UUID, part: str) -> HttpResponseBase:
    """The changed part for htmx; back to the page for everybody else."""
    if request.headers.get("HX-Request"):
        return _talk(request, event, part)
    return redirect(f"/acara/{event}/langsung/#{part}")
