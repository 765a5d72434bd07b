"""Posts: answering with mentions, changing, history, accepting an answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.activities.discussion.actions import posts as actions
from suluh.activities.discussion.actions.learning import weigh
from suluh.activities.discussion.actions.news import link_of
from suluh.activities.discussion.forms import EditForm, PostForm, uuids
from suluh.activities.discussion.queries import posts as reading
from suluh.activities.discussion.queries.people import candidates, chosen
from suluh.activities.discussion.queries.places import inside, thread_place
from suluh.base.clock import now
from suluh.base.errors import DomainError, NotAllowed, NotFound
from suluh.content.rules import richtext
from suluh.identity.middleware import actor_of

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, thread: UUID) -> HttpResponse:
    """/diskusi/<thread>/balas/: `?ke=` quotes a post; `aksi=cari` looks for people to mention."""
    actor = actor_of(request)
    found, place = thread_place(actor, thread)
    mentioned = uuids(request.POST.getlist("sebut"))
    is_search = request.POST.get("aksi") == "cari"
    form = PostForm(request.POST or None, initial={"ke": _number(request.GET.get("ke", ""))})
    if request.method == "POST" and not is_search and form.is_valid():
        try:
            writing = form.writing(mentioned=mentioned)
            made = actions.reply(place=place, thread=found, writing=writing, now=now())
        except DomainError as refusal:
            if isinstance(refusal, NotFound | NotAllowed):
                raise
            form.add_error(None, str(refusal.sentence))
        else:
            weigh(actor=actor, place=place, now=now())
            return redirect(link_of(found, made.number))
    search = request.POST.get("cari", "").strip()[:80]
    with inside(place):
        people = chosen(place, mentioned)
        known = {each.uuid for each in people}
        others = candidates(place, search=search) if is_search else []
        context: dict[str, Any] = {
            "thread": found, "place": place, "form": form, "chosen": people, "search": search,
            "others": [each for each in others if each.uuid not in known],
            "has_searched": is_search, "quoted": _quoted(request, found),
        }  # fmt: skip
    status = REFUSED if form.errors and not is_search else 200
    return render(request, "discussion/reply.html", context, status=status)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and 0 < len(text) < 8 else None


def _quoted(request: HttpRequest, found: Any) -> Any:
    """The post that is answered, unless it is hidden."""
    number = _number(request.POST.get("ke", "") or request.GET.get("ke", ""))
    return reading.visible_post(found, number) if number else None


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, thread: UUID, number: int) -> HttpResponse:
    """/diskusi/<thread>/<number>/ubah/: one's own post."""
    actor = actor_of(request)
    post, found, place = reading.post_place(actor, thread, number)
    if post.person_id != place.person_id:
        raise NotAllowed
    form = EditForm(request.POST or None, initial={"text": post.text})
    if request.method == "POST" and form.is_valid():
        actions.edit_post(actor=actor, thread=thread, number=number, text=form.words(), now=now())
        weigh(actor=actor, place=place, now=now())
        messages.success(request, _("Tulisan Anda sudah diubah."))
        return to_post(thread, number)
    context = {"form": form, "post": post, "thread": found, "place": place}
    return render(request, "discussion/edit.html", context, status=REFUSED if form.errors else 200)


@require_safe
def history(request: HttpRequest, thread: UUID, number: int) -> HttpResponse:
    """/diskusi/<thread>/<number>/riwayat/: what the post said before; author and moderators."""
    post, found, place = reading.post_place(actor_of(request), thread, number)
    if not (place.may_moderate or post.person_id == place.person_id):
        raise NotAllowed
    with inside(place):
        edits = [
            (each.at, mark_safe(richtext.to_html(each.text)))  # noqa: S308 - by nh3
            for each in reading.edits_of(post)
        ]
    context = {
        "post": post, "thread": found, "place": place, "edits": edits,
        "html": mark_safe(richtext.to_html(post.text)),  # noqa: S308 - by nh3
    }  # fmt: skip
    return render(request, "discussion/history.html", context)


@require_POST
def accept(request: HttpRequest, thread: UUID, number: int) -> HttpResponse:
    """/diskusi/<thread>/<number>/jawaban/: this answers the question, or no longer."""
    accepts = request.POST.get("aksi") != "batal"
    actions.accept_answer(
        actor=actor_of(request), thread=thread, number=number, accepts=accepts, now=now()
    )
    if accepts:
        messages.success(request, _("Jawaban ditandai. Penulisnya diberi tahu."))
    return to_post(thread, number)


def to_post(thread: UUID, number: int) -> HttpResponseRedirectBase:
    """Back to where the post stands."""
    return redirect(f"/diskusi/{thread}/?dari={number}")
