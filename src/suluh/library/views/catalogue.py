"""The shelf, its search, and a book's own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.paging import Page, get_page
from suluh.base.uploads import shown
from suluh.identity.middleware import actor_of
from suluh.library.forms import language_name, read_filter
from suluh.library.models import Book, Topic
from suluh.library.queries import search as searching
from suluh.library.queries.checks import checks_of, is_passed
from suluh.library.queries.documents import COVER, picture_name
from suluh.library.queries.lists import lists_with, visible_lists
from suluh.library.queries.loans import availability, loans_of
from suluh.library.queries.raising import competencies_on_shelf, names_of
from suluh.library.queries.reader import begun_books, coverage_of, reading_of
from suluh.library.queries.shelf import Facets, ShelfFilter, facets, get_book, shelf
from suluh.library.rules.isbn import read_isbn
from suluh.library.rules.pace import calm_minutes
from suluh.organisation.rules.roles import Permission, can
from suluh.organisation.types import Actor

SIZE, FOUND, LONGEST_SEARCH = 24, 12, 120
_A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Shown:
    """A book in a list; `page` and `excerpt` of the passage that was found."""

    book: Book
    page: int = 0
    hits: int = 0
    excerpt: searching.Excerpt = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the shelf, as a link."""

    label: object
    url: str
    current: bool
    count: int | None = None
    value: str = ""


@require_safe
def shelf_page(request: HttpRequest) -> HttpResponse:
    """/pustaka/: what one may read, narrowed and searched."""
    actor, wanted = actor_of(request), read_filter(request.GET)
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    offered = facets(minute=int(now().timestamp() // 60))
    context: dict[str, Any] = {
        "text": text, "wanted": wanted, "total": offered.total,
        "topics": _topics(request, offered, wanted), "languages": _languages(offered),
        "years": offered.years, "competencies": competencies_on_shelf(),
        "may_manage": may_manage(actor),
        "kept": {"topik": wanted.topic, "bahasa": wanted.language, "tahun": wanted.year or "",
                 "panjang": wanted.length, "kompetensi": wanted.competency or ""},
    }  # fmt: skip
    context |= _found(request, text, wanted) if text else _listed(request, wanted)
    if not text and not wanted.is_narrow and context["page"].number == 1:
        context |= {
            "begun": begun_books(actor, most=3), "lists": visible_lists()[:4],
            "loans": loans_of(actor, now()),
        }  # fmt: skip
    return render(request, "library/shelf.html", context)


def may_manage(actor: Actor) -> bool:
    """Whether the actor looks after a shelf."""
    return can(actor, Permission.LIBRARY_MANAGE, agency_id=actor.agency_id or 0)


def _listed(request: HttpRequest, wanted: ShelfFilter) -> dict[str, Any]:
    page = get_page(request, shelf(wanted), size=SIZE)
    return {"page": page, "rows": [Shown(book) for book in page.items]}


def _found(request: HttpRequest, text: str, wanted: ShelfFilter) -> dict[str, Any]:
    """Books in which the words stand, best first; a typed ISBN finds its book."""
    if isbn := read_isbn(text):
        known = get_page(request, shelf(wanted).filter(isbn=isbn), size=SIZE)
        return {"page": known, "rows": [Shown(book) for book in known.items]}
    meant = searching.understand(text)
    passages = searching.find_books(meant)
    if not passages and len(meant.words) > 1:
        meant = meant.loosely()
        passages = searching.find_books(meant)
    books = {
        book.pk: book for book in shelf(wanted).filter(pk__in=[each.book_id for each in passages])
    }
    found = [(books[each.book_id], each) for each in passages if each.book_id in books]
    page = _cut(request, found)
    excerpts = searching.excerpts(page.items, meant)
    rows = [
        Shown(book, each.page, each.hits, excerpt)
        for (book, each), excerpt in zip(page.items, excerpts, strict=True)
    ]
    return {"page": page, "rows": rows, "meant": meant}


def _cut(
    request: HttpRequest, found: Sequence[tuple[Book, searching.Passage]]
) -> Page[tuple[Book, searching.Passage]]:
    """The page asked for, of what was found all at once."""
    asked = request.GET.get("halaman", "1")
    number = max(int(asked), 1) if asked.isdecimal() and len(asked) < 4 else 1
    query = request.GET.copy()
    query.pop("halaman", None)
    start = (number - 1) * FOUND
    items = found[start : start + FOUND]
    return Page(items, number, len(found) > start + FOUND, query.urlencode(), len(found))


def _topics(request: HttpRequest, offered: Facets, wanted: ShelfFilter) -> list[Choice]:
    def link(topic: str) -> str:
        query = request.GET.copy()
        query.pop("halaman", None)
        query["topik"] = topic
        return f"?{query.urlencode()}"

    names = dict(Topic.choices)
    first = Choice(_("Semua topik"), link(""), not wanted.topic, offered.total)
    return [
        first,
        *(
            Choice(names[topic], link(topic), topic == wanted.topic, count, topic)
            for topic, count in offered.topics
            if topic in names
        ),
    ]


def _languages(offered: Facets) -> list[tuple[str, object, int]]:
    return [(code, language_name(code), count) for code, count in offered.languages]


@require_safe
def book_page(request: HttpRequest, book: UUID) -> HttpResponse:
    """/pustaka/<uuid>/: what it is about, by which right it is here, and the way into it."""
    actor, found = actor_of(request), get_book(book)
    reading = reading_of(found, actor)
    check = checks_of([found], actor).get(found.pk)
    context = {
        "book": found, "reading": reading, "covered": coverage_of(found, reading),
        "check": check, "is_passed": is_passed(check),
        "book_language": language_name(found.language),
        "minutes": calm_minutes(words=found.words, silent=0),
        "titles": [(n, title) for n, title in enumerate(found.titles, 1) if title][:40],
        "stands": availability(found, actor, now=now()), "competencies": names_of(found),
        "lists": lists_with(found), "now": now(), "zone": actor.zone,
        "may_manage": may_manage(actor) and found.tenant_id == actor.agency_id,
    }  # fmt: skip
    return render(request, "library/book.html", context)


@require_safe
def cover(_request: HttpRequest, book: UUID) -> FileResponse:
    """/pustaka/<uuid>/sampul/: the cover as it was drawn from the file."""
    found = get_book(book)
    place = picture_name(found.document.uuid, COVER)
    if not found.has_cover or not default_storage.exists(place):
        raise NotFound
    return shown(default_storage.open(place), kept=f"private, max-age={_A_DAY}, immutable")
