"""Checking: the queue, one claim beside its file, many at once with a colleague."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of, signed_in
from suluh.recognition.actions.batches import ask_batch, decide_batch
from suluh.recognition.actions.deciding import decide_claim
from suluh.recognition.forms import RefusalForm
from suluh.recognition.queries import queue as queries
from suluh.recognition.queries.claims import steps_of
from suluh.recognition.queries.credits import foretold
from suluh.recognition.queries.lists import Facet
from suluh.recognition.rules.reasons import REASONS

READ_OR_SEND = ["GET", "HEAD", "POST"]


def _text(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:80]


def _rest(request: HttpRequest) -> str:
    text = _text(request)
    return f"?{urlencode({'q': text})}" if text else ""


@require_safe
@signed_in
def queue(request: HttpRequest) -> HttpResponse:
    """`/kelola/pengajuan/`: what waits, oldest first, with its age."""
    actor, text, moment = actor_of(request), _text(request), now()
    view = request.GET.get("lihat", "")
    view = view if view in queries.VIEWS else "menunggu"
    context = {
        "page": get_page(request, queries.queue(actor, view=view, text=text), size=50),
        "view": view, "text": text, "now": moment, "rest": _rest(request),
        "waiting": queries.waiting_count(actor), "late": queries.late_count(actor, now=moment),
        "within": queries.CHECK_WITHIN.days, "late_before": moment - queries.CHECK_WITHIN,
        "next": queries.next_for(actor, text=text), "tabs": _tabs(view),
        "keep": {"lihat": view}, "open_batches": queries.batches(actor).filter(state="asked").count(),
    }  # fmt: skip
    return render(request, "recognition/queue.html", context)


def _tabs(view: str) -> list[Facet]:
    labels = (_("Menunggu"), _("Sudah diputuskan"))
    return [
        Facet(label, f"?lihat={name}", name == view)
        for name, label in zip(queries.VIEWS, labels, strict=True)
    ]


@require_http_methods(READ_OR_SEND)
@signed_in
def check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/kelola/pengajuan/<uuid>/`: the file at the left, what was stated at the right."""
    actor = actor_of(request)
    claim = queries.checkable(actor, uuid)
    form = RefusalForm(request.POST if request.POST.get("putusan") == "tolak" else None)
    problem = ""
    if request.method == "POST":
        onwards = queries.next_for(actor, after=claim, text=_text(request))
        problem = _decide(request, uuid, form)
        if not problem:
            return _onwards(request, onwards)
    context: dict[str, Any] = {
        "claim": claim, "form": form, "problem": problem, "steps": steps_of(claim),
        "doubts": queries.doubts_of(claim), "same_days": queries.same_days(claim),
        "foretold": foretold(claim) if claim.state == "asked" else None, "reasons": REASONS,
        "pages": range(1, claim.evidence.pages + 1) if claim.evidence else (), "now": now(),
        "next": queries.next_for(actor, after=claim, text=_text(request)), "rest": _rest(request),
        "waiting": queries.waiting_count(actor),
    }  # fmt: skip
    return render(request, "recognition/check.html", context, status=422 if problem else 200)


def _decide(request: HttpRequest, uuid: UUID, form: RefusalForm) -> str:
    """'' where it was decided, else what is wrong."""
    is_approved = request.POST.get("putusan") == "setuju"
    given = form.cleaned_data if not is_approved and form.is_valid() else {}
    revision = request.POST.get("revisi", "")
    try:
        decide_claim(
            actor=actor_of(request), now=now(), claim=uuid, is_approved=is_approved,
            revision=int(revision) if revision.isdecimal() and len(revision) < 6 else -1,
            reason_code=given.get("reason_code", ""), words=given.get("words", ""),
        )  # fmt: skip
    except DomainError as refusal:
        if refusal.status != DomainError.status:
            raise
        return str(refusal.sentence)
    messages.success(
        request, _("Disetujui.") if is_approved else _("Ditolak, pegawai diberi tahu.")
    )
    return ""


def _onwards(request: HttpRequest, uuid: UUID | None) -> HttpResponse:
    if uuid is None:
        return redirect("claim_queue")
    answer = redirect("claim_check", uuid=uuid)
    answer["Location"] += _rest(request)
    return answer


@require_POST
@signed_in
def ask_many(request: HttpRequest) -> HttpResponse:
    """`/kelola/pengajuan/usul/`: hold the ticked ones ready for a colleague."""
    made = ask_batch(actor=actor_of(request), now=now(), claims=_uuids(request))
    count = len(queries.items_of(made))
    told = ngettext(
        "%(n)s pengajuan diusulkan. Rekan lain yang menyetujuinya.",
        "%(n)s pengajuan diusulkan. Rekan lain yang menyetujuinya.",
        count,
    )
    messages.success(request, told % {"n": count})
    return redirect("claim_batch", uuid=made.uuid)


def _uuids(request: HttpRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("pengajuan"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@require_safe
@signed_in
def batches(request: HttpRequest) -> HttpResponse:
    """`/kelola/pengajuan/massal/`: what was held ready, by whom, and what became of it."""
    actor = actor_of(request)
    text = _text(request)
    page = get_page(request, queries.batches(actor, text=text), size=25)
    context = {"page": page, "text": text}
    return render(request, "recognition/batches.html", context)


@require_http_methods(READ_OR_SEND)
@signed_in
def batch(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/kelola/pengajuan/massal/<uuid>/`: look through them, approve or give back."""
    actor = actor_of(request)
    found = queries.get_batch(actor, uuid)
    if request.method == "POST":
        is_approved = request.POST.get("putusan") == "setuju"
        done = decide_batch(actor=actor, now=now(), batch=uuid, is_approved=is_approved)
        told = _("%(n)s pengajuan disetujui.") % {"n": done.approved}
        messages.success(request, told if is_approved else _("Dikembalikan ke antrean."))
        return redirect("claim_batch", uuid=uuid)
    context = {
        "batch": found, "items": queries.items_of(found), "is_mine": found.asked_by_id == actor.person_id,
    }  # fmt: skip
    return render(request, "recognition/batch.html", context)
