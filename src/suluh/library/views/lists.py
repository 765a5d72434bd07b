"""Reading lists: for readers, and for who makes them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of
from suluh.library.actions import lists as actions
from suluh.library.forms import ListForm
from suluh.library.queries import lists as queries
from suluh.library.queries.desk import desk_books
from suluh.library.views.catalogue import may_manage


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """/pustaka/daftar/: books chosen for a purpose."""
    text = request.GET.get("q", "").strip()[:100]
    page = get_page(request, queries.visible_lists(text=text), size=20)
    context = {"page": page, "text": text, "may_manage": may_manage(actor_of(request))}
    return render(request, "library/lists.html", context)


@require_safe
def reading_list(request: HttpRequest, reading_list: UUID) -> HttpResponse:
    """/pustaka/daftar/<uuid>/: its books in the order in which to read them."""
    found, actor = queries.get_list(reading_list), actor_of(request)
    context = {
        "list": found, "entries": queries.entries_of(found),
        "may_edit": may_manage(actor) and found.tenant_id == actor.agency_id,
    }  # fmt: skip
    return render(request, "library/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """/kelola/pustaka/daftar/: the agency's lists, and a new one."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:100]
    rows = queries.desk_lists(actor, text=text)
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.save_list(actor=actor, reading_list=None, now=now(), **form.cleaned_data)
            return redirect("library_list_edit", reading_list=made.uuid)
        except actions.ListRefused as refusal:
            form.add_error("title", str(refusal.sentence))
    context = {"page": get_page(request, rows, size=20), "text": text, "form": form}
    return render(request, "library/desk_lists.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, reading_list: UUID) -> HttpResponse:
    """/kelola/pustaka/daftar/<uuid>/: what it is for, its books, and books to add."""
    actor, found = actor_of(request), queries.own_list(actor_of(request), reading_list)
    form = ListForm(request.POST or None, initial=ListForm.of(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_list(
                actor=actor, reading_list=reading_list, now=now(), **form.cleaned_data
            )
            messages.success(request, _("Tersimpan."))
            return redirect("library_list_edit", reading_list=reading_list)
        except actions.ListRefused as refusal:
            form.add_error("title", str(refusal.sentence))
    text, entries = request.GET.get("q", "").strip()[:100], queries.own_entries(found)
    known = {entry.book_id for entry in entries}
    context: dict[str, Any] = {"list": found, "form": form, "entries": entries, "text": text}
    if text:
        hits = desk_books(actor, text=text)[: len(known) + 10]
        context["hits"] = [book for book in hits if book.pk not in known][:10]
    return render(request, "library/list_edit.html", context, status=422 if form.errors else 200)


@require_POST
def change(request: HttpRequest, reading_list: UUID) -> HttpResponse:
    """POST …/isi/: add a book (`buku`), or change an entry (`baris`) by `aksi`."""
    actor, entry = actor_of(request), request.POST.get("baris", "")
    try:
        if entry.isdecimal() and len(entry) < 19:
            actions.change_entry(
                actor=actor, reading_list=reading_list, entry=int(entry), now=now(),
                act=request.POST.get("aksi", ""), remark=request.POST.get("catatan", ""),
            )  # fmt: skip
        elif (book := _uuid(request.POST.get("buku", ""))) is not None:
            actions.add_to_list(actor=actor, reading_list=reading_list, book=book, now=now())
        else:
            queries.own_list(actor, reading_list)
    except actions.ListRefused as refusal:
        messages.error(request, str(refusal.sentence))
    return redirect("library_list_edit", reading_list=reading_list)


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, reading_list: UUID) -> HttpResponse:
    """…/arsip/: ask once more, then take the list away."""
    actor = actor_of(request)
    found = queries.own_list(actor, reading_list)
    if request.method == "POST":
        actions.archive_list(actor=actor, reading_list=reading_list, now=now())
        messages.success(request, _("Daftar diarsipkan."))
        return redirect("library_lists_desk")
    return render(request, "library/list_archive.html", {"list": found})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
