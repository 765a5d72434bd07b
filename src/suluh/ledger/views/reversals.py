"""Asking for a reversal and deciding on one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of, signed_in
from suluh.ledger import queries
from suluh.ledger.actions import ask_reversal, decide_reversal
from suluh.ledger.forms import ReasonForm

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def reversals(request: HttpRequest) -> HttpResponse:
    """`/buku-jp/pembatalan/`: requests of my agency, and a search for the line to reverse."""
    actor, search = actor_of(request), request.GET.get("q", "").strip()
    context = {
        "page": get_page(request, queries.reversal_requests(actor), size=25),
        "search": search,
        "found": list(queries.reversible_entries(actor, search)[:20]) if search else [],
    }
    return render(request, "ledger/reversals.html", context)


@require_http_methods(READ_OR_SEND)
@signed_in
def ask(request: HttpRequest, entry: UUID) -> HttpResponse:
    """`/buku-jp/<uuid>/batalkan/`: why this credit should go."""
    actor = actor_of(request)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_reversal(actor=actor, now=now(), entry=entry, reason=form.cleaned_data["reason"])
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Permintaan dikirim. Rekan lain akan memutuskannya."))
            return redirect("ledger_reversals")
    context = {"form": form, "story": queries.get_story(actor, entry)}
    return render(request, "ledger/ask.html", context, status=409 if form.errors else 200)


@require_http_methods(READ_OR_SEND)
@signed_in
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/buku-jp/pembatalan/<uuid>/`: look at the line, then approve or refuse."""
    actor = actor_of(request)
    found = queries.get_request(actor, uuid)
    if request.method == "POST":
        is_approved = request.POST.get("keputusan") == "setuju"
        decide_reversal(actor=actor, now=now(), request=uuid, is_approved=is_approved)
        done = _("JP dibatalkan.") if is_approved else _("Permintaan ditolak; JP tetap.")
        messages.success(request, done)
        return redirect("ledger_reversals")
    context = {
        "asked": found,
        "story": queries.get_story(actor, found.entry_id),
        "is_mine": found.asked_by_id == actor.person_id,
    }
    return render(request, "ledger/decide.html", context)
