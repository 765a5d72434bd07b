"""The bank of questions: list, write, look at, archive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.activities.quiz.actions.bank import archive_question, write_question
from suluh.activities.quiz.actions.pictures import keep_picture
from suluh.activities.quiz.forms import DIFFICULTIES, SORTS, QuestionForm, Upload
from suluh.activities.quiz.models import Question
from suluh.activities.quiz.queries import bank
from suluh.activities.quiz.queries.marking import may_mark_tests
from suluh.activities.quiz.queries.picking import uses_of
from suluh.activities.quiz.queries.regrading import regrades_of
from suluh.activities.quiz.rules.items import parts_of
from suluh.activities.quiz.rules.review import key_of
from suluh.activities.quiz.rules.showing import shown
from suluh.activities.quiz.types import Entry, Item, Sort
from suluh.activities.quiz.views.narrowing import narrowing
from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.base.uploads import Refused
from suluh.identity.middleware import actor_of


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """/kelola/bank-soal/: search by words, category, tag and difficulty."""
    actor = actor_of(request)
    given, is_archived = narrowing(request)
    rows = bank.bank_list(
        actor, text=given["q"], category=given["kategori"], tag=given["tanda"],
        difficulty=given["tingkat"], is_archived=is_archived,
    )  # fmt: skip
    page = get_page(request, rows, size=30)
    usage, names = bank.usage_of(question.pk for question in page.items), dict(SORTS)
    context = {
        "page": page, "given": given, "is_archived": is_archived,
        "rows": [(each, usage.get(each.pk), names[Sort(each.sort)]) for each in page.items],
        "is_narrowed": any(given.values()) or is_archived,
        "categories": bank.categories(), "tags": bank.tags(), "difficulties": DIFFICULTIES,
        "may_write": bank.may_write(actor),
    }  # fmt: skip
    return render(request, "quiz/bank.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """/kelola/bank-soal/baru/: choose a type, then write."""
    actor = actor_of(request)
    bank.require_writer(actor)
    name = request.GET.get("jenis", "")
    if name not in set(Sort):
        return render(request, "quiz/question_sorts.html", {"sorts": SORTS})
    given = {"category": request.GET.get("kategori", "")[:200], "difficulty": "medium"}
    form = QuestionForm(
        request.POST or None, sort=Sort(name), initial=given, upload=_upload(request)
    )
    if request.method == "POST" and form.is_valid():
        made = write_question(actor=actor, entry=_entry(form), now=now())
        messages.success(request, _("Soal tersimpan di bank soal."))
        return redirect("bank_question", question=made.uuid)
    context = {"form": form, "label": dict(SORTS)[Sort(name)]}
    return render(request, "quiz/question_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """/kelola/bank-soal/<question>/: as learners see it, its key, its figures, its versions."""
    actor = actor_of(request)
    found = bank.get_question(actor, question)
    item = bank.current_item(found)
    if request.method == "POST":
        bank.require_writer(actor)
    form = QuestionForm(
        request.POST or None, sort=item.sort, item=item, initial=_place_of(found),
        upload=_upload(request),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        write_question(actor=actor, entry=_entry(form), question=found, now=now())
        messages.success(request, _("Soal tersimpan."))
        return redirect("bank_question", question=found.uuid)
    context = {
        "form": form, **_view_of(found, item), "may_write": bank.may_write(actor),
        "may_regrade": may_mark_tests(actor), "regrades": regrades_of(found)[:10],
        "uses": uses_of(found),
    }  # fmt: skip
    return render(request, "quiz/question.html", context, status=422 if form.errors else 200)


def _upload(request: HttpRequest) -> Upload:
    """Keep a picture that was sent, whatever else is wrong with the form."""
    sent = request.FILES.get("picture")
    if sent is None:
        return Upload()
    try:
        made = keep_picture(actor=actor_of(request), upload=sent, now=now())
    except Refused as refusal:
        return Upload(problem=str(refusal))
    return Upload(uuid=str(made.uuid))


def _view_of(found: Question, item: Item) -> dict[str, Any]:
    order = tuple(range(parts_of(item)))
    return {
        "question": found, "item": item, "key": key_of(item), "label": dict(SORTS)[item.sort],
        "each": shown(item, place=0, order=order), "usage": bank.usage_of([found.pk]).get(found.pk),
        "versions": found.versions.all()[:20],
    }  # fmt: skip


def _place_of(found: Question) -> dict[str, Any]:
    return {
        "category": found.category, "tags": ", ".join(found.tags), "difficulty": found.difficulty,
    }  # fmt: skip


def _entry(form: QuestionForm) -> Entry:
    assert form.item is not None, "asked only of a valid form"
    return Entry(form.item, form.category_path, form.tag_list, form.cleaned_data["difficulty"])


@require_POST
def archive(request: HttpRequest, question: UUID) -> HttpResponse:
    """POST /kelola/bank-soal/<question>/arsip/: out of the bank, or back; can be undone."""
    actor = actor_of(request)
    found = bank.get_question(actor, question)
    archived = request.POST.get("aksi") != "pulihkan"
    archive_question(actor=actor, question=found, archived=archived, now=now())
    done = _("Soal disimpan di arsip.") if archived else _("Soal kembali ke bank soal.")
    messages.success(request, done)
    return redirect("bank_question", question=found.uuid)
