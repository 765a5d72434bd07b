"""One test in figures: its questions, what people gained, what somebody may look at."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suluh.activities.quiz.forms import SORTS
from suluh.activities.quiz.queries import analysis as queries
from suluh.activities.quiz.queries.bank import may_read
from suluh.identity.middleware import actor_of

ROWS = 30


@require_safe
def test(request: HttpRequest, key: UUID) -> HttpResponse:
    """/kelola/tes/<key>/: difficulty, discrimination, distractors, gain, flags."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:100]
    head = queries.overview(actor, key)
    found = queries.analyse(actor, key, least=head.least)
    others = queries.other_tests(actor, head.activity)
    before = _before(request, others)
    names = dict(SORTS)
    rows = [row for row in found.rows if text.casefold() in row.text.casefold()]
    number = _number(request)
    context = {
        "head": head, "found": found, "text": text, "others": others, "before": before,
        "gain": queries.gain_between(actor, before, key) if before else None,
        "rows": [(row, names[row.sort]) for row in rows[(number - 1) * ROWS : number * ROWS]],
        "number": number, "has_next": len(rows) > number * ROWS, "may_read": may_read(actor),
        "keep": {"awal": request.GET.get("awal", "")},
    }  # fmt: skip
    return render(request, "quiz/test.html", context)


def _before(request: HttpRequest, others: list[tuple[UUID, str]]) -> UUID | None:
    """The first test asked for, else the first of the outline."""
    asked = request.GET.get("awal", "")
    known = {str(key): key for key, _title in others}
    return known.get(asked) or next(iter(known.values()), None)


def _number(request: HttpRequest) -> int:
    raw = request.GET.get("halaman", "1")
    return max(1, int(raw)) if raw.isdecimal() and len(raw) < 5 else 1
