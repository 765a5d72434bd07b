"""Closing an angkatan: the checklist, the verdicts of the meeting, once more, and done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
from suluh.delivery.actions.closing import close_batch
from suluh.delivery.forms.closing import RecordForm, carried, verdicts_from
from suluh.delivery.models.standing import WORDS
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.closing import Candidate, get_closing, matching
from suluh.delivery.rules.standing import VERDICTS, State
from suluh.identity.middleware import actor_of
from suluh.organisation.rules.roles import Permission

SIZE = 25


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
