"""Surel diskusi: whether and how often discussions come by mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.activities.discussion.actions.mail import choose_mail
from suluh.activities.discussion.forms import MailForm
from suluh.activities.discussion.queries.mail import choice_of
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
    cadence = choice.cadence if choice else Cadence.NEVER.value
    form = MailForm(request.POST or None, initial={"cadence": cadence})
    if request.method == "POST" and form.is_valid():
        choose_mail(actor=actor, cadence=Cadence(form.cleaned_data["cadence"]), now=now())
        messages.success(request, _("Pilihan Anda tersimpan."))
        return redirect("discussion_mail")
    face = get_face(actor.person_id)
    context = {"form": form, "email": face.email if face else ""}
    return render(request, "discussion/mail.html", context, status=REFUSED if form.errors else 200)
