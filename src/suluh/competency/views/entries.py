"""Writing the dictionary: a new competency, the next version of one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import local_date, now
from suluh.base.errors import NotFound
from suluh.competency.actions.dictionary import CodeTaken, add_entry
from suluh.competency.forms import EntryForm, starting
from suluh.competency.queries.dictionary import get_competency
from suluh.competency.queries.differences import newest_entries
from suluh.competency.queries.managing import book_of
from suluh.competency.types import EntrySheet
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def new_entry(request: HttpRequest) -> HttpResponse:
    """A competency of one's own book."""
    return _form(request, None)


@require_http_methods(["GET", "POST"])
def edit_entry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The next version of a competency's texts."""
    actor = actor_of(request)
    book = book_of(actor)
    competency = get_competency(actor, uuid)
    if competency.tenant_id != book.agency_id:
        raise NotFound
    return _form(request, newest_entries(book, [competency.code]).get(competency.code.upper()))


def _form(request: HttpRequest, before: EntrySheet | None) -> HttpResponse:
    actor, moment = actor_of(request), now()
    book_of(actor)
    start = starting(local_date(moment, actor.zone))
    form = EntryForm(request.POST or None, before=before, initial=start)
    if form.is_valid():
        try:
            made = add_entry(actor=actor, now=moment, entry=form.entry(), is_new=before is None)
        except CodeTaken as refusal:
            form.add_error("code", str(refusal.sentence))
        else:
            messages.success(request, _("Kamus disimpan sebagai versi baru."))
            return redirect("competency_entry", uuid=made.uuid)
    return render(request, "competency/entry_form.html", {"form": form, "before": before})
