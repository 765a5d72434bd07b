"""Borrowing a book whose copies are limited: take, give back, wait."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suluh.base.clock import now
from suluh.identity.middleware import actor_of
from suluh.library.actions import lending as actions
from suluh.library.queries.shelf import get_book


@require_POST
def lend(request: HttpRequest, book: UUID) -> HttpResponse:
    """POST /pustaka/<uuid>/pinjam/: `aksi` is pinjam, kembali, antre or batal."""
    actor, found, moment = actor_of(request), get_book(book), now()
    match request.POST.get("aksi"):
        case "kembali":
            actions.give_back(actor=actor, book=found, now=moment)
            messages.success(request, _("Buku dikembalikan. Catatan Anda tetap tersimpan."))
        case "antre":
            actions.wait(actor=actor, book=found, now=moment)
            messages.success(
                request, _("Anda mengantre. Kami memberi tahu bila giliran Anda tiba.")
            )
        case "batal":
            actions.stop_waiting(actor=actor, book=found, now=moment)
            messages.success(request, _("Anda tidak mengantre lagi."))
        case "pinjam":
            try:
                actions.borrow(actor=actor, book=found, now=moment)
                return redirect("book_reader", book=book)
            except actions.NoCopyFree as refusal:
                messages.error(request, str(refusal.sentence))
    return redirect("book", book=book)
