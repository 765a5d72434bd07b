"""Series: the organiser's list, its roster and fairness, the public page."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError, NotAllowed
from suluh.base.paging import get_page
from suluh.delivery.actions.series import (
    cancel_slot,
    change_slot,
    confirm_slot,
    plan_slot,
    receive_material,
    save_series,
    swap_slots,
)
from suluh.delivery.forms.series import ChangeSlotForm, ReasonForm, SeriesForm, SlotForm, SwapForm
from suluh.delivery.models import RosterSlot, Series
from suluh.delivery.queries.organising import latest_events
from suluh.delivery.queries.roster import (
    events_of_series,
    get_managed_series,
    get_series,
    get_slot,
    managed_series,
    may_act_on,
    may_change_series,
    rotating_units,
    slots_of,
    turns_of,
)
from suluh.delivery.rules.prose import to_html
from suluh.delivery.rules.turns import Turn
from suluh.delivery.views.sheets import xlsx
from suluh.identity.middleware import actor_of
from suluh.standards.spreadsheet import Cell


def series_list(request: HttpRequest) -> HttpResponse:
    """/kelola/seri/."""
    text = request.GET.get("q", "").strip()
    rows = managed_series(actor_of(request), text=text)
    may_change = may_change_series(actor_of(request))
    context = {"page": get_page(request, rows), "text": text, "may_change": may_change}
    return render(request, "delivery/series_list.html", context)


@require_http_methods(["GET", "POST"])
def edit_series(request: HttpRequest, uuid: UUID | None = None) -> HttpResponse:
    """/kelola/seri/baru/ and /kelola/seri/<uuid>/ubah/."""
    actor = actor_of(request)
    if not may_change_series(actor):
        raise NotAllowed
    known = get_managed_series(actor, uuid) if uuid else None
    initial = {name: getattr(known, name) for name in SeriesForm.base_fields} if known else {}
    form = SeriesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_series(actor=actor, now=now(), values=form.cleaned_data, uuid=uuid)
            return HttpResponseRedirect(reverse("manage_series", args=[saved.uuid]))
        except DomainError as refusal:
            form.add_error("name", str(refusal.sentence))
    return render(request, "delivery/series_form.html", {"form": form, "series": known})


@require_http_methods(["GET", "POST"])
def roster(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/seri/<uuid>/: the calendar of turns, who is next, a form for one more turn."""
    actor = actor_of(request)
    series = get_managed_series(actor, uuid)
    turns = turns_of(series)
    form = SlotForm(request.POST or None, initial=_suggestion(turns))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        plan_slot(
            actor=actor,
            series_uuid=uuid,
            unit_id=values["unit"].pk,
            day=values["date"],
            theme=values["theme"],
            speaker_id=values["speaker"],
            moderator_id=values["moderator"],
            now=now(),
        )
        messages.success(request, _("Giliran baru tersimpan."))
        return HttpResponseRedirect(reverse("manage_series", args=[uuid]))
    moment = now()
    today = local_date(moment, actor.zone)
    page = get_page(request, _wanted(request, series, today), size=24)
    context = {
        "series": series,
        "page": page,
        "turns": turns[:5],
        "form": form,
        "may_change": may_change_series(actor),
        "own": {slot.pk for slot in page.items if may_act_on(actor, slot)},
        "past": "lampau" in request.GET,
        "today": today,
        "now": moment,
        "events": [] if series.rotates else latest_events(actor, series),
    }
    return render(request, "delivery/roster.html", context)


def _wanted(request: HttpRequest, series: Series, today: date) -> QuerySet[RosterSlot]:
    rows = slots_of(series)
    if "lampau" in request.GET:
        return rows.filter(date__lt=today).order_by("-date", "-id")
    return rows.filter(date__gte=today)


def _suggestion(turns: list[Turn]) -> dict[str, Any]:
    first = rotating_units().filter(pk=turns[0].unit_id).first() if turns else None
    return {"unit": first}


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/seri/giliran/<uuid>/ubah/: OPD, day, theme and people of a turn, with the reason."""
    actor = actor_of(request)
    slot = get_slot(actor, uuid)
    form = ChangeSlotForm(request.POST or None, slot=slot)
    if request.method == "POST" and form.is_valid():
        changed = change_slot(
            actor=actor, uuid=uuid, values=form.values(), reason=form.cleaned_data["reason"],
            now=now(),
        )  # fmt: skip
        if changed:
            messages.success(request, _("Giliran sudah diubah."))
        else:
            messages.info(request, _("Tidak ada yang berubah."))
        return HttpResponseRedirect(reverse("manage_series", args=[slot.series.uuid]))
    return render(request, "delivery/slot_act.html", _act(slot, form, _("Ubah giliran")))


@require_http_methods(["GET", "POST"])
def swap(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/seri/giliran/<uuid>/tukar/: two OPD exchange days, with the reason."""
    actor = actor_of(request)
    slot = get_slot(actor, uuid)
    form = SwapForm(request.POST or None, slot=slot)
    if request.method == "POST" and form.is_valid():
        swap_slots(
            actor=actor,
            uuid=uuid,
            other_uuid=form.cleaned_data["other"].uuid,
            reason=form.cleaned_data["reason"],
            now=now(),
        )
        messages.success(request, _("Kedua giliran sudah bertukar tanggal."))
        return HttpResponseRedirect(reverse("manage_series", args=[slot.series.uuid]))
    return render(request, "delivery/slot_act.html", _act(slot, form, _("Tukar giliran")))


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/seri/giliran/<uuid>/batal/."""
    actor = actor_of(request)
    slot = get_slot(actor, uuid)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_slot(actor=actor, uuid=uuid, reason=form.cleaned_data["reason"], now=now())
        messages.success(request, _("Giliran sudah dibatalkan."))
        return HttpResponseRedirect(reverse("manage_series", args=[slot.series.uuid]))
    return render(request, "delivery/slot_act.html", _act(slot, form, _("Batalkan giliran")))


def _act(slot: RosterSlot, form: Form, action: str) -> dict[str, Any]:
    return {"slot": slot, "form": form, "action": action}


@require_POST
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The OPD agreed, or (with `materi`) its material came."""
    actor = actor_of(request)
    slot = get_slot(actor, uuid)
    if "materi" in request.POST:
        receive_material(actor=actor, uuid=uuid, now=now())
    else:
        confirm_slot(actor=actor, uuid=uuid, now=now())
    return HttpResponseRedirect(reverse("manage_series", args=[slot.series.uuid]))


def fairness(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """/kelola/seri/<uuid>/keadilan/: turns per OPD; `?xlsx` as a workbook."""
    series = get_managed_series(actor_of(request), uuid)
    turns = turns_of(series)
    if "xlsx" in request.GET:
        head = [_("OPD"), _("Jumlah giliran"), _("Giliran terakhir")]
        rows: list[list[Cell]] = [[turn.name, turn.count, turn.last] for turn in turns]
        return xlsx("giliran", head, rows)
    most = max((turn.count for turn in turns), default=0)
    return render(
        request, "delivery/fairness.html", {"series": series, "turns": turns, "most": most}
    )


def public_series(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/seri/<uuid>/: the series and its events, for everyone."""
    series = get_series(uuid)
    context = {
        "series": series,
        "description": to_html(series.description),
        "page": get_page(request, events_of_series(series), size=24),
        "now": now(),
    }
    return render(request, "delivery/series.html", context)
