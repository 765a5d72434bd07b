"""Sharing sessions at the workplace: written down in two minutes, confirmed by who was there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of, signed_in
from suluh.recognition.actions.sharing import COMMUNITY, answer_presence, hold_sharing
from suluh.recognition.forms import SharingForm
from suluh.recognition.queries import sharing as queries
from suluh.recognition.queries.standing import rule_today
from suluh.recognition.rules.logs import BY_FORM

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def sharings(request: HttpRequest) -> HttpResponse:
    """`/sesi-berbagi/`: what I held."""
    text = request.GET.get("q", "").strip()[:80]
    page = get_page(request, queries.my_sharings(actor_of(request), text=text), size=20)
    return render(request, "recognition/sharings.html", {"page": page, "text": text})


@require_http_methods(READ_OR_SEND)
@signed_in
def hold(request: HttpRequest) -> HttpResponse:
    """`/sesi-berbagi/baru/`: title, people, photo, what was learnt."""
    actor, moment = actor_of(request), now()
    form = SharingForm(
        request.POST or None, request.FILES or None, actor=actor,
        initial={"held_on": local_date(moment, actor.zone), "minutes": 60},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made, left_out = hold_sharing(actor=actor, now=moment, held=form.held())
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Tercatat. Setiap orang diminta memastikan hadir."))
            if left_out:
                told = _("Sudah punya kegiatan yang sama: %(names)s.")
                messages.info(request, told % {"names": ", ".join(left_out)})
            return redirect("sharing", uuid=made.uuid)
    standing = rule_today(actor, BY_FORM[COMMUNITY], today=local_date(moment, actor.zone))
    context = {"form": form, "standing": standing}
    return render(request, "recognition/hold.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
def sharing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/sesi-berbagi/<uuid>/`: who has confirmed."""
    found = queries.get_sharing(actor_of(request), uuid)
    people = queries.people_of(found)
    present = sum(claim.state == "approved" for claim in people)
    context = {"sharing": found, "people": people, "present": present}
    return render(request, "recognition/sharing.html", context)


@require_POST
@signed_in
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/pembelajaran-luar/<uuid>/hadir/`: I was there, or not."""
    was_there = request.POST.get("jawaban") == "ya"
    answer_presence(actor=actor_of(request), now=now(), claim=uuid, was_there=was_there)
    told = _("Terima kasih, JP Anda tercatat.") if was_there else _("Dicatat: Anda tidak hadir.")
    messages.success(request, told)
    return redirect("claim", uuid=uuid)
