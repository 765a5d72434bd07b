"""Managing standards: the list, one standard with its versions, a new version."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import local_date, now
from suluh.base.errors import NotFound
from suluh.base.paging import get_page
from suluh.competency.actions.standards import BeginsTooEarly, add_standard
from suluh.competency.forms import StandardForm
from suluh.competency.models import Standard
from suluh.competency.queries import managing
from suluh.competency.queries.differences import title_of
from suluh.identity.middleware import actor_of
from suluh.organisation.models import Position


@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    """`/kelola/kompetensi/`: every standard in its newest version."""
    actor = actor_of(request)
    text, jenis = request.GET.get("q", "").strip()[:100], request.GET.get("jenis", "")
    page = get_page(request, managing.standards(actor, text=text, jenis=jenis), size=30)
    context = {
        "page": page, "search": text, "jenis": jenis, "facets": _facets(jenis, text),
        "book": managing.book_of(actor),
    }  # fmt: skip
    return render(request, "competency/standards.html", context)


@require_safe
def standard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One version of a standard: its levels, its basis, the versions beside it."""
    actor = actor_of(request)
    found = managing.get_standard(actor, uuid)
    context = {
        "standard": found,
        "title": title_of(found),
        "levels": managing.levels_of(found),
        "versions": managing.versions_of(found),
        "may_edit": found.tenant_id == managing.book_of(actor).agency_id,
    }
    return render(request, "competency/standard.html", context)


@require_http_methods(["GET", "POST"])
def new_standard(request: HttpRequest) -> HttpResponse:
    """A new standard, or with `?dari=<uuid>` the next version of one."""
    actor, moment = actor_of(request), now()
    book = managing.book_of(actor)
    before = _before(request)
    initial = _initial(before) | {"valid_from": local_date(moment, actor.zone)}
    rows = managing.usable_competencies(book)
    form = StandardForm(request.POST or None, competencies=rows, initial=initial)
    if form.is_valid():
        try:
            made = add_standard(
                actor=actor, now=moment, sheet=form.sheet(), reason=form.cleaned_data["reason"]
            )
        except BeginsTooEarly as refusal:
            form.add_error("valid_from", str(refusal.sentence))
        else:
            messages.success(
                request, _("Standar disimpan. Peta pegawai mengikuti sejak tanggalnya.")
            )
            return redirect("competency_standard", uuid=made.uuid)
    context = {"form": form, "before": before, "title": title_of(before) if before else ""}
    return render(request, "competency/standard_form.html", context)


def _before(request: HttpRequest) -> Standard | None:
    raw = request.GET.get("dari", "")
    if not raw:
        return None
    try:
        wanted = UUID(raw)
    except ValueError as error:
        raise NotFound from error
    return managing.get_standard(actor_of(request), wanted)


def _initial(before: Standard | None) -> dict[str, Any]:
    if before is None:
        return {}
    levels = {f"level_{row.competency_id}": str(row.level) for row in managing.levels_of(before)}
    return levels | {
        "jenis": before.jenis, "jenjang": before.jenjang, "post": before.post,
        "legal_basis": before.legal_basis,
    }  # fmt: skip


def _facets(jenis: str, text: str) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            label=label, url="?" + urlencode({"q": text, "jenis": value}),
            current=value == jenis, count=None,
        )
        for value, label in [("", _("Semua jenis")), *Position.Jenis.choices]
    ]  # fmt: skip
