"""The organiser's pages of events: list, summary with tabs, participants, cancel, copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.base.text import local
from suluh.delivery.actions.offerings import cancel_offering, copy_offering
from suluh.delivery.forms.series import ReasonForm
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.ports import organiser_tabs
from suluh.delivery.queries.offerings import get_managed_offering
from suluh.delivery.queries.organising import (
    agencies_of,
    counts_of,
    organised_events,
    participants,
)
from suluh.delivery.queries.readiness import missing_of
from suluh.delivery.queries.setup import is_uuid, lineup_of
from suluh.delivery.rules.presets import preset_of
from suluh.delivery.views.sheets import xlsx
from suluh.identity.middleware import actor_of
from suluh.organisation.types import Actor
from suluh.standards.spreadsheet import Cell

LARGEST_SHEET = 100_000
DOORS = timedelta(minutes=45)  # before the start, when people begin to come


@dataclass(frozen=True, slots=True)
class Link:
    """A tab or a facet."""

    label: str
    url: str
    current: bool
    badge: int = 0
    count: int | None = None


def events(request: HttpRequest) -> HttpResponse:
    """/kelola/acara/."""
    text, state = request.GET.get("q", "").strip(), request.GET.get("status", "")
    rows = organised_events(actor_of(request), text=text, state=state, now=now())
    labels = {
        "": _("Semua"),
        "mendatang": _("Akan datang"),
        "draf": _("Draf"),
        "lampau": _("Sudah lewat"),
        "batal": _("Dibatalkan"),
    }
    context = {
        "page": get_page(request, rows),
        "text": text,
        "state": state,
        "facets": [
            Link(label, f"?q={text}&status={key}", key == state) for key, label in labels.items()
        ],
        "now": now(),
    }
    return render(request, "delivery/manage_events.html", context)


def tabs_for(event: Offering, actor: Actor, current: str) -> list[Link]:
    """All tabs of the organiser's event page, those of the kinds included."""
    own = [
        Link(_("Ringkasan"), reverse("manage_event", args=[event.uuid]), current == "ringkasan"),
        Link(_("Peserta"), reverse("manage_people", args=[event.uuid]), current == "peserta"),
    ]
    others = [
        Link(tab.label, tab.url, tab.slug == current, badge=tab.badge)
        for tab in organiser_tabs(event, actor=actor)
    ]
    issued = Link(
        _("Sertifikat"), reverse("certificates_of_event", args=[event.uuid]), current=False
    )
    return [*own, *others, issued]


def event(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/acara/<uuid>/: how the event stands, and what to do next."""
    actor = actor_of(request)
    found = get_managed_offering(actor, uuid)
    moment = now()
    context = {
        "event": found,
        "tabs": tabs_for(found, actor, "ringkasan"),
        "counts": counts_of(found),
        "lineup": lineup_of(found),
        "missing": missing_of(found, now=moment) if found.state == "draft" else [],
        "rule": preset_of(found.attendance_rule),
        "agencies": agencies_of(found)[:8],
        "now": moment,
        "is_on": found.state == "published" and found.starts_at - DOORS <= moment <= found.ends_at,
        "share_url": f"{settings.BASE_URL}{reverse('event', args=[found.uuid])}",
    }
    return render(request, "delivery/manage_event.html", context)


def people(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """/kelola/acara/<uuid>/peserta/: search, narrow, page; `?xlsx` as a workbook."""
    actor = actor_of(request)
    found = get_managed_offering(actor, uuid)
    text, state = request.GET.get("q", "").strip(), request.GET.get("status", "")
    agency = request.GET.get("instansi", "")
    rows = participants(found, text=text, state=state, agency=agency if is_uuid(agency) else "")
    if "xlsx" in request.GET:
        return _sheet(rows[:LARGEST_SHEET], zone=found.zone)
    context = {
        "event": found,
        "tabs": tabs_for(found, actor, "peserta"),
        "page": get_page(request, rows),
        "text": text,
        "state": state,
        "agency": agency,
        "agencies": agencies_of(found),
        "facets": _state_facets(request, found, state),
    }
    return render(request, "delivery/manage_people.html", context)


def _state_facets(request: HttpRequest, event: Offering, state: str) -> list[Link]:
    counts = counts_of(event)
    found = []
    for key, label, count in (
        ("", _("Semua"), None),
        ("registered", _("Terdaftar"), counts.registered),
        ("waiting", _("Daftar tunggu"), counts.waiting),
        ("completed", _("Selesai"), counts.completed),
        ("not_completed", _("Belum memenuhi"), counts.not_completed),
        ("cancelled", _("Batal"), counts.cancelled),
    ):
        query = request.GET.copy()
        query.pop("halaman", None)
        query["status"] = key
        found.append(Link(label, f"?{query.urlencode()}", key == state, count=count))
    return found


def _sheet(rows: QuerySet[Enrolment], *, zone: str) -> HttpResponseBase:
    head = [
        _("Nama"), _("NIP"), _("Unit kerja"), _("Instansi"), _("Surel"), _("Telepon"),
        _("Status"), _("Terdaftar pada"), _("Masuk ruang pada"),
    ]  # fmt: skip
    return xlsx("peserta", head, (_line(row, zone) for row in rows))


def _line(row: Enrolment, zone: str) -> list[Cell]:
    return [
        row.name,
        row.person.nip or "",
        row.unit_name,
        row.home.name if row.home else "",
        row.email,
        row.phone,
        state_words()[row.state],
        local(row.registered_at, zone),
        local(row.joined_at, zone) if row.joined_at else None,
    ]


def state_words() -> dict[str, str]:
    """States of a place in words."""
    return {
        "waiting": _("Daftar tunggu"),
        "registered": _("Terdaftar"),
        "cancelled": _("Batal"),
        "completed": _("Selesai"),
        "not_completed": _("Belum memenuhi"),
    }


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/acara/<uuid>/batalkan/: with a reason that participants are told."""
    actor = actor_of(request)
    found = get_managed_offering(actor, uuid)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_offering(actor=actor, uuid=uuid, reason=form.cleaned_data["reason"], now=now())
        return HttpResponseRedirect(reverse("manage_event", args=[uuid]))
    context = {"event": found, "form": form, "counts": counts_of(found)}
    return render(request, "delivery/manage_cancel.html", context)


@require_POST
def copy(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make a draft like this event."""
    draft = copy_offering(actor=actor_of(request), uuid=uuid, now=now())
    return HttpResponseRedirect(reverse("event_step", args=[draft.uuid, "pokok"]))
