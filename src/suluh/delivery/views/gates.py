"""The organiser sets what stands before a course, and lets single people in without."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.delivery.actions.gates import set_gate, waive, withdraw_waiver
from suluh.delivery.forms.gate import GateForm, UnwaiveForm, WaiverForm
from suluh.delivery.models import Offering
from suluh.delivery.queries.courses import get_managed_course
from suluh.delivery.queries.gates import (
    get_waiver,
    terms_of,
    trainings_to_ask,
    waivers_of,
    without_waiver,
)
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/syarat/: approval, trainings before, one title at a time."""
    actor = actor_of(request)
    course = get_managed_course(actor, uuid)
    form = GateForm(
        request.POST or None, trainings=trainings_to_ask(course), initial=terms_of(course)
    )
    if request.method == "POST" and form.is_valid():
        set_gate(actor=actor, course=uuid, terms=form.terms(), now=now())
        messages.success(request, _("Syarat masuk tersimpan. Yang sudah ikut tetap ikut."))
        return redirect("course_gate", uuid=uuid)
    return _show(request, course, form, WaiverForm())


@require_http_methods(["GET", "POST"])
def waiver(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Let one person in without the trainings asked for."""
    actor = actor_of(request)
    course = get_managed_course(actor, uuid)
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = waive(actor=actor, course=uuid, **form.cleaned_data, now=now())
            told = _("%(name)s boleh ikut tanpa prasyarat.") % {"name": made.name}
            messages.success(request, told)
            return redirect("course_gate", uuid=uuid)
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error("nip", str(refusal.sentence))
    gate = GateForm(trainings=trainings_to_ask(course), initial=terms_of(course))
    return _show(request, course, gate, form)


@require_http_methods(["GET", "POST"])
def unwaive(request: HttpRequest, uuid: UUID, person: UUID) -> HttpResponse:
    """Says what withdrawing a waiver means, asks why, and withdraws it."""
    actor = actor_of(request)
    course = get_managed_course(actor, uuid)
    found = get_waiver(course, person)
    form = UnwaiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        withdraw_waiver(actor=actor, course=uuid, person=person, reason=reason, now=now())
        told = _("Pengecualian %(name)s ditarik.") % {"name": found.name}
        messages.success(request, told)
        return redirect("course_gate", uuid=uuid)
    context = {"course": course, "waiver": found, "form": form, "after": without_waiver(found)}
    return render(request, "delivery/waiver_withdraw.html", context)


def _show(
    request: HttpRequest, course: Offering, form: GateForm, waiver_form: WaiverForm
) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:80]
    context = {
        "course": course,
        "form": form,
        "waiver_form": waiver_form,
        "page": get_page(request, waivers_of(course, text=text), size=20),
        "text": text,
    }
    return render(request, "delivery/course_gate.html", context)
