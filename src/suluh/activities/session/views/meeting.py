"""The organiser's page of meeting reports: upload, queue, decisions."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from suluh.activities.session.actions import meeting as actions
from suluh.activities.session.forms import ReportForm
from suluh.activities.session.queries import meeting as queries
from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.paging import get_page
from suluh.delivery.ports import organiser_tabs
from suluh.delivery.queries.review import get_run_event
from suluh.identity.middleware import actor_of

_SIDES = (queries.WAITING, queries.MATCHED, queries.IGNORED)


@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """GET, POST /kelola/acara/<event>/rapat/."""
    actor = actor_of(request)
    offering = get_run_event(actor, event)
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        report = actions.import_report(
            actor=actor, event=event, data=file.read(), file_name=file.name, now=now()
        )
        told = ngettext("%(n)s baris terbaca.", "%(n)s baris terbaca.", report.rows)
        messages.success(request, told % {"n": report.rows})
        return redirect(request.path)
    side = request.GET.get("lihat", queries.WAITING)
    side = side if side in _SIDES else queries.WAITING
    search = request.GET.get("q", "").strip()
    page = get_page(request, queries.groups_of(offering, side=side, search=search), size=25)
    counts = queries.match_counts(offering)
    context = {
        "offering": offering, "form": form, "page": page, "q": search, "side": side,
        "reports": queries.reports_of(offering), "counts": counts,
        "groups": queries.groups_shown(offering, list(page.items)),
        "sides": _side_tabs(side, counts),
        "tabs": organiser_tabs(offering, actor=actor), "current_tab": "rapat",
    }  # fmt: skip
    return render(request, "session/reports.html", context, status=422 if form.errors else 200)


@require_POST
def decide(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """POST /kelola/acara/<event>/rapat/cocok/: one display name, or all that were chosen."""
    actor, given = actor_of(request), request.POST
    chosen = [_uuid(value) for value in given.getlist("pilih")]
    row = _uuid(given["baris"]) if given.get("baris") else None
    match given.get("tindakan", ""):
        case "cocokkan" if row:
            nip = "".join(given.get("nip", "").split())
            seat = _uuid(given["orang"]) if given.get("orang") and not nip else None
            actions.match_rows(actor=actor, event=event, row=row, seat=seat, nip=nip, now=now())
        case "terima":
            done = actions.accept_suggestions(actor=actor, event=event, rows=chosen, now=now())
            messages.success(request, _("%(n)s nama dicocokkan.") % {"n": done})
        case "abaikan":
            rows = [row] if row else chosen
            actions.ignore_rows(actor=actor, event=event, rows=rows, now=now())
        case "kembalikan" if row:
            actions.unmatch_rows(actor=actor, event=event, row=row, now=now())
        case _:
            raise NotFound
    return redirect(
        f"/kelola/acara/{event}/rapat/?lihat={given.get('lihat', queries.WAITING)}#antrean"
    )


@require_POST
def undo(request: HttpRequest, event: UUID, report: UUID) -> HttpResponseBase:
    """POST /kelola/acara/<event>/rapat/<report>/batal/."""
    actions.undo_report(actor=actor_of(request), event=event, report=report, now=now())
    messages.success(request, _("Impor dibatalkan, barisnya dihapus."))
    return redirect(f"/kelola/acara/{event}/rapat/")


def _side_tabs(side: str, counts: dict[str, int]) -> list[dict[str, object]]:
    labels = (_("Perlu dicocokkan"), _("Sudah cocok"), _("Diabaikan"))
    return [
        {"label": label, "url": f"?lihat={name}#antrean", "current": name == side, "badge": counts[name]}
        for name, label in zip(_SIDES, labels, strict=True)
    ]  # fmt: skip


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error
