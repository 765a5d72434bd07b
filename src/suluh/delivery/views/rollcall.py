"""The roll: ticked by hand, scanned from badges also without a line, closed, corrected."""

from __future__ import annotations

import base64
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.base.clock import now
from suluh.base.errors import DomainError, NotFound
from suluh.base.paging import get_page
from suluh.delivery.actions.rollcall import Word, all_present, close_roll, take_words
from suluh.delivery.forms.rollcall import CorrectionForm, words_from_phone
from suluh.delivery.models import Status
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.rollcall import (
    expected_in,
    get_expected,
    get_own_card,
    get_roll_batch,
    get_roll_meeting,
    is_ticket,
    lines_of,
    marks_of,
    roll_of,
    rolls_of,
    ticket_of,
)
from suluh.identity.middleware import actor_of
from suluh.standards.qr import png

_CAMERA = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"


@require_GET
def rolls(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/hadir/: every session and how its roll stands."""
    course = get_roll_batch(actor_of(request), uuid)
    found = rolls_of(course)
    moment = now()
    context = {
        "course": course,
        "tabs": batch_tabs(course, "hadir"),
        "rolls": found,
        "closed": sum(roll.meeting.roll_closed_at is not None for roll in found),
        "next": next((roll for roll in found if roll.meeting.roll_closed_at is None), None),
        "now": moment,
    }
    return render(request, "delivery/batch_rolls.html", context)


@require_GET
def roll(request: HttpRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/hadir/<meeting>/: everybody, one tap each."""
    course, found = get_roll_meeting(actor_of(request), uuid, meeting)
    text = request.GET.get("q", "").strip()[:80]
    rows = expected_in(course)
    if text.isdecimal():
        rows = rows.filter(person__nip__startswith=text)
    elif text:
        rows = rows.filter(name__icontains=text)
    page = get_page(request, rows, size=100)
    context = {
        "course": course,
        "meeting": found,
        "roll": roll_of(course, found),
        "page": page,
        "lines": lines_of(found, list(page.items)),
        "text": text,
        "statuses": Status.choices,
    }
    return render(request, "delivery/roll.html", context)


@require_POST
def tick(request: HttpRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """One tap of the list; a repeat changes nothing. Answers with the row alone where asked."""
    try:
        place, status = UUID(request.POST["place"]), request.POST["status"]
    except (KeyError, ValueError) as error:
        raise NotFound from error
    actor, moment = actor_of(request), now()
    course, found = get_roll_meeting(actor, uuid, meeting)
    person = get_expected(course, place)
    word = Word(uuid4(), place, status)
    (line,) = lines_of(found, [person])
    if line.status != status:
        take_words(actor=actor, uuid=uuid, meeting=meeting, words=[word], now=moment)
        (line,) = lines_of(found, [person])
    if not request.headers.get("HX-Request"):
        return redirect("roll", uuid=uuid, meeting=meeting)
    context = {
        "course": course, "meeting": found, "line": line, "statuses": Status.choices,
        "roll": roll_of(course, found),
    }  # fmt: skip
    return render(request, "delivery/parts/roll_line.html", context)


@require_POST
def everybody(request: HttpRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """Of whom nothing was said yet is there."""
    count = all_present(actor=actor_of(request), uuid=uuid, meeting=meeting, now=now())
    told = ngettext("%(n)d orang ditandai hadir.", "%(n)d orang ditandai hadir.", count)
    messages.success(request, told % {"n": count})
    return redirect("roll", uuid=uuid, meeting=meeting)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """Asks once more; of whom nothing was said is absent from then on."""
    actor = actor_of(request)
    course, found = get_roll_meeting(actor, uuid, meeting)
    if request.method == "POST":
        close_roll(actor=actor, uuid=uuid, meeting=meeting, now=now())
        messages.success(request, _("Daftar hadir sesi ini ditutup."))
        return redirect("batch_rolls", uuid=uuid)
    context = {"course": course, "meeting": found, "roll": roll_of(course, found)}
    return render(request, "delivery/roll_close.html", context)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, uuid: UUID, meeting: UUID, place: UUID) -> HttpResponse:
    """One person's presence: every word said about it, and a correction with its reason."""
    actor = actor_of(request)
    course, found = get_roll_meeting(actor, uuid, meeting)
    person = get_expected(course, place)
    (line,) = lines_of(found, [person])
    form = CorrectionForm(request.POST or None, initial={"status": line.status})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        word = Word(uuid4(), place, values["status"], reason=values["reason"])
        try:
            take_words(actor=actor, uuid=uuid, meeting=meeting, words=[word], now=now())
            messages.success(request, _("Kehadiran diperbaiki."))
            return redirect("roll", uuid=uuid, meeting=meeting)
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error("reason", str(refusal.sentence))
    context = {
        "course": course, "meeting": found, "line": line, "form": form,
        "marks": marks_of(found, person)[:50],
    }  # fmt: skip
    return render(request, "delivery/roll_correct.html", context)


@require_http_methods(["GET", "POST"])
def scan(request: HttpRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """Badges by the camera; what was seen without a line comes here when there is one again."""
    actor = actor_of(request)
    course, found = get_roll_meeting(actor, uuid, meeting)
    if request.method == "POST":
        return _take(request, uuid, meeting)
    people = [
        {"place": place.uuid.hex, "name": place.name, "nip": (place.person.nip or "")[-4:]}
        for place in expected_in(course)
    ]
    context = {
        "course": course,
        "meeting": found,
        "roll": roll_of(course, found),
        "people": people,
        "ticket": ticket_of(actor, found),
    }
    answer = render(request, "delivery/roll_scan.html", context)
    answer["Permissions-Policy"] = _CAMERA
    return answer


def _take(request: HttpRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    actor = actor_of(request)
    course, found = get_roll_meeting(actor, uuid, meeting)
    if not is_ticket(request.POST.get("ticket", ""), actor=actor, meeting=found):
        raise NotFound
    words = words_from_phone(request.POST.get("words", ""))
    taken = take_words(actor=actor, uuid=uuid, meeting=meeting, words=words, now=now())
    return JsonResponse(
        {
            "done": [str(key) for key in (*taken.new, *taken.known)],
            "refused": [str(key) for key in taken.refused],
            "present": roll_of(course, found).present,
        }
    )


@require_GET
def card(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/pelatihan/<uuid>/kartu/: the participant's badge, to be shown to the organiser's phone."""
    course, mine, code = get_own_card(actor_of(request), uuid)
    picture = "data:image/png;base64," + base64.b64encode(png(code)).decode()
    context = {"course": course, "mine": mine, "picture": picture}
    return render(request, "delivery/course_card.html", context)
