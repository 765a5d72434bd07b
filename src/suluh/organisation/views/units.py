"""Pages of the unit tree and the posts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from suluh.base import clock
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.organisation.actions import units as actions
from suluh.organisation.forms import CloseForm, NewUnitForm, ParentForm, UnitForm
from suluh.organisation.models import Unit
from suluh.organisation.queries import units as queries
from suluh.organisation.types import Actor


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_GET
def unit_tree(request: HttpRequest) -> HttpResponse:
    """The tree, three levels at a time, or what a search finds."""
    actor, text = _actor(request), request.GET.get("q", "").strip()[:60]
    if text:
        page = get_page(request, queries.search_units(actor, text))
        return render(request, "organisation/units.html", {"page": page, "text": text})
    root, nodes = queries.unit_tree(actor, _uuid(request.GET.get("induk", "")))
    context = {"root": root, "nodes": nodes, "text": ""}
    return render(request, "organisation/units.html", context)


@require_GET
def closed_units(request: HttpRequest) -> HttpResponse:
    """Units that ended: past reports still name them."""
    page = get_page(request, queries.closed_units(_actor(request)))
    return render(request, "organisation/units_closed.html", {"page": page})


@require_GET
def unit_page(request: HttpRequest, unit: UUID) -> HttpResponse:
    """One unit: dates, place, what is below, and what can be done."""
    found = queries.get_unit(_actor(request), unit)
    context = {"unit": found, "below": queries.children_of(found)}
    return render(request, "organisation/unit.html", context)


@require_http_methods(["GET", "POST"])
def unit_add(request: HttpRequest) -> HttpResponse:
    """Add a unit."""
    actor, now = _actor(request), clock.now()
    start = {
        "parent": request.GET.get("induk", ""), "valid_from": clock.local_date(now, actor.zone),
    }  # fmt: skip
    form = NewUnitForm(request.POST or None, parents=queries.parent_choices(actor), initial=start)

    def act(data: dict[str, Any]) -> Unit:
        return actions.add_unit(
            actor=actor, now=now, name=data["name"], code=data["code"], kind=data["kind"],
            parent=form.parent_uuid(), valid_from=data["valid_from"],
        )  # fmt: skip

    return _form(request, form, title=_("Tambah unit"), act=act)


@require_http_methods(["GET", "POST"])
def unit_rename(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Another name, code or kind."""
    actor = _actor(request)
    found = queries.get_unit(actor, unit)
    fields = {"name": found.name, "code": found.code, "kind": found.kind}
    form = UnitForm(request.POST or None, initial=fields)
    return _form(
        request, form, title=_("Ubah nama unit"), unit=found,
        act=lambda data: actions.rename_unit(actor=actor, now=clock.now(), unit=unit, **data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def unit_move(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Under another unit, with everything below."""
    actor = _actor(request)
    found = queries.get_unit(actor, unit)
    form = ParentForm(
        request.POST or None, parents=queries.parent_choices(actor, found),
        initial={"parent": str(found.parent.uuid) if found.parent else ""},
    )  # fmt: skip
    return _form(
        request, form, title=_("Pindahkan unit"), unit=found,
        act=lambda _data: actions.move_unit(
            actor=actor, now=clock.now(), unit=unit, parent=form.parent_uuid()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def unit_close(request: HttpRequest, unit: UUID) -> HttpResponse:
    """End a unit on a day."""
    actor, now = _actor(request), clock.now()
    found = queries.get_unit(actor, unit)
    form = CloseForm(request.POST or None, initial={"on": clock.local_date(now, actor.zone)})
    return _form(
        request,
        form,
        title=_("Tutup unit"),
        unit=found,
        act=lambda data: actions.close_unit(actor=actor, now=now, unit=unit, on=data["on"]),
    )


@require_GET
def position_list(request: HttpRequest) -> HttpResponse:
    """The agency's posts."""
    text = request.GET.get("q", "").strip()[:60]
    page = get_page(request, queries.positions(_actor(request), text))
    return render(request, "organisation/positions.html", {"page": page, "text": text})


def _form(
    request: HttpRequest, form: forms.Form, *, title: str,
    act: Callable[[dict[str, Any]], Unit], unit: Unit | None = None,
) -> HttpResponse:  # fmt: skip
    if form.is_valid():
        try:
            changed = act(form.cleaned_data)
        except DomainError as refusal:
            if not refusal.sentence:
                raise
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Perubahan disimpan."))
            return redirect("unit", unit=changed.uuid)
    context = {"form": form, "title": title, "unit": unit}
    return render(request, "organisation/unit_form.html", context)
