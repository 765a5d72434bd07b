"""Questions to a file: which, in what format, what will not fit, and the file."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from suluh.activities.quiz.models import Question
from suluh.activities.quiz.queries import bank, exchange
from suluh.activities.quiz.rules.exchange.formats import FORMATS
from suluh.activities.quiz.views.narrowing import narrowing
from suluh.base.clock import local_date, now
from suluh.identity.middleware import actor_of

PART = 1_000  # as many questions as a person waits for


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """/kelola/bank-soal/ekspor/: what is ticked, what the search found, or all."""
    actor = actor_of(request)
    rows = _rows(request).order_by("category", "pk")
    total = rows.count()
    parts = max(1, -(-total // PART))
    asked = request.GET.get("bagian", "1")
    part = min(int(asked), parts) if asked.isdecimal() and 0 < len(asked) < 4 else 1
    form = FORMATS.get(request.GET.get("bentuk", ""), FORMATS["moodle"])
    start = (max(1, part) - 1) * PART
    written = exchange.write_file(rows.values_list("pk", flat=True)[start : start + PART], form)
    if request.GET.get("unduh"):
        day = local_date(now(), actor.zone).isoformat()
        name = f"bank-soal-{slugify(actor.agency_name)[:40]}-{day}-{part}.{form.ending}"
        kind = "application/xml" if form.ending == "xml" else "text/plain"
        answer = HttpResponse(written.content, content_type=f"{kind}; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    context = {
        "formats": FORMATS.values(), "format": form, "total": total, "part": part,
        "parts": range(1, parts + 1), "is_empty": not written.content,
        "notes": exchange.summed_up(written.notes), "keep": _kept(request),
    }  # fmt: skip
    return render(request, "quiz/export.html", context)


def _rows(request: HttpRequest) -> QuerySet[Question]:
    actor = actor_of(request)
    chosen = _chosen(request)
    if chosen:
        return exchange.chosen_questions(actor, chosen)
    given, is_archived = narrowing(request)
    return bank.bank_list(
        actor, text=given["q"], category=given["kategori"], tag=given["tanda"],
        difficulty=given["tingkat"], is_archived=is_archived,
    )  # fmt: skip


def _chosen(request: HttpRequest) -> list[UUID]:
    found = []
    for text in request.GET.getlist("soal")[: exchange.MOST_CHOSEN]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What narrows the choice, for the page's own links and forms."""
    names = ("soal", "q", "kategori", "tanda", "tingkat", "arsip")
    return [(name, value) for name in names for value in request.GET.getlist(name) if value]
