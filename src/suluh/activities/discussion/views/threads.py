"""Threads: the list of a course, a new one, one with its posts, and what readers do with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.activities.discussion.actions.learning import weigh
from suluh.activities.discussion.actions.moderation import change_thread
from suluh.activities.discussion.actions.posts import follow, keep_visit, start_thread
from suluh.activities.discussion.forms import PostForm, ThreadForm
from suluh.activities.discussion.queries import posts as reading
from suluh.activities.discussion.queries import threads as queries
from suluh.activities.discussion.queries.moderation import open_reports
from suluh.activities.discussion.queries.places import course_place, inside, thread_place
from suluh.activities.discussion.types import Place
from suluh.base.clock import now
from suluh.base.errors import DomainError, NotFound
from suluh.base.paging import get_page, get_page_by_key
from suluh.identity.middleware import actor_of

REFUSED = 422


@require_safe
def course(request: HttpRequest, offering: UUID) -> HttpResponse:
    """/pelatihan/<offering>/diskusi/: threads of the course, or of the topic `?bagian=`."""
    place = course_place(actor_of(request), offering, _key(request))
    with inside(place):
        topics = queries.topics_of(place.offering_id or 0) if not place.is_topic else []
        context = list_context(request, place) | {"topics": topics}
    return render(request, "discussion/course.html", context)


def list_context(request: HttpRequest, place: Place) -> dict[str, Any]:
    """The list of threads with search; call it inside the place."""
    search = request.GET.get("q", "").strip()[: queries.SEARCH_LENGTH]
    only = request.GET.get("hanya", "")
    rows = queries.threads_of(place, search=search, only=only)
    page = get_page_by_key(request, rows, key=queries.BY_LAST_POST, size=25)
    is_first = not (search or only or page.has_previous)
    pinned = queries.pinned_of(place) if is_first else []
    threads = queries.listed([*pinned, *page.items], person_id=place.person_id)
    return {
        "place": place, "page": page, "threads": threads, "search": search, "only": only,
        "now": now(), "reports": open_reports(place) if place.may_moderate else 0,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def new_in_course(request: HttpRequest, offering: UUID) -> HttpResponse:
    """/pelatihan/<offering>/diskusi/baru/: begin a thread."""
    return new(request, course_place(actor_of(request), offering, _key(request)))


def new(request: HttpRequest, place: Place) -> HttpResponse:
    """The form of a new thread; what was typed stays where it is refused."""
    form = ThreadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = start_thread(
                place=place, title=form.cleaned_data["title"], writing=form.writing(),
                is_question=form.cleaned_data["is_question"], now=now(),
            )  # fmt: skip
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            weigh(actor=actor_of(request), place=place, now=now())
            return redirect("discussion", thread=made.uuid)
    status = REFUSED if form.errors else 200
    return render(request, "discussion/new.html", {"form": form, "place": place}, status=status)


def _key(request: HttpRequest) -> UUID | None:
    given = request.GET.get("bagian", "")
    if not given:
        return None
    try:
        return UUID(given)
    except ValueError as wrong:
        raise NotFound from wrong


@require_safe
def thread(request: HttpRequest, thread: UUID) -> HttpResponse:
    """/diskusi/<thread>/: posts by number; `?dari=` names one, `?q=` searches."""
    found, place = thread_place(actor_of(request), thread)
    return render(request, "discussion/thread.html", thread_context(request, found, place))


def thread_context(
    request: HttpRequest, found: Any, place: Place, *, form: PostForm | None = None
) -> dict[str, Any]:
    """The page of a thread; remembers up to where it was read."""
    search = request.GET.get("q", "").strip()[: queries.SEARCH_LENGTH]
    with inside(place):
        visit = reading.visit_of(found, person_id=place.person_id)
        seen = visit.number if visit else 0
        if search:
            page: Any = get_page(request, reading.search_posts(found, place, search=search))
            shown = [reading.show(post, found, place, seen=seen) for post in page.items]
        else:
            asked, begin = request.GET.get("halaman", ""), request.GET.get("dari", "")
            page = reading.page_of_thread(found, place, asked=asked, begin=begin, seen=seen)
            shown = list(page.items)
            if shown and request.method == "GET":
                keep_visit(found, place, number=shown[-1].post.number, now=now())
        return {
            "thread": found, "place": place, "page": page, "posts": shown, "search": search,
            "follows": bool(visit and visit.follows), "now": now(), "form": form or PostForm(),
            "accepted": reading.accepted_post(found), "next_unread": _next(found, shown, seen),
        }  # fmt: skip


def _next(found: Any, shown: list[Any], seen: int) -> int:
    """The number of the first unread post on a later page; 0 where there is none."""
    last = shown[-1].post.number if shown else 0
    first_unread = max(seen, last) + 1
    return first_unread if shown and last < first_unread <= found.post_count else 0


@require_POST
def act(request: HttpRequest, thread: UUID) -> HttpResponse:
    """/diskusi/<thread>/tindakan/: follow, lock, pin."""
    chosen = request.POST.get("aksi", "")
    actor, moment = actor_of(request), now()
    if chosen in {"ikuti", "berhenti"}:
        follow(actor=actor, thread=thread, follows=chosen == "ikuti", now=moment)
    else:
        change_thread(actor=actor, thread=thread, act=chosen, now=moment)
    messages.success(request, str(_DONE[chosen]))
    return redirect("discussion", thread=thread)


_DONE = {
    "ikuti": _("Anda diberi tahu bila ada tulisan baru."),
    "berhenti": _("Anda tidak lagi diberi tahu."),
    "kunci": _("Topik dikunci: semua dapat membaca, tidak ada yang menulis."),
    "buka": _("Topik dibuka lagi."),
    "sematkan": _("Topik disematkan di atas daftar."),
    "lepas": _("Topik tidak lagi disematkan."),
}
