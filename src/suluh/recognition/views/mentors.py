"""Mentors: the directory, one mentor, offering oneself, asking, and what was asked."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of, signed_in
from suluh.organisation.types import Actor
from suluh.recognition.actions import mentors as actions
from suluh.recognition.actions.claims import home_of_learner
from suluh.recognition.forms import AnswerForm, AskForm, MentorForm, first_values_of_mentor
from suluh.recognition.models import MentorAsk
from suluh.recognition.queries import mentors as queries
from suluh.recognition.queries.lists import Facet

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def mentors(request: HttpRequest) -> HttpResponse:
    """`/mentor/`: who offers to mentor, by name, topic or competency."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:80]
    rows = queries.mentors(actor, today=_today(actor), text=text)
    context = {
        "page": get_page(request, rows, size=20), "text": text,
        "own": queries.own_mentor(actor), "waiting": queries.waiting_asks(actor),
    }  # fmt: skip
    return render(request, "recognition/mentors.html", context)


@require_safe
@signed_in
def mentor(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/mentor/<uuid>/`: one mentor: about what, how much time."""
    actor = actor_of(request)
    found = queries.get_mentor(actor, uuid, today=_today(actor))
    asked = queries.asks_by(actor).filter(mentor=found, state=MentorAsk.State.ASKED).first()
    context = {"mentor": found, "is_own": found.person_id == actor.person_id, "asked": asked}
    return render(request, "recognition/mentor.html", context)


@require_http_methods(READ_OR_SEND)
@signed_in
def offer(request: HttpRequest) -> HttpResponse:
    """`/mentor/saya/`: offer oneself, or change what is offered."""
    actor, moment = actor_of(request), now()
    home_of_learner(actor)
    own = queries.own_mentor(actor)
    held = queries.offerable(actor, local_date(moment, actor.zone))
    form = MentorForm(request.POST or None, held=held, initial=first_values_of_mentor(own))
    if request.method == "POST" and form.is_valid():
        made = actions.offer_mentoring(
            actor=actor, now=moment, offered=form.offered(is_open=own is None or own.is_open)
        )
        messages.success(request, _("Tersimpan. Beginilah halaman Anda terlihat."))
        return redirect("mentor", uuid=made.uuid)
    return _page(request, "recognition/mentor_self.html", form, own=own, held=held)


@require_POST
@signed_in
def pause(request: HttpRequest) -> HttpResponse:
    """`/mentor/saya/jeda/`: out of the directory for a while, or back."""
    is_open = request.POST.get("buka") == "ya"
    actions.pause_mentoring(actor=actor_of(request), now=now(), is_open=is_open)
    told = _("Anda tampil lagi di daftar mentor.") if is_open else _("Anda tidak lagi tampil.")
    messages.success(request, told)
    return redirect("mentor_self")


@require_http_methods(READ_OR_SEND)
@signed_in
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/mentor/<uuid>/minta/`: what one wants, and when one could."""
    actor = actor_of(request)
    found = queries.get_mentor(actor, uuid, today=_today(actor))
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_mentor(actor=actor, now=now(), mentor=uuid, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Terkirim. Anda diberi tahu begitu dijawab."))
            return redirect("mentor_ask_one", uuid=made.uuid)
    return _page(request, "recognition/mentor_ask.html", form, mentor=found)


@require_safe
@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """`/mentor/permintaan/`: what is asked of me, or `?lihat=saya` what I asked."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:80]
    is_mine = request.GET.get("lihat") == "saya"
    rows = queries.asks_by(actor, text=text) if is_mine else queries.asks_to(actor, text=text)
    context = {
        "page": get_page(request, rows, size=25), "text": text, "is_mine": is_mine,
        "waiting": queries.waiting_asks(actor), "keep": {"lihat": "saya"} if is_mine else {},
        "tabs": [
            Facet(_("Diminta dari saya"), "?", not is_mine),
            Facet(_("Yang saya minta"), "?lihat=saya", is_mine),
        ],
    }  # fmt: skip
    return render(request, "recognition/mentor_inbox.html", context)


@require_http_methods(READ_OR_SEND)
@signed_in
def ask_one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/mentor/permintaan/<uuid>/`: the mentor answers; the asker reads it, or withdraws."""
    actor = actor_of(request)
    found = queries.find_ask(actor, uuid)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, uuid, form.cleaned_data["words"])
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return redirect("mentor_ask_one", uuid=uuid)
    to_me = found.mentor_person_id == actor.person_id
    own = queries.own_mentor(actor) if to_me else None
    return _page(
        request, "recognition/mentor_ask_one.html", form, ask=found, to_me=to_me, own=own,
        left=own.left_in(_today(actor).replace(day=1)) if own else 0,
    )  # fmt: skip


def _decide(request: HttpRequest, uuid: UUID, words: str) -> None:
    actor, given = actor_of(request), request.POST.get("jawaban", "")
    if given == "tarik":
        actions.withdraw_ask(actor=actor, now=now(), ask=uuid)
        messages.success(request, _("Permintaan ditarik."))
        return
    actions.answer_ask(
        actor=actor, now=now(), ask=uuid, is_accepted=given == "ya", words=words
    )  # fmt: skip
    messages.success(request, _("Terima kasih, jawaban Anda dikirim."))


def _page(request: HttpRequest, name: str, form: forms.Form, **more: object) -> HttpResponse:
    context = {"form": form, **more}
    return render(request, name, context, status=422 if form.errors else 200)


def _today(actor: Actor) -> date:
    return local_date(now(), actor.zone)
