"""The outline editor: one page, one address for every act on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.content.actions import outline as actions
from suluh.content.actions.copies import duplicate
from suluh.content.actions.publish import start_version
from suluh.content.models import Section
from suluh.content.ports import activity_kinds
from suluh.content.queries.trainings import get_workshop, pages_of
from suluh.content.rules.completion import in_words
from suluh.identity.middleware import actor_of

Act = Callable[[HttpRequest, dict[str, Any]], str]


@require_GET
def outline(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/pelatihan/<uuid>/: sections and activities, and the next step."""
    workshop = get_workshop(actor_of(request), uuid)
    context = {
        "workshop": workshop,
        "tabs": pages_of(workshop.training.uuid, "isi"),
        "kinds": list(activity_kinds().values()),
        "known_kinds": activity_kinds(),
        "rule": in_words(workshop.version.completion),
        "undo": _asked_key(request, "dihapus"),
        "focus_key": _asked_key(request, "pindah"),
        "focus": request.GET.get("arah", ""),
        "may_change": workshop.may_write and workshop.is_draft,
    }
    return render(request, "content/training.html", context)


@require_POST
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Do one act on the outline, named by `aksi`, and show the outline again."""
    act = _ACTS.get(request.POST.get("aksi", ""))
    if act is None:
        raise NotFound
    base = {"actor": actor_of(request), "training": uuid, "now": now()}
    rest = act(request, base)
    return HttpResponseRedirect(reverse("training", args=[uuid]) + rest)


@require_POST
def draft(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Begin the next version."""
    start_version(actor=actor_of(request), training=uuid, now=now())
    return redirect("training", uuid=uuid)


def _add_section(request: HttpRequest, base: dict[str, Any]) -> str:
    title = request.POST.get("judul", "").strip() or _("Bagian baru")
    made = actions.add_section(title=title, **base)
    return f"#bagian-{made.key}"


def _rename_section(request: HttpRequest, base: dict[str, Any]) -> str:
    title = request.POST.get("judul", "").strip()
    if title:
        actions.rename_section(key=_key(request), title=title, **base)
    return f"#bagian-{_key(request)}"


def _move_section(request: HttpRequest, base: dict[str, Any]) -> str:
    actions.move_section(key=_key(request), to=_place(request), **base)
    return _moved(request)


def _add_activity(request: HttpRequest, base: dict[str, Any]) -> str:
    made = actions.add_activity(
        section=_key(request, "bagian"),
        kind=request.POST.get("jenis", ""),
        title=request.POST.get("judul", "").strip(),
        **base,
    )
    return f"kegiatan/{made.key}/"


def _move_activity(request: HttpRequest, base: dict[str, Any]) -> str:
    actions.move_activity(
        key=_key(request), section=_key(request, "bagian"), to=_place(request), **base
    )
    return _moved(request)


def _step_activity(request: HttpRequest, base: dict[str, Any]) -> str:
    way = "naik" if request.POST.get("arah") == "naik" else "turun"
    actions.step_activity(key=_key(request), by=-1 if way == "naik" else 1, **base)
    return f"?pindah={_key(request)}&arah={way}"


def _duplicate(request: HttpRequest, base: dict[str, Any]) -> str:
    made = duplicate(key=_key(request), **base)
    return f"#{'bagian' if isinstance(made, Section) else 'kegiatan'}-{made.key}"


def _remove(request: HttpRequest, base: dict[str, Any]) -> str:
    actions.remove(key=_key(request), **base)
    return f"?dihapus={_key(request)}"


def _restore(request: HttpRequest, base: dict[str, Any]) -> str:
    actions.restore(key=_key(request), **base)
    return ""


_ACTS: dict[str, Act] = {
    "tambah-bagian": _add_section,
    "ganti-judul": _rename_section,
    "pindah-bagian": _move_section,
    "tambah-kegiatan": _add_activity,
    "pindah-kegiatan": _move_activity,
    "geser-kegiatan": _step_activity,
    "gandakan": _duplicate,
    "hapus": _remove,
    "kembalikan": _restore,
}


def _key(request: HttpRequest, name: str = "kunci") -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise NotFound from error


def _place(request: HttpRequest, name: str = "ke") -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 5 else 0


def _moved(request: HttpRequest) -> str:
    """Back to the button pressed: browsers focus it only where the address has no fragment."""
    return f"?pindah={_key(request)}&arah={_way(request)}"


def _way(request: HttpRequest) -> str:
    """Up or down: the button pressed keeps the focus, so that one can press it again."""
    return "naik" if _place(request) < _place(request, "dari") else "turun"


def _asked_key(request: HttpRequest, name: str) -> str:
    try:
        return str(UUID(request.GET.get(name, "")))
    except ValueError:
        return ""
