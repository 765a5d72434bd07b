"""The rule of graduation: read by everyone signed in, extended by the national role."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.delivery.actions.law import add_graduation_rule
from suluh.delivery.forms.law import GraduationForm, first_values
from suluh.delivery.queries.law import graduation_book, graduation_on
from suluh.identity.middleware import actor_of
from suluh.organisation.rules.roles import Permission, can, require


@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """`/aturan/kelulusan/`: predicates and verdicts in force, and every version of them."""
    actor = actor_of(request)
    book = graduation_book(local_date(now(), actor.zone))
    context = {
        "current": next((each for each in book if each.is_in_force), None),
        "others": [each for each in book if not each.is_in_force],
        "may_edit": can(actor, Permission.RULES_EDIT),
    }
    return render(request, "delivery/graduation_law.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_rule(request: HttpRequest) -> HttpResponse:
    """`/aturan/kelulusan/baru/`: the next version."""
    actor = actor_of(request)
    require(actor, Permission.RULES_EDIT)
    first = first_values(graduation_on(local_date(now(), actor.zone)).law)
    form = GraduationForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            add_graduation_rule(actor=actor, law=form.law(), source=form.source(), now=now())
        except DomainError as refusal:
            form.add_error("valid_from", str(refusal.sentence))
        else:
            messages.success(request, _("Aturan baru disimpan. Versi lama tetap terbaca di sini."))
            return redirect("graduation_law")
    status = 422 if form.errors else 200
    return render(request, "delivery/graduation_rule.html", {"form": form}, status=status)
