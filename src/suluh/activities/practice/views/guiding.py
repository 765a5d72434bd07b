"""Bimbingan saya: the list of who guides, one practice, marks, files; the organiser's part of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.activities.practice.actions import guides, guiding, judging
from suluh.activities.practice.actions.posting import uuid_of
from suluh.activities.practice.forms import JudgementForm, SeminarForm
from suluh.activities.practice.models import Practice
from suluh.activities.practice.queries.access import Access, at_desk
from suluh.activities.practice.queries.guiding import VIEWS, count_waiting, my_places
from suluh.activities.practice.queries.paper import paper_of
from suluh.activities.practice.queries.people import face_by_uuid, found, supervisor_of
from suluh.activities.practice.queries.player import ROLE_NAMES, task_of, way_of
from suluh.activities.practice.queries.sheet import Sheet, file_of, seen_by, sheet_of
from suluh.activities.practice.types import Role
from suluh.activities.practice.views.learner import role_of
from suluh.activities.practice.views.paper import pdf
from suluh.base.clock import now
from suluh.base.errors import DomainError, NotFound
from suluh.base.paging import get_page
from suluh.base.uploads import served
from suluh.identity.middleware import actor_of
from suluh.organisation.types import Actor

_State = Practice.State


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """/bimbingan/: whose practices wait for me, run, are done."""
    actor, given = actor_of(request), request.GET
    view = given.get("lihat", "")
    view = view if view in VIEWS else VIEWS[0]
    text = given.get("q", "").strip()[:80]
    rows = my_places(actor, view=view, text=text)
    context = {
        "page": get_page(request, rows, size=30, total=rows.count()), "view": view, "text": text,
        "tabs": _tabs(view, count_waiting(actor)), "role_names": ROLE_NAMES,
        "keep": {"lihat": view},
    }  # fmt: skip
    return render(request, "practice/places.html", context)


def _tabs(view: str, waiting: int) -> list[dict[str, Any]]:
    labels = {"perlu": _("Menunggu saya"), "berjalan": _("Berjalan"), "selesai": _("Selesai")}
    return [
        {
            "label": labels[each], "url": f"?{urlencode({'lihat': each})}",
            "current": each == view, "badge": waiting if each == "perlu" else 0,
        }
        for each in VIEWS
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, practice: UUID) -> HttpResponse:
    """/bimbingan/<practice>/: the practice, and what the actor may say of it."""
    actor = actor_of(request)
    if request.method == "POST":
        try:
            messages.success(request, _act(request, practice))
        except DomainError as refusal:
            if refusal.status not in {DomainError.status, 422}:
                raise
            messages.error(request, str(refusal.sentence))
        return redirect("guiding_one", practice=practice)
    with at_desk(actor, practice) as access:
        sheet = _shown(access, actor)
        forms = _score_forms(access, sheet, actor.person_id)
        return render(request, "practice/one.html", _context(access, sheet) | {"forms": forms})


def _shown(access: Access, actor: Actor) -> Sheet:
    """The practice without the marks that the actor may not see yet."""
    return seen_by(
        sheet_of(access.practice), person_id=actor.person_id, sees_all=access.sees_all_marks
    )


def _act(request: HttpRequest, practice: UUID) -> str:
    """Do what the button says; gives the sentence for it."""
    given = request.POST
    common: dict[str, Any] = {
        "actor": actor_of(request), "practice": practice, "now": now(),
        "text": given.get("catatan", ""),
    }  # fmt: skip
    step = uuid_of(given.get("tahap", ""))
    match given.get("aksi", ""):
        case "terima" | "tolak" as act:
            guides.answer(accepts=act == "terima", **common)
            return _("Jawaban Anda tercatat, dan peserta diberi tahu.")
        case "setuju-rancangan" | "kembali-rancangan" as act:
            guiding.decide_plan(approves=act == "setuju-rancangan", **common)
            return _("Tercatat, dan peserta diberi tahu.")
        case "setuju-tahap" | "kembali-tahap" as act if step:
            guiding.decide_step(step=step, approves=act == "setuju-tahap", **common)
            return _("Tercatat, dan peserta diberi tahu.")
        case "pesan":
            guiding.remark(step=step, **common)
            return _("Pesan terkirim kepada peserta.")
        case "akhiri":
            common.pop("text")
            guides.end_guide(guide=uuid_of(given.get("pembimbing", "")) or UUID(int=0), **common)
            return _("Bimbingan diakhiri. Catatannya tetap ada.")
    raise NotFound


def _context(access: Access, sheet: Sheet) -> dict[str, Any]:
    practice, course = access.practice, access.practice.enrolment.offering
    guides_ = access.roles & {Role.MENTOR, Role.COACH}
    return task_of(sheet.brief) | {
        "access": access, "sheet": sheet, "practice": practice, "zone": course.zone,
        "course": course, "steps_of_way": way_of(sheet.brief, practice),
        "may_decide_plan": bool(guides_) and practice.state == _State.PLANNED
        and bool(guides_ & set(sheet.plan_missing)),
        "may_return_plan": bool(guides_) and practice.state in {_State.PLANNED, _State.RUNNING},
        "may_guide": bool(guides_), "guides_": guides_, "role_names": ROLE_NAMES,
        "base": f"/bimbingan/{practice.uuid}/",
        "seminar_form": SeminarForm(
            zone=course.zone, at=practice.seminar_at, place=practice.seminar_place
        ),
        "manage_roles": [
            (role, ROLE_NAMES[role])
            for role in (*sheet.brief.guides, *((Role.EXAMINER,) if sheet.brief.has_seminar else ()))
        ],
    }  # fmt: skip


def _score_forms(
    access: Access, sheet: Sheet, person_id: int, *, data: Any = None, role: Role | None = None
) -> list[JudgementForm]:
    """A form for each role in which the actor scores now."""
    if access.practice.state not in {_State.READY, _State.DONE}:
        return []
    roles = [each for each in sheet.brief.scorers if each in access.roles]
    if access.practice.seminar_at is None:
        roles = [each for each in roles if each is not Role.EXAMINER]
    known = {entry.role: entry for entry in sheet.marks if entry.by_id == person_id}
    return [
        JudgementForm(
            data if each is role else None, brief=sheet.brief, role=each, known=known.get(each)
        )
        for each in roles
    ]


@require_POST
def score(request: HttpRequest, practice: UUID, role: str) -> HttpResponse:
    """POST /bimbingan/<practice>/nilai/<role>/: the actor's marks."""
    actor, wanted = actor_of(request), role_of(role)
    with at_desk(actor, practice) as access:
        sheet = _shown(access, actor)
        forms = _score_forms(access, sheet, actor.person_id, data=request.POST, role=wanted)
        form = next((each for each in forms if each.role is wanted), None)
        if form is None:
            raise NotFound
        if not form.is_valid():
            context = _context(access, sheet) | {"forms": forms}
            return render(request, "practice/one.html", context, status=422)
        judging.give_score(
            actor=actor, practice=practice, role=wanted, judgement=form.judgement(), now=now()
        )
    messages.success(request, _("Nilai tersimpan."))
    return redirect("guiding_one", practice=practice)


@require_safe
def file(request: HttpRequest, practice: UUID, file: UUID) -> FileResponse:
    """/bimbingan/<practice>/berkas/<file>/: evidence, once the scanner has looked."""
    with at_desk(actor_of(request), practice) as access:
        found_ = file_of(access.practice, file)
        if not found_.is_open:
            raise NotFound
        return served(found_.file.open("rb"), name=found_.name)


@require_safe
def sheet(request: HttpRequest, practice: UUID) -> HttpResponse:
    """/bimbingan/<practice>/lembar.pdf: the lembar bimbingan."""
    actor = actor_of(request)
    with at_desk(actor, practice) as access:
        return pdf(paper_of(_shown(access, actor), now=now()), name="lembar-bimbingan")


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, practice: UUID, role: str) -> HttpResponse:
    """/bimbingan/<practice>/orang/<role>/: who runs the course names somebody."""
    actor, wanted = actor_of(request), role_of(role)
    with at_desk(actor, practice) as access:
        if not access.is_manager:
            raise NotFound
        learner_id = access.practice.person_id
        if request.method == "POST":
            uuid = uuid_of(request.POST.get("orang", ""))
            face = face_by_uuid(str(uuid), learner_id=learner_id) if uuid else None
            if face is None:
                raise NotFound
            guides.set_guide(actor=actor, practice=practice, role=wanted, face=face, now=now())
            messages.success(request, _("Ditetapkan, dan yang bersangkutan diberi tahu."))
            return redirect("guiding_one", practice=practice)
        text = request.GET.get("q", "").strip()[:80]
        chief = supervisor_of(learner_id) if wanted is Role.MENTOR else None
        context = {
            "practice": access.practice, "role": role, "role_name": ROLE_NAMES[wanted],
            "text": text, "chief": chief, "found": found(actor, text, but=learner_id),
        }  # fmt: skip
        return render(request, "practice/people_named.html", context)


@require_POST
def seminar(request: HttpRequest, practice: UUID) -> HttpResponse:
    """POST /bimbingan/<practice>/seminar/: when and where."""
    actor = actor_of(request)
    with at_desk(actor, practice, lock=True) as access:
        if not access.is_manager:
            raise NotFound
        form = SeminarForm(request.POST, zone=access.practice.enrolment.offering.zone)
        if not form.is_valid():
            messages.error(request, _("Isi waktu seminarnya."))
            return redirect("guiding_one", practice=practice)
        judging.set_seminar(
            actor=actor, practice=access.practice, at=form.cleaned_data["at"],
            place=form.cleaned_data["place"], now=now(),
        )  # fmt: skip
    messages.success(request, _("Seminar dijadwalkan, dan semua yang terlibat diberi tahu."))
    return redirect("guiding_one", practice=practice)
