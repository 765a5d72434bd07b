"""The learner's side of a course: its page, joining, and the player."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.base.clock import local_date, now
from suluh.base.errors import NotFound
from suluh.base.kept import Kept
from suluh.base.prepared import with_kept_plans
from suluh.base.uploads import shown
from suluh.content.ports import activity_kinds, kind_of, light_kinds
from suluh.content.rules.completion import in_words
from suluh.content.types import Lesson, Report
from suluh.delivery.actions.learning import open_lesson, record
from suluh.delivery.actions.registration import ContactMissing, Gated, register
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.ports import course_links
from suluh.delivery.queries.courses import may_assign
from suluh.delivery.queries.gates import get_entry
from suluh.delivery.queries.learning import (
    Classroom,
    entering,
    get_classroom,
    get_course,
    get_room,
    inside_lesson,
    lesson_url,
    own_place,
    own_standing,
    renewal_of,
)
from suluh.delivery.queries.levels import Raised, raised_by
from suluh.delivery.queries.offerings import HOLDING, LEARNABLE, is_course_manager
from suluh.delivery.queries.pages import door
from suluh.delivery.queries.today import begun_beside
from suluh.delivery.rules.cap import Cap, cap_of
from suluh.delivery.rules.learning_days import Effort
from suluh.delivery.rules.prose import to_html
from suluh.delivery.views.notes import size_of
from suluh.delivery.views.outline import outline_rows
from suluh.identity.middleware import actor_of, is_signed_in
from suluh.ledger.queries import day_cap, earned_on

_LIMITS: Kept[int | None] = Kept()


@require_GET
def course(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/pelatihan/<uuid>/: what one learns, how long it takes, and the one thing to do now."""
    actor, moment = actor_of(request), now()
    offering = get_course(actor, uuid)
    mine = own_place(actor, offering)
    with entering(actor, offering):
        room = get_classroom(offering, mine)
        trainers = list(room.version.training.trainers.all())
        raised = raised_by(offering, mine)
        standing = own_standing(offering, mine)
    holds = mine is not None and mine.state in HOLDING
    context = {
        "course": offering,
        "room": room,
        "training": room.version.training,
        "trainers": trainers,
        "raised": raised,
        "requirements": to_html(room.version.training.requirements),
        "aims": [
            line.strip(" -") for line in room.version.training.aims.splitlines() if line.strip()
        ],
        "rule": in_words(room.version.completion),
        "mine": mine if holds else None,
        "standing": standing,
        "waiting": mine is not None and mine.state == Enrolment.State.WAITING,
        "door": door(offering, mine.state if mine else "", free=None, now=moment).value,
        "kinds": activity_kinds(),
        "done": room.done_keys,
        "checks": room.conditions if holds else (),
        "manages": (manages := is_course_manager(actor, offering)),
        "links": course_links(offering, enrolment=mine, actor=actor) if holds or manages else (),
        "may_assign": may_assign(actor),
        "cap": _cap(offering, room, moment),
        "renewal": renewal_of(offering),
        "entry": get_entry(actor, offering, now=moment) if actor.person_id else None,
        "now": moment,
    }
    return render(request, "delivery/course.html", context)


@require_GET
def cover(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """/pelatihan/<uuid>/sampul.webp: the picture of the training, for who sees the course."""
    actor = actor_of(request)
    offering = get_course(actor, uuid)
    with entering(actor, offering):
        training = get_classroom(offering, None).version.training
    if not training.cover:
        raise NotFound
    return shown(training.cover.open("rb"), kept="private, max-age=3600")


@require_POST
def begin(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Join and begin in one tap; asks only where nothing is known to reach the person by."""
    if not is_signed_in(request):
        return redirect_to_login(reverse("course", args=[uuid]), reverse(settings.LOGIN_URL))
    try:
        place = register(actor=actor_of(request), offering_uuid=uuid, now=now())
    except ContactMissing:
        return redirect("event_register", uuid=uuid)
    except Gated:
        return redirect("course_ask", uuid=uuid)
    return redirect("course_learn" if place.state in HOLDING else "course", uuid=uuid)


@require_GET
def learn(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/pelatihan/<uuid>/belajar/: on to where one was."""
    actor = actor_of(request)
    offering, mine = get_room(actor, uuid)
    if offering.state not in LEARNABLE:
        return redirect("course", uuid=uuid)
    with entering(actor, offering):
        current = get_classroom(offering, mine).current
    if current is None:
        return redirect("course", uuid=uuid)
    return redirect(lesson_url(uuid, current.key))


@require_http_methods(["GET", "POST"])
@with_kept_plans
def lesson(request: HttpRequest, uuid: UUID, key: UUID) -> HttpResponse:
    """/pelatihan/<uuid>/belajar/<key>/: outline, content, next; what the player posts comes here."""
    actor, moment = actor_of(request), now()
    room, found = open_lesson(actor=actor, offering_uuid=uuid, key=key, now=moment)
    if request.method == "POST":
        return _receive(request, room, found, now=moment)
    return render(request, "delivery/player.html", _player(request, room, found, now=moment))


def _receive(
    request: HttpRequest, room: Classroom, found: Lesson, *, now: datetime
) -> HttpResponse:
    kind = kind_of(found.kind)
    with inside_lesson(found):
        report: Report = kind.receive(found, data=request.POST, files=request.FILES, now=now)
        kept = record(lesson=found, report=report, now=now)
    if "quiet" in request.POST:
        return HttpResponse(status=204)
    sentence = "" if kept and kept.is_done else report.sentence
    if request.headers.get("HX-Request"):
        room, found = open_lesson(
            actor=actor_of(request), offering_uuid=room.offering.uuid, key=found.key, now=now
        )
        context = _player(request, room, found, now=now) | {"sentence": sentence}
        return render(request, "delivery/player.html", context)
    if sentence:
        messages.info(request, sentence)
    return redirect(lesson_url(room.offering.uuid, found.key))


def _player(
    request: HttpRequest, room: Classroom, found: Lesson, *, now: datetime
) -> dict[str, Any]:
    kind, token = kind_of(found.kind), get_token(request)  # one token for what is drawn in two
    with nullcontext() if found.kind in light_kinds() else inside_lesson(found):
        play = kind.player(found, now=now)
        within = {"lesson": found, "csrf_token": token, **play.context}
        drawn = render_to_string(play.template, within, request)
    parts = room.parts
    place = next(n for n, part in enumerate(parts) if part.key == found.key)
    return {
        "course": room.offering,
        "room": room,
        "lesson": found,
        "kind": kind,
        "play": play,
        "drawn": drawn,
        "csrf_token": token,
        "size": size_of(request),
        "before": parts[place - 1] if place else None,
        "after": parts[place + 1] if place + 1 < len(parts) else None,
        "number": place + 1,
        "total": len(parts),
        "share": room.share,
        "outline": outline_rows(room, found.key),
        "cap": _cap(room.offering, room, now),
        "mine": room.enrolment,
        "raised": _levels_of(request, room),
        "links": course_links(room.offering, enrolment=room.enrolment, actor=actor_of(request)),
    }


def _levels_of(request: HttpRequest, room: Classroom) -> list[Raised]:
    """What a completed course raised: the way from an uji kompetensi to one's map."""
    mine = room.enrolment
    if mine is None or mine.state != Enrolment.State.COMPLETED:
        return []
    with entering(actor_of(request), room.offering):
        return raised_by(room.offering, mine)


def _cap(offering: Offering, room: Classroom, now: datetime) -> Cap | None:
    """What the daily limit means for this person today."""
    today = local_date(now, offering.zone)
    limit = _LIMITS.get((offering.form_id, today), lambda: day_cap(offering.form_id, on=today))
    mine = room.enrolment
    if limit is None:
        return None
    elsewhere = 0
    begun: list[list[Effort]] = []
    if mine is not None and mine.state == Enrolment.State.REGISTERED:
        elsewhere = earned_on(mine.person_id, offering.form_id, on=today)
        begun = begun_beside(room, now=now)
    return cap_of(
        room.efforts(),
        total=room.version.minutes,
        limit=limit,
        today=today,
        elsewhere=elsewhere,
        begun=begun,
    )
