"""Certificates as their issuer works on them: list, correction, revocation."""

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
from suluh.credentials.actions.change import (
    Correction,
    correct_certificate,
    revoke_certificate,
)
from suluh.credentials.forms import CorrectionForm, RevocationForm
from suluh.credentials.ports import head_of
from suluh.credentials.queries.certificates import find_issued, issued_for
from suluh.credentials.queries.progress import issue_progress
from suluh.identity.middleware import actor_of


def issued(request: HttpRequest, source_id: UUID | None = None) -> HttpResponse:
    """Certificates that the agency issued, of one event or all, with the progress of sealing."""
    actor = actor_of(request)
    search = request.GET.get("q", "").strip()[:80]
    state = request.GET.get("status", "")
    source = str(source_id or "")
    rows = issued_for(actor, source_id=source, search=search, state=state)
    context = {
        "page": get_page(request, rows, size=50),
        "search": search,
        "state": state,
        "source_id": source,
        "progress": issue_progress(actor, source_id=source),
        "keep": {"status": state},
        "head": head_of(actor, source) if source else None,
    }
    return render(request, "credentials/issued.html", context)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Correct name, post or unit; the number stays, the revision rises."""
    actor = actor_of(request)
    row = find_issued(actor, uuid)
    first = {key: row.face.get(key, "") for key in ("name", "position", "unit")}
    form = CorrectionForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        words = Correction(given["name"], given["position"], given["unit"])
        try:
            new = correct_certificate(
                actor=actor, uuid=uuid, correction=words, reason=given["reason"], now=now()
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Sertifikat diperbaiki. Yang lama ditandai diganti."))
            return redirect("certificate", uuid=new.uuid)
    return render(request, "credentials/correct.html", {"row": row, "form": form})


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Withdraw a certificate, with a reason."""
    actor = actor_of(request)
    row = find_issued(actor, uuid)
    form = RevocationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revoke_certificate(
                actor=actor, uuid=uuid, reason=form.cleaned_data["reason"], now=now()
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Sertifikat dicabut. Pemeriksaan publik langsung tahu."))
            return redirect("certificate", uuid=uuid)
    return render(request, "credentials/revoke.html", {"row": row, "form": form})
