"""Withdrawing a result: what it is, what would count without it, and why."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.competency.actions import withdraw
from suluh.competency.forms.rating import WithdrawForm
from suluh.competency.queries.withdrawing import foreseen, kept_result
from suluh.identity.middleware import actor_of, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw_result(request: HttpRequest, result: UUID) -> HttpResponse:
    """`/kompetensi/hasil-orang/<uuid>/tarik/`: look first, then withdraw with a reason."""
    actor = actor_of(request)
    row = kept_result(actor, result)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw(actor=actor, now=now(), attainment=result, reason=form.cleaned_data["reason"])
        except DomainError as refusal:
            form.add_error("reason", str(refusal.sentence))
        else:
            messages.success(request, _("Hasil ditarik. Peta orangnya sudah mengikuti."))
            return redirect("competency_person", uuid=row.person.uuid)
    context = {
        "row": row, "form": form, "foreseen": foreseen(row, local_date(now(), actor.zone)),
        "is_own": actor.person_id in {row.person_id, row.actor_id},
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "competency/withdraw.html", context, status=status)
