"""Who runs a course plans its live sessions here, and sees who came."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.activities.session.actions import course as actions
from suluh.activities.session.forms import DateForm
from suluh.activities.session.queries import course as queries
from suluh.base.clock import now
from suluh.base.paging import Key, get_page_by_key
from suluh.delivery.actions.once import CountedInTimetable
from suluh.delivery.queries.courses import get_managed_course
from suluh.identity.middleware import actor_of

BY_NAME = Key("name", "id", "uuid")


@require_safe
def sessions(request: HttpRequest, offering: UUID) -> HttpResponse:
    """/kelola/kelas/<offering>/sesi/: the sessions of the outline with their dates."""
    course = get_managed_course(actor_of(request), offering)
    context = {"course": course, "rows": queries.planned_sessions(course), "now": now()}
    return render(request, "session/course_sessions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, offering: UUID, key: UUID) -> HttpResponse:
    """/kelola/kelas/<offering>/sesi/<key>/: the date, and who came."""
    actor = actor_of(request)
    course = get_managed_course(actor, offering)
    planned = queries.planned_session(course, key)
    form = DateForm(request.POST or None, initial=_known(planned.gathering, course.zone))
    if request.method == "POST" and form.is_valid():
        starts_at, ends_at = form.times(course.zone)
        try:
            actions.plan_session(
                actor=actor, offering=offering, key=key, starts_at=starts_at, ends_at=ends_at,
                link=form.cleaned_data["link"], place=form.cleaned_data["place"], now=now(),
            )  # fmt: skip
            messages.success(request, _("Jadwal sesi tersimpan."))
            return redirect(request.path)
        except CountedInTimetable as refusal:
            form.add_error(None, str(refusal.sentence))
    search = request.GET.get("q", "").strip()[:100]
    page = get_page_by_key(request, queries.seats(course, search=search), key=BY_NAME, size=50)
    context = {
        "course": course, "planned": planned, "form": form, "page": page, "search": search,
        "people": queries.attendees(planned, list(page.items)),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "session/course_session.html", context, status=status)


def _known(held: Any, zone: str) -> dict[str, Any]:
    if held is None:
        return {}
    begins, ends = (each.astimezone(ZoneInfo(zone)) for each in (held.starts_at, held.ends_at))
    return {
        "day": f"{begins:%Y-%m-%d}", "begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}",
        "link": held.link, "place": held.place,
    }  # fmt: skip


@require_POST
def state(request: HttpRequest, offering: UUID, key: UUID) -> HttpResponse:
    """/kelola/kelas/<offering>/sesi/<key>/hadir/: the organiser's word, with its reason."""
    given = request.POST.get("peserta", "")
    reason = request.POST.get("alasan", "")
    try:
        actions.state_attendance(
            actor=actor_of(request), offering=offering, key=key, enrolment=_uuid(given),
            reason=reason, now=now(),
        )  # fmt: skip
        messages.success(request, _("Kehadiran dinyatakan."))
    except CountedInTimetable as refusal:
        messages.error(request, str(refusal.sentence))
    return redirect("course_session", offering=offering, key=key)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
