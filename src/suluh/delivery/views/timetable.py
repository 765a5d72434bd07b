"""The timetable: written by the organiser, read by participants, taken along as a calendar file."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.delivery.actions.timetable import (
    add_meeting,
    change_meeting,
    copy_day,
    move_day,
    remove_meeting,
)
from suluh.delivery.forms.batch import DayForm, MeetingForm, values_of
from suluh.delivery.models import Offering
from suluh.delivery.queries.agenda import entry_of_session
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.batches import (
    Timetable,
    get_managed_batch,
    get_meeting,
    get_own_timetable,
    get_timetable,
)
from suluh.delivery.rules.calendar import to_ics
from suluh.delivery.rules.timetable import day_after
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def manage(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/jadwal/: all days; adding a session."""
    actor = actor_of(request)
    course = get_managed_batch(actor, uuid)
    form = MeetingForm(request.POST or None, zone=course.zone)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_meeting(actor=actor, uuid=uuid, plan=form.plan(), now=now())
            messages.success(
                request, _("Sesi %(subject)s masuk jadwal.") % {"subject": made.subject}
            )
            return redirect("batch_timetable", uuid=uuid)
        except DomainError as refusal:
            _tell(form, refusal)
    table = get_timetable(course)
    if not form.is_bound:
        form.initial = _next_values(course, table)
    context = _context(course, table) | {
        "form": form,
        "day_form": DayForm(days=table.days) if table.days else None,
    }
    return render(request, "delivery/batch_timetable.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/jadwal/<meeting>/: change a session."""
    actor = actor_of(request)
    course = get_managed_batch(actor, uuid)
    found = get_meeting(course, meeting)
    form = MeetingForm(
        request.POST or None, zone=course.zone, initial=values_of(found, zone=course.zone)
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_meeting(actor=actor, uuid=uuid, meeting=meeting, plan=form.plan(), now=now())
            messages.success(request, _("Perubahan sesi tersimpan."))
            return redirect("batch_timetable", uuid=uuid)
        except DomainError as refusal:
            _tell(form, refusal)
    context = {"course": course, "meeting": found, "form": form}
    return render(request, "delivery/batch_meeting.html", context)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """Asks once more, then takes the session out."""
    actor = actor_of(request)
    course = get_managed_batch(actor, uuid)
    found = get_meeting(course, meeting)
    if request.method == "POST":
        remove_meeting(actor=actor, uuid=uuid, meeting=meeting, now=now())
        messages.success(request, _("Sesi dihapus dari jadwal."))
        return redirect("batch_timetable", uuid=uuid)
    return render(
        request, "delivery/batch_meeting_remove.html", {"course": course, "meeting": found}
    )


@require_http_methods(["GET", "POST"])
def shift_day(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Copy a day's sessions to another day, or move them there."""
    actor = actor_of(request)
    course = get_managed_batch(actor, uuid)
    table = get_timetable(course)
    form = DayForm(request.POST or None, days=table.days)
    if request.method == "POST" and form.is_valid():
        act = move_day if "pindah" in request.POST else copy_day
        values = form.cleaned_data
        try:
            count = act(actor=actor, uuid=uuid, day=values["day"], to=values["to"], now=now())
            told = ngettext("%(n)d sesi dipasang.", "%(n)d sesi dipasang.", count)
            messages.success(request, told % {"n": count})
            return redirect("batch_timetable", uuid=uuid)
        except DomainError as refusal:
            _tell(form, refusal)
    return render(request, "delivery/batch_day.html", {"course": course, "form": form})


@require_GET
def own(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/pelatihan/<uuid>/jadwal/: the participant's timetable."""
    course, _mine, table = get_own_timetable(actor_of(request), uuid)
    return render(request, "delivery/course_timetable.html", _context(course, table))


@require_GET
def calendar_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The participant's timetable as a calendar file."""
    course, _mine, table = get_own_timetable(actor_of(request), uuid)
    entries = [
        entry_of_session(meeting, course, base=settings.BASE_URL)
        for meeting in table.meetings.values()
    ]
    text = to_ics(entries, name=course.title, now=now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="jadwal-{course.uuid}.ics"'
    return answer


def _context(course: Offering, table: Timetable) -> dict[str, Any]:
    return {
        "course": course,
        "tabs": batch_tabs(course, "jadwal"),
        "table": table,
        "days": [
            (day, [(slot, table.meetings[slot.uuid], table.clashes.get(slot.uuid, ())) for slot in day.slots])
            for day in table.days
        ],
        "today": local_date(now(), course.zone),
        "now": now(),
    }  # fmt: skip


def _next_values(course: Offering, table: Timetable) -> dict[str, Any]:
    first = local_date(course.starts_at, course.zone)
    last = local_date(course.ends_at, course.zone)
    latest = table.days[-1].slots[-1] if table.days else None
    if latest is None:
        return {"day": first, "begins": time(8)}
    found = values_of(table.meetings[latest.uuid], zone=course.zone)
    if found["ends"].hour >= 16:
        return {"day": min(day_after(table.days, first=first), last), "room": found["room"]}
    return {"day": found["day"], "begins": found["ends"], "room": found["room"]}


def _tell(form: Any, refusal: DomainError) -> None:
    if refusal.status != DomainError.status:
        raise refusal
    form.add_error(None, str(refusal.sentence))
