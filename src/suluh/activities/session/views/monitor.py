"""The organiser's pages while the event runs: monitor, windows, screen."""

from __future__ import annotations

from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from suluh.activities.session.actions import windows
from suluh.activities.session.queries import monitor as queries
from suluh.activities.session.queries.windows import get_window
from suluh.activities.session.rules.windows import WINDOW_NAMES
from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.paging import get_page
from suluh.delivery.ports import organiser_tabs
from suluh.delivery.queries.review import get_run_event
from suluh.identity.middleware import actor_of

EXTENSIONS = (5, 10, 15, 30)


@require_safe
def monitor(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """GET /kelola/acara/<event>/kehadiran/; ?bagian=pantau gives what moves."""
    actor = actor_of(request)
    offering = get_run_event(actor, event)
    shown = queries.get_monitor(offering, kind=request.GET.get("presensi", ""), now=now())
    context = {
        "offering": offering, "shown": shown, "extensions": EXTENSIONS,
        "tabs": organiser_tabs(offering, actor=actor), "current_tab": "kehadiran",
    }  # fmt: skip
    if request.GET.get("bagian") == "pantau":
        return render(request, "session/monitor.html#pantau", context)
    return render(request, "session/monitor.html", context)


@require_safe
def missing(request: HttpRequest, event: UUID, kind: str) -> HttpResponseBase:
    """GET /kelola/acara/<event>/kehadiran/<kind>/belum/: who has not checked in."""
    actor = actor_of(request)
    offering = get_run_event(actor, event)
    window = get_window(offering.pk, kind)
    search = request.GET.get("q", "").strip()
    rows = queries.missing_people(offering, window, search=search)
    context = {
        "offering": offering, "window_name": WINDOW_NAMES[window.kind], "q": search,
        "page": get_page(request, rows, total=rows.count()),
        "tabs": organiser_tabs(offering, actor=actor), "current_tab": "kehadiran",
    }  # fmt: skip
    return render(request, "session/missing.html", context)


@require_POST
def change_window(request: HttpRequest, event: UUID, kind: str) -> HttpResponseBase:
    """POST /kelola/acara/<event>/kehadiran/<kind>/: open, close, extend, code."""
    given = {"actor": actor_of(request), "event": event, "kind": kind, "now": now()}
    match request.POST.get("tindakan", ""):
        case "buka":
            windows.open_window(**given)  # type: ignore[arg-type]
            messages.success(request, _("Kehadiran dibuka."))
        case "tutup":
            windows.close_window(**given)  # type: ignore[arg-type]
            messages.success(request, _("Kehadiran ditutup."))
        case "perpanjang":
            minutes = request.POST.get("menit", "")
            chosen = int(minutes) if minutes in map(str, EXTENSIONS) else EXTENSIONS[1]
            windows.extend_window(**given, minutes=chosen)  # type: ignore[arg-type]
            messages.success(request, _("Kehadiran diperpanjang %(n)s menit.") % {"n": chosen})
        case "kode" | "tanpa-kode" as act:
            windows.set_code(**given, needs_code=act == "kode")  # type: ignore[arg-type]
            messages.success(request, _("Pengaturan kode tersimpan."))
        case _:
            raise NotFound
    return redirect(f"/kelola/acara/{event}/kehadiran/?presensi={kind}")


@require_safe
def screen(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """GET /kelola/acara/<event>/layar/: code and QR for the hall, changing by themselves."""
    offering = get_run_event(actor_of(request), event)
    kind = request.GET.get("presensi", "")
    shown = queries.get_monitor(offering, kind=kind, now=now())
    if shown.chosen is None:
        raise NotFound
    window = shown.chosen.window
    code = queries.screen_of(window)
    drawing = segno.make(code["url"], error="m").svg_inline(omitsize=True, border=2, light="#fff")
    context = {
        "offering": offering, "shown": shown, "window": window, "code": code,
        "qr": SafeString(drawing),
    }  # fmt: skip
    part = "#kode" if request.GET.get("bagian") == "kode" else ""
    return render(request, f"session/screen.html{part}", context)
