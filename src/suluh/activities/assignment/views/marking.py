"""Marking: the shared queue, one work, files, archives."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.activities.assignment.actions import bundles
from suluh.activities.assignment.actions import marking as actions
from suluh.activities.assignment.forms import JudgementForm, ReturnForm
from suluh.activities.assignment.models import Work
from suluh.activities.assignment.queries import marking as queries
from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.base.uploads import served
from suluh.delivery.queries.marking_scope import Reach, marking_in
from suluh.identity.middleware import actor_of
from suluh.organisation.types import Actor


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """/kelola/penilaian/: what waits, is mine, is marked, was sent back; `?tamu=` for a guest."""
    actor, moment = actor_of(request), now()
    with marking_in(actor, _uuid(request.GET.get("tamu", "")), now=moment) as reach:
        narrowed = _narrowed(request)
        rows = queries.queue(reach, **narrowed)
        tasks = queries.tasks_of(reach)
        wanted = narrowed["task"], narrowed["offering"]
        chosen = next((t for t in tasks if (t.key, t.offering.uuid) == wanted), None)
        kept = _query(narrowed, reach)
        context = {
            "page": get_page(request, rows, size=30, total=rows.count()), "tasks": tasks,
            "view": narrowed["view"], "text": narrowed["text"], "chosen": chosen, "reach": reach,
            "tabs": _tabs(narrowed, reach), "kept": kept, "query": urlencode(kept), "now": moment,
            "next": queries.next_for(reach, **narrowed), "person_id": actor.person_id,
            "all_url": f"?tamu={reach.place}" if reach.place else "?",
        }  # fmt: skip
        return render(request, "assignment/queue.html", context)


def _narrowed(request: HttpRequest) -> dict[str, Any]:
    given = request.GET
    view = given.get("lihat", "")
    return {
        "view": view if view in queries.VIEWS else "menunggu",
        "text": given.get("q", "").strip()[:80],
        "task": _uuid(given.get("tugas", "").partition(":")[2]),
        "offering": _uuid(given.get("tugas", "").partition(":")[0] or given.get("kelas", "")),
    }


def _query(narrowed: dict[str, Any], reach: Reach) -> dict[str, str]:
    task = f"{narrowed['offering']}:{narrowed['task']}" if narrowed["task"] else ""
    kept = {
        "tamu": str(reach.place or ""), "lihat": narrowed["view"], "q": narrowed["text"],
        "tugas": task, "kelas": "" if task else str(narrowed["offering"] or ""),
    }  # fmt: skip
    return {name: value for name, value in kept.items() if value}


def _tabs(narrowed: dict[str, Any], reach: Reach) -> list[dict[str, Any]]:
    labels = (_("Menunggu"), _("Bagian saya"), _("Sudah dinilai"), _("Dikembalikan"))
    return [
        {
            "label": label,
            "url": "?" + urlencode(_query(narrowed | {"view": view}, reach)),
            "current": view == narrowed["view"],
        }
        for view, label in zip(queries.VIEWS, labels, strict=True)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest, work: UUID) -> HttpResponse:
    """/kelola/penilaian/<work>/: what was handed in, and the judgement."""
    actor, moment = actor_of(request), now()
    with queries.at_work(actor, work, now=moment) as (found, reach):
        desk = queries.desk_of(actor, found)
        is_change = desk.own is not None or found.state == Work.State.MARKED
        form = JudgementForm(
            request.POST or None, brief=desk.brief, known=desk.own, is_change=is_change
        )
        if request.method == "POST" and form.is_valid():
            actions.give_mark(actor=actor, work=work, judgement=form.judgement(), now=moment)
            messages.success(request, _("Penilaian tersimpan."))
            return _onwards(request, found, reach)
        context = {
            "desk": desk, "work": found, "brief": desk.brief, "form": form, "is_change": is_change,
            "return_form": ReturnForm(), "query": _rest(request, reach), "me": actor.person_id,
            "next": queries.next_for(reach, but=work, **_narrowed(request)), "reach": reach,
            "markers": queries.markers_of(found.enrolment.offering, reach, now=moment),
            "lesson_title": found.activity.title, **_who(actor, found),
        }  # fmt: skip
        status = 422 if form.errors else 200
        return render(request, "assignment/work.html", context, status=status)


def _who(actor: Actor, found: Work) -> dict[str, Any]:
    """Whose turn it is, and the actor among those it may be given to."""
    taken = found.second_marker if found.needs == "second" else found.marker
    me = queries.uuid_of(actor)
    return {"taken_by": str(taken.uuid) if taken else "", "my_uuid": me}


def _onwards(request: HttpRequest, found: Work, reach: Reach) -> HttpResponse:
    """To the next work of the same list, or back to this one."""
    rest = _rest(request, reach)
    if "lanjut" not in request.POST:
        return redirect(f"/kelola/penilaian/{found.uuid}/{rest}")
    after = queries.next_for(reach, but=found.uuid, **_narrowed(request))
    return redirect(
        f"/kelola/penilaian/{after.uuid}/{rest}" if after else f"/kelola/penilaian/{rest}"
    )


@require_POST
def assign(request: HttpRequest, work: UUID) -> HttpResponse:
    """/kelola/penilaian/<work>/penilai/: take it, give it to somebody, put it back."""
    to = request.POST.get("kepada", "")[:40]
    actor, moment = actor_of(request), now()
    with queries.at_work(actor, work, now=moment) as (_found, reach):
        actions.assign(actor=actor, work=work, to=to, now=moment)
        messages.success(request, _("Penilai dicatat.") if to else _("Dikembalikan ke antrean."))
        return redirect(f"/kelola/penilaian/{work}/{_rest(request, reach)}")


@require_POST
def send_back(request: HttpRequest, work: UUID) -> HttpResponse:
    """/kelola/penilaian/<work>/kembalikan/: to be mended, with words."""
    actor, moment, form = actor_of(request), now(), ReturnForm(request.POST)
    with queries.at_work(actor, work, now=moment) as (_found, reach):
        if not form.is_valid():
            messages.error(request, _("Tulis dulu apa yang perlu diperbaiki."))
            return redirect(f"/kelola/penilaian/{work}/{_rest(request, reach)}#kembalikan")
        comment = form.cleaned_data["note"]
        found = actions.send_back(actor=actor, work=work, comment=comment, now=moment)
        messages.success(request, _("Dikembalikan kepada peserta, dan ia diberi tahu."))
        return _onwards(request, found, reach)


@require_safe
def file(request: HttpRequest, file: UUID) -> FileResponse:
    """/kelola/penilaian/berkas/<file>/: a file that was handed in."""
    with queries.at_file(actor_of(request), file, now=now()) as found:
        return served(found.file.open("rb"), name=found.name)


@require_POST
def ask_bundle(request: HttpRequest) -> HttpResponse:
    """/kelola/penilaian/unduh/: an archive of one assignment, made by a job."""
    offering, _colon, key = request.POST.get("tugas", "").partition(":")
    job = bundles.ask_bundle(
        actor=actor_of(request), offering=_uuid(offering) or UUID(int=0),
        key=_uuid(key) or UUID(int=0), now=now(),
    )  # fmt: skip
    return redirect("long_job", job=job.uuid)


@require_safe
def bundle(request: HttpRequest, bundle: UUID) -> HttpResponseBase:
    """/kelola/penilaian/unduhan/<bundle>/: the archive."""
    with queries.at_bundle(actor_of(request), bundle, now=now()) as found:
        return served(found.file.open("rb"), name=f"kiriman-{found.created_at:%Y%m%d-%H%M}.zip")


def _rest(request: HttpRequest, reach: Reach) -> str:
    query = urlencode(_query(_narrowed(request), reach))
    return f"?{query}" if query else ""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
