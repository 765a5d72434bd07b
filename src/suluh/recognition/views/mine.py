"""The learner's pages: my claims, a new certificate, its fields, one claim."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of, signed_in
from suluh.organisation.types import Actor
from suluh.recognition import actions
from suluh.recognition.forms import CertificateForm, FileForm, first_values, upload_of
from suluh.recognition.models import Claim
from suluh.recognition.queries import claims as queries
from suluh.recognition.queries.credits import foretold
from suluh.recognition.queries.lists import state_facets
from suluh.recognition.queries.standing import mix

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def claims(request: HttpRequest) -> HttpResponse:
    """`/pembelajaran-luar/`: all that I learnt elsewhere, and how it stands."""
    actor = actor_of(request)
    search, state = request.GET.get("q", "").strip()[:80], request.GET.get("status", "")
    counts, year = queries.counts_of(actor), local_date(now(), actor.zone).year
    context = {
        "page": get_page(request, queries.my_claims(actor, search=search, state=state), size=20),
        "search": search, "state": state, "keep": {"status": state}, "counts": counts,
        "waiting": counts.get("asked", 0) + counts.get("confirm", 0),
        "to_confirm": queries.confirming_count(actor), "year": year, "mix": mix(actor, year),
        "refused": counts.get("refused", 0), "facets": state_facets(counts, state, search),
    }  # fmt: skip
    return render(request, "recognition/mine.html", context)


@require_http_methods(READ_OR_SEND)
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """`/pembelajaran-luar/sertifikat/`: choose the file; its text fills the next page."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_certificate(
                actor=actor_of(request), now=now(), upload=upload_of(form.cleaned_data["file"])
            )
        except DomainError as refusal:
            form.add_error("file", str(refusal.sentence))
        else:
            return redirect("claim_fill", uuid=made.uuid)
    return render(request, "recognition/new.html", {"form": form}, status=_status(form))


@require_http_methods(READ_OR_SEND)
@signed_in
def fill(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/pembelajaran-luar/<uuid>/isi/`: confirm what was read, file it."""
    actor = actor_of(request)
    claim = queries.own_claim(actor, uuid)
    if not _may_fill(claim):
        return redirect("claim", uuid=uuid)
    form = CertificateForm(
        request.POST or None, initial=first_values(claim), choices=queries.form_choices()
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.file_claim(actor=actor, now=now(), claim=uuid, stated=form.stated())
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Diajukan. Anda diberi tahu begitu diperiksa."))
            return redirect("claim", uuid=uuid)
    context = {"form": form, "claim": claim, "was_read": bool(claim.title) and not claim.filed_at}
    return render(request, "recognition/fill.html", context, status=_status(form))


def _may_fill(claim: Claim) -> bool:
    states = Claim.State
    is_certificate = claim.route == Claim.Route.CERTIFICATE
    return is_certificate and claim.state in {states.DRAFT, states.ASKED, states.REFUSED}


def _may_withdraw(actor: Actor, claim: Claim) -> bool:
    """Whoever was named at somebody's sharing says that he was not there instead."""
    is_named = claim.sharing is not None and claim.sharing.held_by_id != actor.person_id
    return not is_named and claim.state not in {Claim.State.APPROVED, Claim.State.WITHDRAWN}


def _status(form: FileForm | CertificateForm) -> int:
    return 422 if form.errors else 200


@require_safe
@signed_in
def claim(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/pembelajaran-luar/<uuid>/`: one claim: what was stated, how it stands, its JP."""
    actor = actor_of(request)
    found = queries.find_claim(actor, uuid)
    context = {
        "claim": found, "steps": queries.steps_of(found), "entries": queries.entries_of(found),
        "is_own": found.person_id == actor.person_id, "may_fill": _may_fill(found),
        "foretold": foretold(found) if found.state in {"asked", "confirm"} else None,
        "may_change_log": found.route == Claim.Route.LOG and found.state in {"confirm", "refused"},
        "may_withdraw": _may_withdraw(actor, found),
    }  # fmt: skip
    return render(request, "recognition/claim.html", context)


@require_http_methods(READ_OR_SEND)
@signed_in
def change_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/pembelajaran-luar/<uuid>/ganti-berkas/`: another file for the same certificate."""
    actor = actor_of(request)
    claim = queries.own_claim(actor, uuid)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            upload = upload_of(form.cleaned_data["file"])
            actions.replace_file(actor=actor, now=now(), claim=uuid, upload=upload)
        except DomainError as refusal:
            form.add_error("file", str(refusal.sentence))
        else:
            messages.success(request, _("Berkas diganti. Periksa isiannya, lalu ajukan."))
            return redirect("claim_fill", uuid=uuid)
    context = {"form": form, "claim": claim}
    return render(request, "recognition/new.html", context, status=_status(form))


@require_http_methods(READ_OR_SEND)
@signed_in
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/pembelajaran-luar/<uuid>/tarik/`: take it back, asked once more."""
    actor = actor_of(request)
    claim = queries.own_claim(actor, uuid)
    if request.method == "POST":
        actions.withdraw_claim(actor=actor, now=now(), claim=uuid)
        messages.success(request, _("Pengajuan ditarik."))
        return redirect("claims")
    return render(request, "recognition/withdraw.html", {"claim": claim})
