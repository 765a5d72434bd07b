"""States of people in an angkatan, and its closing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page, page_of
from suluh.delivery.actions.closing import close_batch
from suluh.delivery.actions.moving import AT_ONCE, ask_moves
from suluh.delivery.actions.standings import move_people
from suluh.delivery.forms.closing import (
    MoveForm,
    RecordForm,
    carried,
    chosen_places,
    match_of,
    verdicts_from,
)
from suluh.delivery.models.standing import WORDS
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.closing import (
    Candidate,
    candidates_of,
    chosen_in,
    counts_by_state,
    get_closing,
    matching,
    people_standing,
)
from suluh.delivery.queries.law import graduation_of
from suluh.delivery.rules.standing import VERDICTS, State
from suluh.delivery.views.courses import Link
from suluh.identity.middleware import actor_of
from suluh.organisation.rules.roles import Permission

SIZE = 25


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
    if len(places) > AT_ONCE:
        job = ask_moves(actor=actor, uuid=uuid, places=places, now=moment, **form.cleaned_data)
        return redirect("long_job", job=job.uuid)
    moved = move_people(actor=actor, uuid=uuid, places=places, now=moment, **form.cleaned_data)
    messages.info(request, moved.sentence)
    return redirect("batch_states", uuid=uuid)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/penutupan/: the checklist, the verdicts, once more, and done."""
    actor, moment = actor_of(request), now()
    course = get_managed_batch(actor, uuid, Permission.CERTIFICATE_ISSUE)
    closing = get_closing(course)
    today = local_date(moment, course.zone)
    looks = "cari" in request.POST or "halaman" in request.POST  # what was typed so far stays
    given = request.POST.dict() if looks else {"dated": today, "place": course.place}
    form = RecordForm(None if looks else request.POST or None, today=today, initial=given)
    summary, verdicts = None, verdicts_from(request.POST, closing.undecided)
    if request.method == "POST" and form.is_valid() and "ubah" not in request.POST:
        try:
            if "ya" in request.POST:
                close_batch(
                    actor=actor, uuid=uuid, verdicts=verdicts, record=form.record(), now=moment
                )
                messages.success(request, _("Angkatan ditutup. STTP dan JP sudah terbit."))
                return redirect("batch_close", uuid=uuid)
            summary = _summary(verdicts)
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error(None, str(refusal.sentence))
    context = _table(request.POST, closing.undecided, verdicts, is_summary=bool(summary)) | {
        "course": course, "tabs": batch_tabs(course, "penutupan"), "closing": closing,
        "form": form, "summary": summary, "now": moment,
    }  # fmt: skip
    return render(request, "delivery/batch_close.html", context)


def _table(
    data: QueryDict, people: Sequence[Candidate], verdicts: dict[UUID, str], *, is_summary: bool
) -> dict[str, Any]:
    """A page of those who match the search; verdicts on all others go along unseen."""
    text = data.get("q", "").strip()[:80]
    found = matching(people, text)
    asked = data.get("halaman") or ("" if "cari" in data else data.get("tampil", ""))
    page = page_of(found, asked, size=SIZE)
    seen = [] if is_summary else [each.place.uuid for each in page.items]
    return {
        "page": page, "text": text, "all": len(people), "found": len(found),
        "rows": [(each, verdicts[each.place.uuid]) for each in page.items],
        "carried": carried(verdicts, but=seen),
        "verdicts": [(state.value, WORDS[state]) for state in VERDICTS],
    }  # fmt: skip


def _summary(verdicts: dict[UUID, str]) -> list[tuple[str, int]]:
    counts = Counter(verdicts.values())
    return [(str(WORDS[State(each)]), counts[each]) for each in VERDICTS if counts[each]]
