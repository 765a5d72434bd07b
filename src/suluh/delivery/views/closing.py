"""Closing an angkatan: the checklist, the verdicts of the meeting, once more, and done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import page_of
from suluh.base.queries import time_left
from suluh.delivery.actions.closing import Foreseen, close_batch, foresee_closing
from suluh.delivery.actions.concluding import go_on_closing
from suluh.delivery.forms.closing import RecordForm, carried, verdicts_from
from suluh.delivery.models import Offering
from suluh.delivery.models.standing import WORDS
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.closing import (
    candidates_of,
    closing_job,
    counts_by_state,
    record_of,
    undecided_in,
    what_lies_ahead,
)
from suluh.delivery.rules.standing import VERDICTS
from suluh.identity.middleware import actor_of
from suluh.organisation.rules.roles import Permission

SIZE = 25


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/penutupan/: the checklist, the verdicts, once more, and done."""
    actor, moment = actor_of(request), now()
    course = get_managed_batch(actor, uuid, Permission.CERTIFICATE_ISSUE)
    if course.batch.closed_at is not None:
        return _closed(request, course)
    today = local_date(moment, course.zone)
    looks = "cari" in request.POST or "halaman" in request.POST  # what was typed so far stays
    given = request.POST.dict() if looks else {"dated": today, "place": course.place}
    form = RecordForm(None if looks else request.POST or None, today=today, initial=given)
    foreseen = None
    if request.method == "POST" and form.is_valid() and "ubah" not in request.POST:
        try:
            if "ya" in request.POST:
                return _press(request, uuid, form)
            foreseen = foresee_closing(
                actor=actor, uuid=uuid, verdicts=verdicts_from(request.POST), record=form.record()
            )
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error(None, str(refusal.sentence))
    context = {"course": course, "tabs": batch_tabs(course, "penutupan"), "form": form}
    context |= _summary(request.POST, foreseen) if foreseen else _desk(request.POST, course)
    return render(request, "delivery/batch_close.html", context)


def _press(request: HttpRequest, uuid: UUID, form: RecordForm) -> HttpResponse:
    """Decided; the page of a closed angkatan then tells how far it is."""
    close_batch(
        actor=actor_of(request), uuid=uuid, verdicts=verdicts_from(request.POST),
        record=form.record(), now=now(), seen=request.POST.get("dilihat", ""),
    )  # fmt: skip
    messages.success(request, _("Keputusan rapat dan berita acara tersimpan."))
    return redirect("batch_close", uuid=uuid)


def _closed(request: HttpRequest, course: Offering) -> HttpResponse:
    """What came of it, or how far it is; what broke down is set going again."""
    if "lanjut" in request.POST:
        go_on_closing(actor=actor_of(request), uuid=course.uuid, now=now())
    if request.method == "POST":
        return redirect("batch_close", uuid=course.uuid)
    job = closing_job(course.batch)
    counts = counts_by_state(course)
    context = {
        "course": course, "tabs": batch_tabs(course, "penutupan"), "record": record_of(course),
        "job": job, "left": time_left(job, now()) if job else None, "url": request.path,
        "counts": [(str(WORDS[state]), count) for state, count in counts.items()],
    }  # fmt: skip
    return render(request, "delivery/batch_closed.html", context)


def _desk(data: QueryDict, course: Offering) -> dict[str, Any]:
    """A page of those who match the search; verdicts on all others go along unseen."""
    text = data.get("q", "").strip()[:80]
    asked = data.get("halaman") or ("" if "cari" in data else data.get("tampil", ""))
    ahead, chosen = what_lies_ahead(course), verdicts_from(data)
    page = page_of(undecided_in(course, text=text), asked, size=SIZE)
    people = candidates_of(page.items, ahead.graduation.law)
    return {
        "ahead": ahead, "page": page, "text": text,
        "rows": [(each, chosen.get(each.place.uuid, each.proposed)) for each in people],
        "carried": carried(chosen, but=[each.place.uuid for each in people]),
        "verdicts": [(state.value, WORDS[state]) for state in VERDICTS],
    }  # fmt: skip


def _summary(data: QueryDict, foreseen: Foreseen) -> dict[str, Any]:
    """How many get which verdict; what was chosen, and what was seen, go along unseen."""
    counts = foreseen.counts
    return {
        "summary": [(WORDS[each], counts[each]) for each in VERDICTS if each in counts],
        "foreseen": foreseen,
        "carried": carried(verdicts_from(data)),
        "shown": data.get("tampil", ""),
    }
