"""Writing one activity: the kind's form, saved while one types, with its preview beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import now
from suluh.base.scope import current_scope
from suluh.content.actions.outline import ChangedElsewhere, change_activity
from suluh.content.forms.training import ActivityForm
from suluh.content.models import Activity
from suluh.content.ports import ActivityKind, kind_of, mended
from suluh.content.queries.trainings import Workshop, get_activity, get_workshop, pages_of
from suluh.content.types import Lesson, Play
from suluh.content.views.pictures import with_picture
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uuid: UUID, key: UUID) -> HttpResponse:
    """/kelola/pelatihan/<uuid>/kegiatan/<key>/: htmx saves while one types, else the button does."""
    workshop = get_workshop(actor_of(request), uuid)
    activity = get_activity(workshop, key)
    kind = kind_of(activity.kind)
    if not (workshop.may_write and workshop.is_draft):
        return redirect("activity_preview", uuid=uuid, key=key)
    data, problem = with_picture(request, uuid) if request.method == "POST" else (None, "")
    files = request.FILES if request.method == "POST" else None
    common = ActivityForm(data, initial=_known(activity, kind), prefix="umum")
    own = kind.editor(activity.settings, tenant_id=activity.tenant_id, data=data, files=files)
    seen, conflict = activity.changed_at.isoformat(), None
    if data is not None and not problem and common.is_valid() and own.is_valid():
        try:
            activity = _save(request, workshop, key, common=common, own=own)
            seen = activity.changed_at.isoformat()
        except ChangedElsewhere as refusal:
            seen, conflict = data.get("dilihat", ""), refusal.sentence
        if conflict is None and "kembali" in data:
            return redirect("training", uuid=uuid)
        if conflict is None and not request.headers.get("HX-Request"):
            return redirect("activity_edit", uuid=uuid, key=key)
    elif data is not None:
        seen = data.get("dilihat", "")
    is_saved = not (data is None or conflict or problem or common.errors or own.errors)
    context = _context(request, workshop, activity, kind=kind) | {
        "common": common, "form": own, "saved": now() if is_saved else None,
        "form_template": getattr(own, "template", "base/parts/form.html"),
        "seen": seen, "conflict": conflict, "rich": _rich_field(own), "picture_problem": problem,
    }  # fmt: skip
    whole = not request.headers.get("HX-Request") or data is None
    return render(
        request, f"content/{'activity' if whole else 'parts/activity_state'}.html", context
    )


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, uuid: UUID, key: UUID) -> HttpResponse:
    """/kelola/pelatihan/<uuid>/kegiatan/<key>/pratinjau/: as learners see it; nothing is kept."""
    workshop = get_workshop(actor_of(request), uuid)
    activity = get_activity(workshop, key)
    kind = kind_of(activity.kind)
    context = _context(request, workshop, activity, kind=kind)
    if request.method == "POST":
        report = kind.receive(
            lesson_of(workshop, activity), data=request.POST, files=request.FILES, now=now()
        )
        context["sentence"] = report.sentence or _("Dalam pratinjau tidak ada yang disimpan.")
    return render(request, "content/preview.html", context)


def _save(
    request: HttpRequest, workshop: Workshop, key: UUID, *, common: ActivityForm, own: forms.Form
) -> Activity:
    settings = own.settings()  # type: ignore[attr-defined]
    kind = get_activity(workshop, key).kind
    if what := request.POST.get("perbaiki", ""):
        settings = mended(kind, settings, what)
    return change_activity(
        actor=actor_of(request),
        training=workshop.training.uuid,
        key=key,
        values=common.cleaned_data | {"settings": settings},
        now=now(),
        seen=None if "timpa" in request.POST else _moment(request.POST.get("dilihat", "")),
    )


def _rich_field(form: forms.Form) -> str:
    """The name of the field in which pictures may stand; '' where there is none."""
    found = (name for name, each in form.fields.items() if each.widget.attrs.get("data-rich") == "")
    return next(found, "")


def _moment(text: str) -> datetime | None:
    """When the author saw the activity; None where the form does not say."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _known(activity: Activity, kind: ActivityKind) -> dict[str, Any]:
    """What the form shows; minutes only where they are the author's word, else they would stay."""
    is_proposed = activity.minutes == kind.minutes(activity.settings)
    return {
        "title": activity.title,
        "minutes": None if is_proposed else activity.minutes,
        "is_required": activity.is_required,
    }


def _context(
    request: HttpRequest, workshop: Workshop, activity: Activity, *, kind: ActivityKind
) -> dict[str, Any]:
    lesson = lesson_of(workshop, activity)
    play = kind.player(lesson, now=now())
    return {
        "workshop": workshop,
        "activity": activity,
        "kind": kind,
        "tabs": pages_of(workshop.training.uuid, "isi"),
        "play": play,
        "drawn": drawn(request, lesson, play),
        "flaws": kind.flaws(activity.settings),
        "proposal": kind.minutes(activity.settings),
    }


def lesson_of(workshop: Workshop, activity: Activity) -> Lesson:
    """The lesson as nobody in particular sees it."""
    return Lesson(
        activity_id=activity.pk,
        key=activity.key,
        kind=activity.kind,
        title=activity.title,
        settings=activity.settings,
        minutes=activity.minutes,
        url=f"/kelola/pelatihan/{workshop.training.uuid}/kegiatan/{activity.key}/pratinjau/",
        tenant_id=activity.tenant_id,
        version_id=activity.version_id,
        person_id=current_scope().person_id or 0,
        is_preview=True,
    )


def drawn(request: HttpRequest, lesson: Lesson, play: Play) -> SafeString:
    """The kind's part of the page."""
    return render_to_string(play.template, {"lesson": lesson, **play.context}, request)
