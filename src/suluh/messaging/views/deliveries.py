"""What the agency sent and how it went; for those who may send messages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of, signed_in
from suluh.messaging.actions import resend_deliveries
from suluh.messaging.queries import delivery_counts, get_deliveries


@dataclass(frozen=True, slots=True)
class Facet:
    """One state to narrow the list by."""

    label: str
    url: str
    current: bool
    count: int


@require_safe
@signed_in
def deliveries(request: HttpRequest) -> HttpResponse:
    """`/pesan/kiriman/`: the state of each mail."""
    actor = actor_of(request)
    state, search = request.GET.get("keadaan", ""), request.GET.get("q", "").strip()
    page = get_page(request, get_deliveries(actor, state=state, search=search))
    facets = _facets(delivery_counts(actor), state, search)
    context = {"page": page, "facets": facets, "search": search, "state": state, "now": now()}
    return render(request, "messaging/deliveries.html", context)


@require_POST
@signed_in
def resend(request: HttpRequest) -> HttpResponse:
    """Send the ticked deliveries again."""
    chosen = [UUID(value) for value in request.POST.getlist("kiriman") if _is_uuid(value)]
    number = resend_deliveries(actor=actor_of(request), deliveries=chosen[:500], now=now())
    sentence = ngettext("%(n)d surel dikirim ulang.", "%(n)d surel dikirim ulang.", number)
    messages.success(request, sentence % {"n": number})
    return redirect("deliveries")


def _is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _facets(counts: dict[str, int], state: str, search: str) -> list[Facet]:
    names = {
        "": _("Semua"),
        "waiting": _("Menunggu"),
        "sent": _("Terkirim"),
        "failed": _("Gagal"),
    }
    return [
        Facet(
            label,
            "?" + urlencode({"keadaan": key, "q": search}),
            key == state,
            counts.get(key, 0) if key else sum(counts.values()),
        )
        for key, label in names.items()
    ]
