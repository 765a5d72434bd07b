"""The librarian's desk: the agency's shelf, what is said of a book, taking it off and putting it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of
from suluh.library.actions import books as actions
from suluh.library.forms import BookForm
from suluh.library.models import Topic
from suluh.library.queries.desk import STATES, desk_books, own_book
from suluh.library.views.catalogue import Choice


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """/kelola/pustaka/: the agency's books, with search; those withdrawn on a tab of their own."""
    text = request.GET.get("q", "").strip()[:100]
    state = request.GET.get("tab", "")
    state = state if state in STATES else STATES[0]
    topic = request.GET.get("topik", "")
    topic = topic if topic in Topic.values else ""
    rows = desk_books(actor_of(request), text=text, state=state, topic=topic)
    labels = {"rak": _("Di rak"), "ditarik": _("Ditarik")}
    context: dict[str, Any] = {
        "page": get_page(request, rows, size=50), "text": text, "state": state, "topic": topic,
        "tabs": [Choice(label, f"?tab={key}", key == state) for key, label in labels.items()],
        "keep": {"tab": state, "topik": topic}, "topics": Topic.choices,
    }  # fmt: skip
    return render(request, "library/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, book: UUID) -> HttpResponse:
    """/kelola/pustaka/<uuid>/: correct what is said of a book."""
    actor = actor_of(request)
    found = own_book(actor, book)
    form = BookForm(request.POST or None, book=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_book(
                actor=actor, book=book, facts=form.facts(), now=now(),
                competencies=form.chosen_competencies(),
            )  # fmt: skip
            messages.success(request, _("Tersimpan."))
            return redirect("library_book_edit", book=book)
        except actions.AlreadyThere as twin:
            form.add_error("isbn", str(twin.sentence))
    context = {"form": form, "book": found}
    return render(request, "library/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, book: UUID) -> HttpResponse:
    """/kelola/pustaka/<uuid>/tarik/: ask once more, then take it off the shelf; or put it back."""
    actor = actor_of(request)
    found = own_book(actor, book)
    if request.method == "POST":
        if found.withdrawn_at:
            actions.restore_book(actor=actor, book=book, now=now())
            messages.success(request, _("Buku ada di rak lagi."))
        else:
            actions.withdraw_book(actor=actor, book=book, now=now())
            messages.success(request, _("Buku ditarik dari rak. Anda dapat mengembalikannya."))
        return redirect("library_desk")
    return render(request, "library/withdraw.html", {"book": found})
