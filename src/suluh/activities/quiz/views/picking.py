"""The author's picker: questions of the bank, searched and narrowed, into one test."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from suluh.activities.quiz.actions.bringing import bring_questions
from suluh.activities.quiz.actions.picking import TooManyQuestions, pick_questions
from suluh.activities.quiz.forms import DIFFICULTIES, SORTS
from suluh.activities.quiz.queries import bank
from suluh.activities.quiz.queries.picking import Draft, get_draft
from suluh.activities.quiz.types import Sort
from suluh.activities.quiz.views.narrowing import narrowing
from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.base.uploads import Refused
from suluh.identity.middleware import actor_of

EXAMPLE = _lazy(
    "Di mana nomor surat ditulis?\nA. Di bawah kop surat\nB. Di sebelah tanda tangan\nANSWER: A"
)


@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: HttpRequest, training: UUID, key: UUID) -> HttpResponse:
    """/kelola/pelatihan/<training>/kegiatan/<key>/soal/: what stands in the test, and what may."""
    actor = actor_of(request)
    draft = get_draft(actor, training, key)
    new, problem = _written(request, draft) if "tulis" in request.POST else ((), "")
    if request.method == "POST" and not problem:
        return _change(request, training, key, add=[*_uuids(request, "tambah"), *new])
    given, _archive = narrowing(request)
    rows = bank.bank_list(
        actor, text=given["q"], category=given["kategori"], tag=given["tanda"],
        difficulty=given["tingkat"],
    )  # fmt: skip
    rows = rows.exclude(uuid__in=draft.plan.fixed)
    page, names = get_page(request, rows, size=20), dict(SORTS)
    context = {
        "draft": draft, "page": page, "given": given, "is_narrowed": any(given.values()),
        "rows": [(each, names[Sort(each.sort)]) for each in page.items],
        "problem": problem, "example": EXAMPLE, "written": request.POST.get("tulis", ""),
        "categories": bank.categories(), "tags": bank.tags(), "difficulties": DIFFICULTIES,
    }  # fmt: skip
    return render(request, "quiz/pick.html", context, status=422 if problem else 200)


def _written(request: HttpRequest, draft: Draft) -> tuple[tuple[UUID, ...], str]:
    """What was written, brought into the bank; or why not, where it is no question."""
    title = draft.activity.title.replace("/", "-")
    file = ContentFile(request.POST["tulis"].encode(), name="soal.txt")
    try:
        found = bring_questions(
            actor=actor_of(request), title=title, name=f"{title[:190]}.txt", file=file, now=now()
        )
    except (Refused, DomainError) as refusal:
        return (), str(refusal)
    if found.remark:
        messages.warning(request, found.remark)
    return found.questions, ""


def _change(request: HttpRequest, training: UUID, key: UUID, *, add: list[UUID]) -> HttpResponse:
    drop = _uuids(request, "lepas")
    try:
        plan = pick_questions(
            actor=actor_of(request), training=training, key=key, add=add, drop=drop, now=now()
        )
    except TooManyQuestions as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        said = _("Soal dilepas dari tes.") if drop else _("Tes ini kini memuat %(n)d soal tetap.")
        messages.success(request, said % {"n": len(plan.fixed)} if add else said)
    return redirect(f"{request.path}?{request.GET.urlencode()}")


def _uuids(request: HttpRequest, name: str) -> list[UUID]:
    """Questions of the own bank among those ticked; nothing else counts."""
    found = []
    for text in request.POST.getlist(name)[:200]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return bank.known_questions(found) if name == "tambah" else found
