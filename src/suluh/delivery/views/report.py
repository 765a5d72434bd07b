"""/kelola/kelas/<uuid>/laporan/: how far a course is, the same quick page for ten and for 100,000."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from suluh.base.clock import now
from suluh.base.jobs import enqueue
from suluh.delivery.actions.tallies import reckon_tally
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.batches import is_batch
from suluh.delivery.queries.courses import get_managed_course
from suluh.delivery.queries.tallies import is_stale, tally_of
from suluh.identity.middleware import actor_of


@require_GET
def report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Sums as they were reckoned last; older ones are reckoned again behind the reader's back."""
    moment = now()
    course = get_managed_course(actor_of(request), uuid)
    tally = tally_of(course)
    if tally is None:
        tally = reckon_tally(course, now=moment)
    elif is_stale(tally, now=moment):
        enqueue("delivery.reckon_tally", key=f"tally:{course.pk}", offering_id=course.pk)
    counts = tally.counts
    share = counts["completed"] / counts["joined"] if counts["joined"] else 0
    context = {
        "course": course, "tabs": batch_tabs(course, "laporan") if is_batch(course) else [],
        "tally": tally, "counts": counts, "share": share,
        "left": counts["joined"] - counts["completed"] - counts["missed"],
    }  # fmt: skip
    return render(request, "delivery/course_report.html", context)
