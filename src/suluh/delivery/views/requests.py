"""The approver's inbox: what lies before one, many decided at once; and who stands in."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.delivery.actions.deciding import Choice, NothingChosen, ReasonMissing, decide_requests
from suluh.delivery.actions.gates import end_delegate, name_delegate
from suluh.delivery.forms.gate import DelegateForm
from suluh.delivery.queries.requests import decidable, decided_by, own_delegate
from suluh.delivery.queries.setup import is_uuid
from suluh.delivery.views.courses import Link
from suluh.identity.middleware import actor_of
from suluh.organisation.types import Actor
from suluh.recognition.queries.claims import confirming_count

PAGE = 25


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """/persetujuan/: requests that wait for the actor, or `?lihat=selesai` what they decided."""
    actor = actor_of(request)
    text = request.GET.get("q", "").strip()[:80]
    is_open = request.GET.get("lihat", "") != "selesai"
    today = local_date(now(), actor.zone)
    waiting = decidable(actor, text=text, today=today)
    context = {
        "text": text,
        "is_open": is_open,
        "now": now(),
        "to_confirm": confirming_count(actor),
        "sides": _sides(is_open=is_open),
        "keep": {} if is_open else {"lihat": "selesai"},
    }
    if is_open:
        context |= {
            "page": get_page(request, waiting, size=PAGE),
            "total": waiting.count(),
            "delegate": own_delegate(actor, today=today) if actor.agency_id else None,
            "ticked": request.GET.getlist("pilih"),  # a refusal without its reason came back
        }
    else:
        context |= {"page": get_page(request, decided_by(actor, text=text), size=PAGE)}
    return render(request, "delivery/requests.html", context)


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Approve or refuse what was ticked; refusing asks for a reason, and keeps the ticks until then."""
    approve = request.POST.get("tindakan") == "setuju"
    try:
        changed = decide_requests(
            actor=actor_of(request),
            choices=list(_choices(request)),
            approve=approve,
            reason=request.POST.get("alasan", "")[:500],
            now=now(),
        )
    except (NothingChosen, ReasonMissing) as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect(f"{reverse('requests')}?{_same_again(request)}")
    if approve:
        told = ngettext("%(n)d permintaan disetujui.", "%(n)d permintaan disetujui.", changed)
    else:
        told = ngettext("%(n)d permintaan ditolak.", "%(n)d permintaan ditolak.", changed)
    messages.success(request, told % {"n": changed})
    return redirect("requests")


def _same_again(request: HttpRequest) -> str:
    """The page as it was when the decision was sent, with its ticks."""
    kept = {name: request.POST.get(name, "")[:80] for name in ("q", "halaman")}
    return urlencode(
        {"pilih": request.POST.getlist("permintaan")[:PAGE]}
        | {name: value for name, value in kept.items() if value},
        doseq=True,
    )


def _choices(request: HttpRequest) -> list[Choice]:
    pairs = [text.partition(":") for text in request.POST.getlist("permintaan")]
    return [Choice(UUID(uuid), stage) for uuid, _colon, stage in pairs if is_uuid(uuid)]


@require_http_methods(["GET", "POST"])
def delegate(request: HttpRequest) -> HttpResponse:
    """/persetujuan/wakil/: who decides in one's place, from one day to another."""
    actor, moment = actor_of(request), now()
    today = local_date(moment, actor.zone)
    form = DelegateForm(request.POST if "nip" in request.POST else None, today=today)
    if request.method == "POST":
        if "akhiri" in request.POST:
            end_delegate(actor=actor, now=moment)
            messages.success(request, _("Anda memutuskan sendiri lagi."))
            return redirect("requests")
        if form.is_valid() and _name(request, actor, form):
            return redirect("requests")
    named = own_delegate(actor, today=today) if actor.agency_id else None
    context = {"form": form, "delegate": named}
    return render(request, "delivery/requests_delegate.html", context)


def _name(request: HttpRequest, actor: Actor, form: DelegateForm) -> bool:
    try:
        made = name_delegate(actor=actor, **form.cleaned_data, now=now())
    except DomainError as refusal:
        if refusal.status != DomainError.status:
            raise
        form.add_error(None, str(refusal.sentence))
        return False
    messages.success(request, _("%(name)s menjadi wakil Anda.") % {"name": made.name})
    return True


def _sides(*, is_open: bool) -> list[Link]:
    return [
        Link(_("Menunggu keputusan"), "?", is_open),
        Link(_("Sudah diputuskan"), "?lihat=selesai", not is_open),
    ]
