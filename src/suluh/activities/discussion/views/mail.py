"""Surel diskusi: whether and how often discussions come by mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.activities.discussion.actions.mail import choose_mail, renew_addresses
from suluh.activities.discussion.forms import MailForm
from suluh.activities.discussion.queries.mail import choice_of
from suluh.activities.discussion.rules.address import takes_letters
from suluh.activities.discussion.types import Cadence
from suluh.base.clock import now
from suluh.identity.middleware import actor_of
from suluh.identity.queries.people import get_face

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """/diskusi/surel/: off until the person turns it on."""
    actor = actor_of(request)
    choice = choice_of(actor)
    if request.method == "POST" and request.POST.get("aksi") == "alamat":
        renew_addresses(actor=actor, now=now())
        messages.success(request, _("Alamat balasan yang lama tidak berlaku lagi."))
        return redirect("discussion_mail")
    initial = {
        "cadence": choice.cadence if choice else Cadence.NEVER.value,
        "may_reply": bool(choice and choice.reply_code),
    }  # fmt: skip
    form = MailForm(request.POST or None, initial=initial, takes_letters=takes_letters())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        choose_mail(
            actor=actor, cadence=Cadence(given["cadence"]),
            may_reply=given.get("may_reply", False), now=now(),
        )  # fmt: skip
        messages.success(request, _("Pilihan Anda tersimpan."))
        return redirect("discussion_mail")
    face = get_face(actor.person_id)
    context = {"form": form, "email": face.email if face else "", "choice": choice}
    return render(request, "discussion/mail.html", context, status=REFUSED if form.errors else 200)
