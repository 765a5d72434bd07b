"""Telling people of an angkatan, and its costs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from suluh.base import text
from suluh.base.clock import now
from suluh.delivery.actions.batch_notes import keep_costs, tell_people
from suluh.delivery.forms.batch_notes import CostForm, TellForm
from suluh.delivery.forms.closing import chosen_places, match_of
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.closing import chosen_in
from suluh.delivery.queries.rollcall import expected_in
from suluh.delivery.rules.costs import sheet_of
from suluh.identity.middleware import actor_of
from suluh.organisation.rules.roles import Permission

NAMED = 8


@require_POST
def tell(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The chosen people first, then the words, then on their way."""
    actor = actor_of(request)
    course = get_managed_batch(actor, uuid, Permission.MESSAGES_SEND)
    chosen, match = chosen_places(request.POST), match_of(request.POST)
    people = chosen_in(course, chosen, match=match)
    count = people.count()
    if not count:
        messages.info(request, _("Pilih dulu siapa yang diberi tahu."))
        return redirect("batch_states", uuid=uuid)
    form = TellForm(request.POST if "title" in request.POST else None)
    if form.is_valid():
        places = list(people.values_list("uuid", flat=True))
        tell_people(actor=actor, uuid=uuid, places=places, now=now(), **form.cleaned_data)
        told = ngettext("Pesan dikirim ke %(n)s orang.", "Pesan dikirim ke %(n)s orang.", count)
        messages.success(request, told % {"n": text.number(count)})
        return redirect("batch_states", uuid=uuid)
    context = {
        "course": course, "tabs": batch_tabs(course, "status"), "form": form, "match": match,
        "chosen": chosen, "count": count, "named": people[:NAMED], "more": max(0, count - NAMED),
    }  # fmt: skip
    return render(request, "delivery/batch_tell.html", context)


@require_http_methods(["GET", "POST"])
def costs(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/biaya/: what it cost, and what it saved."""
    actor = actor_of(request)
    course = get_managed_batch(actor, uuid)
    form = CostForm(request.POST or None, initial=course.batch.costs)
    if request.method == "POST" and form.is_valid():
        keep_costs(actor=actor, uuid=uuid, costs=form.costs(), now=now())
        messages.success(request, _("Biaya tersimpan."))
        return redirect("batch_costs", uuid=uuid)
    people = expected_in(course).count()
    context = {
        "course": course, "tabs": batch_tabs(course, "biaya"), "form": form,
        "sheet": sheet_of(course.batch.costs, people=people),
    }  # fmt: skip
    return render(request, "delivery/batch_costs.html", context)
