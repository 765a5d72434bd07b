"""Logs of learning at work: choose the form, write it, and the other person's answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError, NotFound
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of, signed_in
from suluh.recognition.actions import confirm_claim, file_log
from suluh.recognition.forms import ConfirmForm, LogForm, first_values_of_log
from suluh.recognition.models import Claim
from suluh.recognition.queries import claims as queries
from suluh.recognition.queries.credits import foretold
from suluh.recognition.queries.lists import Facet
from suluh.recognition.queries.mentors import accepted_by
from suluh.recognition.queries.standing import log_rules, rule_today
from suluh.recognition.rules.logs import BY_FORM, BY_SLUG, LogKind

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """`/pembelajaran-luar/catatan/`: the forms, each with its rule and what is left of its cap."""
    actor = actor_of(request)
    context = {"kinds": log_rules(actor, today=local_date(now(), actor.zone))}
    return render(request, "recognition/log_kinds.html", context)


@require_http_methods(READ_OR_SEND)
@signed_in
def write(request: HttpRequest, kind: str) -> HttpResponse:
    """`/pembelajaran-luar/catatan/<kind>/`: a short form."""
    asked = BY_SLUG.get(kind)
    if asked is None:
        raise NotFound
    return _form(request, asked, None)


@require_http_methods(READ_OR_SEND)
@signed_in
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/pembelajaran-luar/<uuid>/catatan/`: mend a log that is not confirmed."""
    claim = queries.own_claim(actor_of(request), uuid)
    asked = BY_FORM.get(claim.form_id or 0)
    if asked is None or claim.route != Claim.Route.LOG:
        raise NotFound
    return _form(request, asked, claim)


def _form(request: HttpRequest, kind: LogKind, claim: Claim | None) -> HttpResponse:
    actor = actor_of(request)
    today = local_date(now(), actor.zone)
    mentor = None if claim else accepted_by(actor, request.GET.get("mentor", ""))
    initial: dict[str, Any] = {"starts_on": today, "ends_on": today}
    if claim:
        initial = first_values_of_log(claim)
    if mentor is not None:
        initial["person"] = mentor.uuid
    form = LogForm(
        request.POST or None, request.FILES or None, kind=kind, actor=actor, initial=initial,
        has_file=bool(claim and claim.evidence_id), mentor=mentor,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and (made := _file(request, form, claim)):
        messages.success(request, _("Tercatat. Rekan Anda sudah diminta mengonfirmasi."))
        return redirect("claim", uuid=made.uuid)
    context = {
        "form": form, "kind": kind, "claim": claim,
        "standing": rule_today(actor, kind, today=today),
    }  # fmt: skip
    return render(request, "recognition/log.html", context, status=422 if form.errors else 200)


def _file(request: HttpRequest, form: LogForm, claim: Claim | None) -> Claim | None:
    try:
        return file_log(
            actor=actor_of(request), now=now(), kind=form.kind.slug, stated=form.stated(),
            partner_id=form.partner_id, upload=form.upload(), claim=claim.uuid if claim else None,
        )  # fmt: skip
    except DomainError as refusal:
        form.add_error(None, str(refusal.sentence))
        return None


@require_safe
@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """`/persetujuan/belajar/`: logs that wait for my word, or `?lihat=selesai` those I answered."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:80]
    is_done = request.GET.get("lihat") == "selesai"
    page = get_page(request, queries.to_confirm(actor, text=text, is_done=is_done), size=25)
    names = queries.names_of(page.items)
    context = {
        "page": page, "rows": [(claim, names.get(claim.person_id, "")) for claim in page.items],
        "text": text, "is_done": is_done, "waiting": queries.confirming_count(actor),
        "keep": {"lihat": "selesai"} if is_done else {},
        "tabs": [
            Facet(_("Menunggu saya"), "?", not is_done),
            Facet(_("Sudah dijawab"), "?lihat=selesai", is_done),
        ],
    }  # fmt: skip
    return render(request, "recognition/inbox.html", context)


@require_http_methods(READ_OR_SEND)
@signed_in
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/persetujuan/belajar/<uuid>/`: read it, confirm it or say why not."""
    actor = actor_of(request)
    claim = queries.find_claim(actor, uuid)
    if claim.partner_id != actor.person_id:
        raise NotFound(_("Pengajuan ini tidak ada."))
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_confirmed, revision = request.POST.get("jawaban") == "ya", request.POST.get("revisi", "")
        try:
            confirm_claim(
                actor=actor, now=now(), claim=uuid, is_confirmed=is_confirmed,
                revision=int(revision) if revision.isdecimal() and len(revision) < 6 else -1,
                words=form.cleaned_data["words"],
            )  # fmt: skip
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Terima kasih, jawaban Anda tercatat."))
            return redirect("claim_inbox")
    context = {"claim": claim, "form": form, "foretold": foretold(claim)}
    return render(request, "recognition/confirm.html", context, status=422 if form.errors else 200)
