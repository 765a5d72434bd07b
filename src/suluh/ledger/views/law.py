"""The rules of law: read by everyone signed in, extended by the national role."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.identity.middleware import actor_of, signed_in
from suluh.ledger.actions import add_conversion_rule, add_target_rule
from suluh.ledger.forms import ConversionForm, TargetForm
from suluh.ledger.models import Form
from suluh.ledger.queries.lawbook import form_history, latest_of_form, latest_of_status, law_book
from suluh.organisation.rules.roles import Permission, can, require

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def law(request: HttpRequest) -> HttpResponse:
    """`/aturan/`: how learning becomes JP, and what a year asks."""
    actor = actor_of(request)
    day = local_date(now(), actor.zone)
    search = request.GET.get("q", "").strip()
    context = {
        "book": law_book(day, search=search),
        "search": search,
        "may_edit": can(actor, Permission.RULES_EDIT),
    }
    return render(request, "ledger/law.html", context)


@require_safe
@signed_in
def history(request: HttpRequest, code: int) -> HttpResponse:
    """`/aturan/bentuk/<code>/`: every version of a form's rule."""
    form = get_object_or_404(Form, code=code)
    context = {
        "form_of_learning": form,
        "versions": form_history(code),
        "may_edit": can(actor_of(request), Permission.RULES_EDIT),
    }
    return render(request, "ledger/history.html", context)


@require_http_methods(READ_OR_SEND)
@signed_in
def new_conversion(request: HttpRequest, code: int) -> HttpResponse:
    """`/aturan/bentuk/<code>/baru/`: the next version."""
    actor = actor_of(request)
    require(actor, Permission.RULES_EDIT)
    named = get_object_or_404(Form, code=code)
    form = ConversionForm(request.POST or None, initial=latest_of_form(code))
    if request.method == "POST" and form.is_valid():
        try:
            add_conversion_rule(actor=actor, now=now(), form_code=code, rule=form.rule())
        except DomainError as refusal:
            form.add_error("valid_from", str(refusal.sentence))
        else:
            return _saved(request)
    return render(request, "ledger/new_rule.html", {"form": form, "name": named.name})


@require_http_methods(READ_OR_SEND)
@signed_in
def new_target(request: HttpRequest, status: str) -> HttpResponse:
    """`/aturan/sasaran/<status>/baru/`: the next version."""
    actor = actor_of(request)
    require(actor, Permission.RULES_EDIT)
    if status not in {"PNS", "PPPK"}:
        raise Http404
    form = TargetForm(request.POST or None, initial=latest_of_status(status))
    if request.method == "POST" and form.is_valid():
        try:
            add_target_rule(actor=actor, now=now(), status=status, rule=form.rule())
        except DomainError as refusal:
            form.add_error("valid_from", str(refusal.sentence))
        else:
            return _saved(request)
    return render(request, "ledger/new_rule.html", {"form": form, "name": status})


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Aturan baru disimpan. Versi lama tetap terbaca di riwayat."))
    return redirect("ledger_law")
