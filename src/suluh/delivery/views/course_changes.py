"""Changing a class after it was opened, and calling it off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.delivery.actions.course_changes import cancel_course, change_course, closing_day
from suluh.delivery.forms.course import ChangeForm
from suluh.delivery.forms.series import ReasonForm
from suluh.delivery.models import Offering
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.batches import is_batch
from suluh.delivery.queries.courses import counts_of_course, get_managed_course
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/ubah/: name, days, place, seats."""
    actor = actor_of(request)
    course = get_managed_course(actor, uuid)
    form = ChangeForm(request.POST or None, initial=_known(course), has_end=course.has_end)
    if request.method == "POST" and form.is_valid():
        try:
            change_course(actor=actor, uuid=uuid, facts=form.facts(), now=now())
            messages.success(request, _("Kelas tersimpan."))
            return redirect("course_manage", uuid=uuid)
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error(None, str(refusal.sentence))
    context = {
        "course": get_managed_course(actor, uuid),
        "tabs": batch_tabs(course, "ubah") if course.has_end and is_batch(course) else None,
        "form": form,
    }
    return render(request, "delivery/course_change.html", context)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/batalkan/: with a reason that everybody in it is told."""
    actor = actor_of(request)
    course = get_managed_course(actor, uuid)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_course(actor=actor, uuid=uuid, reason=form.cleaned_data["reason"], now=now())
            messages.success(request, _("Kelas dibatalkan. Pesertanya diberi tahu."))
            return redirect("course_manage", uuid=uuid)
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error(None, str(refusal.sentence))
    counts = counts_of_course(course, today=local_date(now(), course.zone))
    return render(
        request, "delivery/course_cancel.html", {"course": course, "form": form, "counts": counts}
    )


def _known(course: Offering) -> dict[str, Any]:
    known: dict[str, Any] = {"title": course.title, "place": course.place, "seats": course.seats}
    if course.has_end:
        last, closes = local_date(course.last_moment, course.zone), closing_day(course)
        known |= {
            "first": local_date(course.starts_at, course.zone),
            "last": last,
            "closes": None if closes == last else closes,
        }
    return known
