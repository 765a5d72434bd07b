"""The organiser speaks: announcements, questions to be moderated, polls."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from suluh.activities.session.actions import talk
from suluh.activities.session.forms import AnnouncementForm, PollForm
from suluh.activities.session.queries.live import stream_url
from suluh.activities.session.queries.talk import polls_of, search_questions, talk_of
from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.paging import get_page
from suluh.delivery.ports import organiser_tabs
from suluh.delivery.queries.review import get_run_event
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def stage(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """GET, POST /kelola/acara/<event>/panggung/."""
    actor = actor_of(request)
    offering = get_run_event(actor, event)
    saying = AnnouncementForm(request.POST if "umumkan" in request.POST else None)
    asking = PollForm(request.POST if "jajak" in request.POST else None, prefix="jajak")
    if saying.is_bound and saying.is_valid():
        talk.announce(actor=actor, event=event, text=saying.cleaned_data["text"], now=now())
        return redirect(request.path)
    if asking.is_bound and asking.is_valid():
        talk.open_poll(actor=actor, event=event, **asking.cleaned_data, now=now())
        return redirect(request.path)
    search = request.GET.get("q", "").strip()
    context = {
        "offering": offering, "saying": saying, "asking": asking, "q": search,
        "page": get_page(request, search_questions(offering, search), size=30),
        "said": talk_of(offering, person_id=actor.person_id).announcements,
        "polls": polls_of(offering, person_id=actor.person_id, only_open=False),
        "stream": stream_url(offering),
        "tabs": organiser_tabs(offering, actor=actor), "current_tab": "panggung",
    }  # fmt: skip
    status = 422 if saying.errors or asking.errors else 200
    return render(request, "session/stage.html", context, status=status)


@require_POST
def moderate(request: HttpRequest, event: UUID, question: UUID) -> HttpResponseBase:
    """POST /kelola/acara/<event>/panggung/tanya/<question>/."""
    acts = {"jawab": "answer", "sembunyikan": "hide", "tampilkan": "show"}
    act = acts.get(request.POST.get("tindakan", ""))
    if act is None:
        raise NotFound
    talk.moderate_question(
        actor=actor_of(request), event=event, question=question, act=act, now=now()
    )
    return redirect(f"/kelola/acara/{event}/panggung/#pertanyaan")


@require_POST
def close_poll(request: HttpRequest, event: UUID, poll: UUID) -> HttpResponseBase:
    """POST /kelola/acara/<event>/panggung/jajak/<poll>/."""
    talk.close_poll(actor=actor_of(request), event=event, poll=poll, now=now())
    return redirect(f"/kelola/acara/{event}/panggung/#jajak")
