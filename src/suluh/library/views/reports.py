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
from suluh.library.rules.crediting import LEAST_SCORE, LEAST_WORDS
from suluh.organisation.types import Actor
from suluh.standards.jp import MINUTES_PER_JP


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """/pustaka/laporan/: books read through, a short report on them, and earlier reports."""
    actor, fault = actor_of(request), ""
    if request.method == "POST":
        try:
            filed = file_reading_report(
                actor=actor, books=_uuids(request.POST.getlist("buku")), now=now(),
                story=request.POST.get("laporan", "")[:5_000],
            )  # fmt: skip
            messages.success(request, _said(is_booked=queries.is_booked(actor, filed)))
            return redirect("reading_report")
        except NotAllowed:
            raise
        except DomainError as refusal:
            fault = str(refusal.sentence)
    context = _context(request, actor) | {"fault": fault}
    return render(request, "library/report.html", context, status=422 if fault else 200)


def _context(request: HttpRequest, actor: Actor) -> dict[str, object]:
    ready = queries.ready_readings(actor)
    return {
        "ready": ready, "chosen": _chosen(request, ready), "checks": _checks(ready),
        "passed": any(each.is_passed for each in ready), "least_score": LEAST_SCORE // 100,
        "reports": queries.reports_of(actor), "lacking": queries.missing_minutes(ready),
        "minutes": sum(each.minutes for each in ready), "story": request.POST.get("laporan", ""),
        "least_words": LEAST_WORDS, "jp_minutes": MINUTES_PER_JP,
    }  # fmt: skip


def _said(*, is_booked: bool) -> str:
    if is_booked:
        return _("JP membaca Anda tercatat, karena cek bacaannya sudah lulus.")
    return _("Laporan dikirim. JP tercatat setelah atasan Anda membenarkannya.")


def _checks(ready: list[queries.Ready]) -> list[tuple[str, str]]:
    """Tests that are open to the reader and not passed yet, each once."""
    rows = [each.check for each in ready if each.check is not None and not each.is_passed]
    return list(dict.fromkeys((check.title, check.url) for check in rows if check.url))


def _chosen(request: HttpRequest, ready: list[queries.Ready]) -> set[UUID]:
    """What is ticked: what was, else the passed ones where they make a JP alone, else all."""
    if request.method == "POST":
        return _uuids(request.POST.getlist("buku"))
    passed = [each for each in ready if each.is_passed]
    some = passed if passed and not queries.missing_minutes(passed) else ready
    return {each.reading.book.uuid for each in some}


def _uuids(values: list[str]) -> set[UUID]:
    found = set()
    for value in values[:200]:
        try:
            found.add(UUID(value))
        except ValueError:
            continue
    return found
