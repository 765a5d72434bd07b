"""The rules of competency: read by everyone signed in, extended by the national role."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError, NotFound
from suluh.competency.actions.law import add_rule
from suluh.competency.forms.law import FORMS
from suluh.competency.models import Attainment
from suluh.competency.queries.law import first_values, law_book
from suluh.competency.types import LawKind
from suluh.identity.middleware import actor_of, signed_in
from suluh.organisation.rules.roles import Permission, can, require


@require_safe
@signed_in
def law(request: HttpRequest) -> HttpResponse:
    """`/kompetensi/aturan/`: which result counts, how long, the bands; every version of them."""
    actor = actor_of(request)
    context = {
        "book": law_book(local_date(now(), actor.zone)),
        "may_edit": can(actor, Permission.RULES_EDIT),
    }
    return render(request, "competency/law.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_rule(request: HttpRequest, kind: str, source: str = "") -> HttpResponse:
    """`/kompetensi/aturan/<kind>/baru/`: the next version."""
    actor = actor_of(request)
    require(actor, Permission.RULES_EDIT)
    which = _kind(kind, source)
    first = first_values(which, local_date(now(), actor.zone), source)
    form = FORMS[which](request.POST or None, initial=first)
    if form.is_valid():
        try:
            add_rule(actor=actor, now=now(), kind=which, rule=form.cleaned_data, source=source)
        except DomainError as refusal:
            form.add_error("valid_from", str(refusal.sentence))
        else:
            messages.success(
                request, _("Aturan baru disimpan. Peta semua unit disusun ulang sekarang.")
            )
            return redirect("competency_law")
    context = {"form": form, "name": _name(which, source)}
    status = 422 if form.errors else 200
    return render(request, "competency/new_rule.html", context, status=status)


def _kind(kind: str, source: str) -> LawKind:
    is_source = bool(source)
    if kind not in set(LawKind) or (kind == LawKind.SOURCE) != is_source:
        raise NotFound
    if is_source and source not in Attainment.Source.values:
        raise NotFound
    return LawKind(kind)


def _name(kind: LawKind, source: str) -> str:
    if source:
        return str(Attainment.Source(source).label)
    return {
        LawKind.HOLDING: _("hasil yang dihitung"), LawKind.BANDS: _("batas kecocokan"),
    }[kind]  # fmt: skip
