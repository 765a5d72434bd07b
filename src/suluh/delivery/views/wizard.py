"""The event wizard: one plain form per step, saved at each step, with a live preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suluh.base.clock import now
from suluh.base.errors import DomainError, NotFound
from suluh.delivery.actions.offerings import (
    change_offering,
    foretell,
    publish_offering,
    start_draft,
)
from suluh.delivery.forms.audience import read_invitations
from suluh.delivery.forms.event import STEPS, BasicsForm, StepForm
from suluh.delivery.models import Offering
from suluh.delivery.queries.offerings import get_managed_offering, organised_paths
from suluh.delivery.queries.readiness import law_of, missing_of
from suluh.delivery.queries.roster import draft_values_of_slot, get_managed_series
from suluh.delivery.queries.setup import all_agencies, invitations_of, lineup_of
from suluh.delivery.rules.presets import preset_of
from suluh.identity.middleware import actor_of

ORDER = ("pokok", "waktu", "peserta", "pembicara", "kelulusan", "tinjau")


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the head of the wizard."""

    label: str
    url: str
    done: bool
    current: bool


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """/kelola/acara/baru/: the first step; saving it makes the draft."""
    actor = actor_of(request)
    organised_paths(actor)
    slot = _uuid(request.GET.get("giliran", ""))
    series = _uuid(request.GET.get("seri", ""))
    known = draft_values_of_slot(actor, slot) if slot else {}
    if series:
        known["series"] = get_managed_series(actor, series)
    form = BasicsForm(request.POST or None, request.FILES or None, initial=known)
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        if "starts_at" in known:
            changes["starts_at"] = known["starts_at"]
        try:
            draft = start_draft(actor=actor, now=now(), changes=changes, slot=slot)
            return HttpResponseRedirect(reverse("event_step", args=[draft.uuid, "waktu"]))
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error(None, str(refusal.sentence))
    context = {"form": form, "step": "pokok", "steps": wizard_steps(None, "pokok"), "event": None}
    return render(request, "delivery/wizard.html", context)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, uuid: UUID, step: str) -> HttpResponse:
    """One step of a draft or of a published event that is being changed."""
    event = get_managed_offering(actor_of(request), uuid)
    if step == "tinjau":
        return _review(request, event)
    if step not in STEPS:
        raise NotFound
    form = STEPS[step](request.POST or None, request.FILES or None, offering=event)
    if request.method == "POST" and form.is_valid():
        try:
            agencies = read_invitations(request.POST) if step == "peserta" else None
            change_offering(
                actor=actor_of(request),
                uuid=uuid,
                changes=form.changes(),
                agencies=agencies,
                now=now(),
            )
            return HttpResponseRedirect(_after(request, uuid, step))
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error(None, str(refusal.sentence))
    return render(request, "delivery/wizard.html", _context(event, form, step))


@require_POST
def preview(request: HttpRequest, uuid: UUID, step: str) -> HttpResponse:
    """The event card as it would look with what is typed; nothing is saved."""
    event = get_managed_offering(actor_of(request), uuid)
    if step not in STEPS:
        raise NotFound
    form = STEPS[step](request.POST, offering=event)
    if form.is_valid():
        for name, value in form.changes().items():
            setattr(event, name, value)
        foretell(event)
    return render(request, "delivery/parts/wizard_preview.html", _preview(event))


@require_POST
def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Announce the draft."""
    publish_offering(actor=actor_of(request), uuid=uuid, now=now())
    return HttpResponseRedirect(reverse("manage_event", args=[uuid]))


def _context(event: Offering, form: StepForm, step: str) -> dict[str, Any]:
    context = {
        "form": form,
        "step": step,
        "steps": wizard_steps(event, step),
        "event": event,
        **_preview(event),
    }
    if step == "peserta":
        context |= {"invitations": invitations_of(event), "agencies": all_agencies()}
    return context


def _preview(event: Offering) -> dict[str, Any]:
    return {
        "event": event,
        "rule": preset_of(event.attendance_rule),
        "law": law_of(event),
    }


def _review(request: HttpRequest, event: Offering) -> HttpResponse:
    context = {
        "missing": missing_of(event, now=now()),
        "steps": wizard_steps(event, "tinjau"),
        "lineup": lineup_of(event),
        **_preview(event),
    }
    return render(request, "delivery/wizard_review.html", context)


def wizard_steps(event: Offering | None, current: str) -> list[Step]:
    """The wizard's steps with where we stand."""
    labels = {
        "pokok": _("Pokok"),
        "waktu": _("Waktu dan tempat"),
        "peserta": _("Peserta"),
        "pembicara": _("Pembicara dan berkas"),
        "kelulusan": _("Kelulusan"),
        "tinjau": _("Tinjau"),
    }
    return [
        Step(
            labels[name],
            reverse("event_step", args=[event.uuid, name]) if event else "",
            done=event is not None
            and (event.state != "draft" or ORDER.index(name) < ORDER.index(current)),
            current=name == current,
        )
        for name in ORDER
    ]


def _after(request: HttpRequest, uuid: UUID, step: str) -> str:
    if "simpan" in request.POST:
        return reverse("event_step", args=[uuid, step])
    return reverse("event_step", args=[uuid, ORDER[ORDER.index(step) + 1]])


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
