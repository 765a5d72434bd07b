"""The reader: one page of a book at a time, with notes, size, search; also without JavaScript."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.identity.middleware import actor_of
from suluh.library.actions import notes as note_actions
from suluh.library.actions import reading as actions
from suluh.library.models import Book
from suluh.library.queries import search as searching
from suluh.library.queries.loans import may_read
from suluh.library.queries.reader import notes_on, page_context
from suluh.library.queries.shelf import get_book


@require_http_methods(["GET", "HEAD", "POST"])
def reader(request: HttpRequest, book: UUID) -> HttpResponse:
    """/pustaka/<uuid>/baca/: the page; POST turns it, and tells how long it lay open."""
    actor, found = actor_of(request), get_book(book)
    if not may_read(found, actor, now()):
        messages.info(request, _("Buku ini dipinjamkan. Pinjam dulu, lalu baca."))
        return redirect("book", book=book)
    if request.method == "POST":
        turn = actions.Turn(
            page=_number(request.POST.get("page")), place=_number(request.POST.get("place")),
            go=_number(request.POST.get("go")) or _number(request.POST.get("page")),
            afresh="afresh" in request.POST,
        )  # fmt: skip
        actions.read_on(actor=actor, book=found, turn=turn, now=now())
        return HttpResponse(status=204) if "quiet" in request.POST else redirect(_address(found))
    asked = request.GET.get("hal")
    context = page_context(found, actor, number=_number(asked) if asked else None, now=now())
    context |= {"url": _address(found), "sizes": SIZES}
    return render(request, "library/reader.html", context)


SIZES = [(-1, "S"), (0, "M"), (1, "L"), (2, "XL"), (3, "XXL")]


@require_POST
def look(request: HttpRequest, book: UUID) -> HttpResponse:
    """POST /pustaka/<uuid>/tampilan/: size of the letters, text or pictures."""
    found, size = get_book(book), request.POST.get("ukuran", "")
    shows = request.POST.get("mode", "")
    actions.set_look(
        actor=actor_of(request), book=found, now=now(),
        size=int(size) if size in {str(each) for each in actions.SIZES} else None,
        is_text=shows == "teks" if shows else None,
    )  # fmt: skip
    return _back(found, request)


@require_POST
def note(request: HttpRequest, book: UUID) -> HttpResponse:
    """POST /pustaka/<uuid>/catatan/tulis/: mark a passage, write a note."""
    found, page = get_book(book), _number(request.POST.get("page"))
    try:
        note_actions.add_note(
            actor=actor_of(request), book=found, page=page, quote=request.POST.get("kutipan", ""),
            text=request.POST.get("catatan", ""), now=now(),
        )  # fmt: skip
        messages.success(request, _("Catatan tersimpan."))
    except DomainError as refusal:
        messages.error(request, str(refusal.sentence))
    return _back(found, request)


@require_POST
def forget_note(request: HttpRequest, book: UUID, note: UUID) -> HttpResponse:
    """POST /pustaka/<uuid>/catatan/<note>/hapus/."""
    found = get_book(book)
    note_actions.remove_note(actor=actor_of(request), book=found, note=note)
    messages.success(request, _("Catatan dihapus."))
    if request.POST.get("next") == "catatan":
        return redirect("book_notes", book=found.uuid)
    return _back(found, request)


@require_safe
def notes(request: HttpRequest, book: UUID) -> HttpResponse:
    """/pustaka/<uuid>/catatan/: everything one has marked and written in the book."""
    found = get_book(book)
    context = {"book": found, "notes": notes_on(found, actor_of(request))}
    return render(request, "library/notes.html", context)


@require_safe
def inside(request: HttpRequest, book: UUID) -> HttpResponse:
    """/pustaka/<uuid>/cari/: where words stand in this book."""
    found = get_book(book)
    text = " ".join(request.GET.get("q", "").split())[:120]
    context: dict[str, Any] = {"book": found, "text": text, "rows": []}
    if text:
        meant = searching.understand(text)
        hits = searching.find_inside(found, meant)
        excerpts = searching.excerpts([(found, each) for each in hits], meant)
        context |= {"meant": meant, "rows": list(zip(hits, excerpts, strict=True))}
    return render(request, "library/inside.html", context)


def _address(book: Book, **query: Any) -> str:
    plain = reverse("book_reader", args=[book.uuid])
    return f"{plain}?{urlencode(query)}" if query else plain


def _back(book: Book, request: HttpRequest) -> HttpResponse:
    page = _number(request.POST.get("page"))
    return redirect(_address(book, hal=page) if page else _address(book))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else 0
