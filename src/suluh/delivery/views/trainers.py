"""Guests who teach: the organiser names and ends them; the guest's own page of angkatan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page, page_of
from suluh.delivery.actions.trainers import end_trainer, name_trainer
from suluh.delivery.forms.trainers import TrainerForm
from suluh.delivery.queries import trainers as queries
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.marking_scope import Reach, reach_by_role
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def trainers(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/pengajar/: who teaches as a guest, until when; naming one."""
    actor, moment = actor_of(request), now()
    course = get_managed_batch(actor, uuid)
    given = request.POST if request.method == "POST" else request.GET
    who = given.get("siapa", "").strip()[:254]
    face = queries.find_trainer(who) if who else None
    there = queries.open_place(course, face.person_id) if face else None
    usual = queries.usual_days(course, there, now=moment)
    form = TrainerForm(
        request.POST if face and request.method == "POST" else None, who=who, days=usual
    )
    if face and form.is_valid():
        try:
            name_trainer(actor=actor, uuid=uuid, face=face, days=form.days(), now=moment)
            told = _("%(name)s dapat menilai di angkatan ini, dan diberi tahu.")
            messages.success(request, told % {"name": face.full_name})
            return redirect("batch_trainers", uuid=uuid)
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
    text = request.GET.get("q", "").strip()[:80]
    rows = queries.trainers_of(course, text=text)
    context = {
        "course": course, "tabs": batch_tabs(course, "pengajar"), "text": text, "who": who,
        "face": face, "there": there, "form": form, "page": get_page(request, rows, size=30), "now": moment,
        "active": queries.named_now(course, now=moment).count(),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "delivery/batch_trainers.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, uuid: UUID, trainer: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/pengajar/<trainer>/akhiri/: asks once more, then ends the place."""
    actor = actor_of(request)
    course = get_managed_batch(actor, uuid)
    found = queries.get_trainer(course, trainer)
    if request.method == "POST":
        freed = end_trainer(actor=actor, uuid=uuid, trainer=trainer, now=now())
        told = _("Diakhiri. Nilai yang sudah diberikan tetap ada.")
        if freed:
            back = ngettext(
                "%(n)d tugas yang ia ambil kembali ke antrean.",
                "%(n)d tugas yang ia ambil kembali ke antrean.",
                freed,
            )
            told = f"{told} {back % {'n': freed}}"
        messages.success(request, told)
        return redirect("batch_trainers", uuid=uuid)
    return render(request, "delivery/batch_trainer_end.html", {"course": course, "trainer": found})


@require_safe
def teaching(request: HttpRequest) -> HttpResponse:
    """/mengajar/: every angkatan in which one marks, by role or as a guest, with what waits."""
    actor, given = actor_of(request), request.GET
    reach, view = reach_by_role(actor), given.get("lihat", "")
    if view not in queries.VIEWS:
        view = queries.OWN if reach else queries.VIEWS[0]
    text = given.get("q", "").strip()[:80]
    context = {"view": view, "text": text, "keep": {"lihat": view}, "tabs": _tabs(view, reach)}
    if reach and view == queries.OWN:
        desks = queries.own_desks(actor, reach, text=text)
        page = replace(page_of(desks, given.get("halaman", ""), size=20), query=_rest(view, text))
        waiting = sum(each.total for each in desks)
        return render(
            request, "delivery/teaching.html", context | {"page": page, "waiting": waiting}
        )
    return render(request, "delivery/teaching.html", context | _as_guest(request, view, text))


def _as_guest(request: HttpRequest, view: str, text: str) -> dict[str, Any]:
    """Places in other agencies, with what waits where they are open."""
    actor, moment = actor_of(request), now()
    is_open = view == queries.VIEWS[0]
    rows = queries.my_places(actor, now=moment, view=view, text=text)
    # All of them, whatever page is shown: the heading tells their sum. Nobody has hundreds.
    found = queries.desks_of(list(rows)) if is_open else [queries.Desk(place) for place in rows]
    page = page_of(found, request.GET.get("halaman", ""), size=20)
    return {
        "page": replace(page, query=_rest(view, text)), "is_open": is_open,
        "later": queries.to_come(actor, now=moment) if is_open else [],
        "waiting": sum(each.total for each in found),
        "needs_factor": bool(found) and is_open and not actor.has_second_factor,
    }  # fmt: skip


def _tabs(view: str, reach: Reach | None) -> list[dict[str, Any]]:
    labels = {
        queries.OWN: _("Di instansi saya"), "berjalan": _("Sebagai tamu"),
        "berakhir": _("Sudah berakhir"),
    }  # fmt: skip
    return [
        {"label": label, "url": f"?{urlencode({'lihat': name})}", "current": name == view}
        for name, label in labels.items()
        if reach or name != queries.OWN
    ]


def _rest(view: str, text: str) -> str:
    return urlencode({name: value for name, value in (("lihat", view), ("q", text)) if value})
