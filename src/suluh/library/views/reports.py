"""Telling of what one has read, so that it counts as self-study."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import now
from suluh.base.errors import DomainError, NotAllowed
from suluh.identity.middleware import actor_of
from suluh.library.actions.reports import file_reading_report
from suluh.library.queries import reports as queries
from suluh.library.rules.crediting import LEAST_WORDS
from suluh.standards.jp import MINUTES_PER_JP


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """/pustaka/laporan/: books read through, a short report on them, and earlier reports."""
    actor, fault = actor_of(request), ""
    if request.method == "POST":
        try:
            file_reading_report(
                actor=actor, books=_uuids(request.POST.getlist("buku")), now=now(),
                story=request.POST.get("laporan", "")[:5_000],
            )  # fmt: skip
            messages.success(
                request, _("Laporan dikirim. JP tercatat setelah atasan Anda membenarkannya.")
            )
            return redirect("reading_report")
        except NotAllowed:
            raise
        except DomainError as refusal:
            fault = str(refusal.sentence)
    ready = queries.ready_readings(actor)
    context = {
        "ready": ready, "reports": queries.reports_of(actor), "fault": fault,
        "minutes": sum(each.minutes for each in ready), "lacking": queries.missing_minutes(ready),
        "story": request.POST.get("laporan", ""), "least_words": LEAST_WORDS,
        "jp_minutes": MINUTES_PER_JP,
    }  # fmt: skip
    return render(request, "library/report.html", context, status=422 if fault else 200)


def _uuids(values: list[str]) -> set[UUID]:
    found = set()
    for value in values[:200]:
        try:
            found.add(UUID(value))
        except ValueError:
            continue
    return found
