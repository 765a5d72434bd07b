"""The rules of an angkatan."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import now
from suluh.delivery.actions.batches import change_batch
from suluh.delivery.forms.batch import RulesForm
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.batches import get_managed_batch
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/aturan/: number, attendance, who decides."""
    actor = actor_of(request)
    course = get_managed_batch(actor, uuid)
    batch = course.batch
    initial = {
        "number": batch.number,
        "attendance_share": batch.attendance_share,
        "is_decided": batch.is_decided,
    }
    form = RulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_batch(actor=actor, uuid=uuid, rules=form.rules(), now=now())
        messages.success(request, _("Aturan angkatan tersimpan."))
        return redirect("batch_rules", uuid=uuid)
    context = {"course": course, "tabs": batch_tabs(course, "aturan"), "form": form}
    return render(request, "delivery/batch_rules.html", context)
