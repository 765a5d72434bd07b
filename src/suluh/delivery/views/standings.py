"""States of people in an angkatan: how everybody stands, and some moved at once."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.delivery.actions.moving import AT_ONCE, ask_moves
from suluh.delivery.actions.standings import move_people
from suluh.delivery.forms.closing import MoveForm, chosen_places, match_of
from suluh.delivery.models.standing import WORDS
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.closing import (
    candidates_of,
    chosen_in,
    counts_by_state,
    people_standing,
)
from suluh.delivery.queries.law import graduation_of
from suluh.delivery.rules.standing import State
from suluh.delivery.views.courses import Link
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def states(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/status/: how everybody stands; some moved at once."""
    actor = actor_of(request)
    course = get_managed_batch(actor, uuid)
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = chosen_in(course, chosen_places(request.POST), match=match_of(request.POST))
        try:
            return _move(request, uuid, list(chosen.values_list("uuid", flat=True)), form)
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error("reason", str(refusal.sentence))
    text, state = request.GET.get("q", "").strip()[:80], request.GET.get("status", "")
    rows = people_standing(course, text=text, state=state)
    page = get_page(request, rows)
    context = {
        "course": course, "tabs": batch_tabs(course, "status"), "form": form, "page": page,
        "candidates": candidates_of(page.items, graduation_of(course).law), "text": text,
        "keep": {"status": state},
        "facets": _facets(counts_by_state(course), text, state),
        "matching": rows.count() if page.has_next or page.has_previous else 0,
    }  # fmt: skip
    return render(request, "delivery/batch_states.html", context)


def _facets(counts: dict[State, int], text: str, state: str) -> list[Link]:
    choices = [("", _("Semua"), sum(counts.values()))]
    choices += [(each.value, str(WORDS[each]), counts[each]) for each in counts]
    return [
        Link(label, f"?{urlencode({'q': text, 'status': key})}", key == state, count=count)
        for key, label, count in choices
    ]


def _move(
    request: HttpRequest, uuid: UUID, places: list[UUID], form: MoveForm
) -> HttpResponse:  # fmt: skip
    """A few at once; many by a job, whose progress is shown."""
    actor, moment = actor_of(request), now()
    if not places:
        messages.info(request, _("Centang dulu orangnya, lalu pilih keadaan barunya."))
        return redirect("batch_states", uuid=uuid)
    if len(places) > AT_ONCE:
        job = ask_moves(actor=actor, uuid=uuid, places=places, now=moment, **form.cleaned_data)
        return redirect("long_job", job=job.uuid)
    moved = move_people(actor=actor, uuid=uuid, places=places, now=moment, **form.cleaned_data)
    messages.info(request, moved.sentence)
    return redirect("batch_states", uuid=uuid)
