"""The wizard's step for speakers and documents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.delivery.actions.lineup import (
    add_document,
    add_guest_speaker,
    add_speaker,
    remove_document,
    remove_speaker,
)
from suluh.delivery.forms.event import GuestForm, SpeakerForm
from suluh.delivery.models import Offering
from suluh.delivery.queries.offerings import get_managed_offering
from suluh.delivery.queries.setup import lineup_of, person_id_of
from suluh.delivery.views.wizard import wizard_steps
from suluh.identity.middleware import actor_of
from suluh.identity.queries.people import search_people
from suluh.organisation.types import Actor


@require_http_methods(["GET", "POST"])
def lineup(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/acara/<uuid>/ubah/pembicara/: search, add, remove; each act is one form."""
    actor = actor_of(request)
    event = get_managed_offering(actor, uuid)
    guest, refusal = GuestForm(), ""
    if request.method == "POST":
        guest = GuestForm(request.POST) if request.POST.get("aksi") == "tamu" else guest
        try:
            if _act(request, actor, event, guest=guest):
                return HttpResponseRedirect(reverse("event_step", args=[uuid, "pembicara"]))
        except DomainError as refused:
            if refused.status != DomainError.status:
                raise
            refusal = str(refused.sentence)
    text = request.GET.get("cari", "")
    context = {
        "event": event,
        "steps": wizard_steps(event, "pembicara"),
        "lineup": lineup_of(event),
        "guest": guest,
        "speaker": SpeakerForm(),
        "text": text,
        "found": search_people(actor, text) if text else [],
        "refusal": refusal,
    }
    return render(request, "delivery/wizard_lineup.html", context)


def _act(request: HttpRequest, actor: Actor, event: Offering, *, guest: GuestForm) -> bool:
    """Do what was asked; False where a form must be shown again."""
    common: dict[str, Any] = {"actor": actor, "uuid": event.uuid, "now": now()}
    match request.POST.get("aksi"):
        case "tambah":
            form = SpeakerForm(request.POST)
            if form.is_valid():
                person_id = person_id_of(request.POST.get("orang", ""))
                add_speaker(**common, person_id=person_id, **_part(form))
        case "tamu":
            if not guest.is_valid():
                return False
            names = ("name", "email", "organisation_name")
            who = {name: guest.cleaned_data[name] for name in names}
            add_guest_speaker(**common, guest=who, **_part(guest))
        case "hapus":
            part = request.POST.get("bagian", "")
            remove_speaker(**common, part_id=int(part) if part.isdecimal() else 0)
        case "berkas":
            for file in request.FILES.getlist("berkas"):
                add_document(**common, file=file, name=file.name or "")
        case "hapus-berkas":
            remove_document(**common, document_uuid=request.POST.get("berkas", ""))
    return True


def _part(form: SpeakerForm) -> dict[str, Any]:
    values = form.cleaned_data
    return {
        "role": values["role"],
        "topic": values["topic"],
        "minutes": values["minutes"] or 0,
    }
