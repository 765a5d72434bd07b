"""Communities of practice: the list, one of them with its threads, members, and looking after it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.activities.discussion.actions import communities as actions
from suluh.activities.discussion.forms import CommunityForm
from suluh.activities.discussion.models import Community
from suluh.activities.discussion.queries import communities as queries
from suluh.activities.discussion.queries.places import (
    community_of,
    community_place,
    inside,
    may_manage,
    member_of,
)
from suluh.activities.discussion.types import Place
from suluh.activities.discussion.views.threads import REFUSED, list_context
from suluh.activities.discussion.views.threads import new as new_thread_form
from suluh.base.clock import now
from suluh.base.errors import NotAllowed
from suluh.base.paging import get_page_by_key
from suluh.identity.middleware import actor_of
from suluh.organisation.rules.roles import Permission, can
from suluh.organisation.types import Actor


def _may_open(actor: Actor) -> bool:
    return can(actor, Permission.COMMUNITY_MANAGE, agency_id=actor.agency_id or 0)


@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """/komunitas/: those open to the person, the liveliest first."""
    actor = actor_of(request)
    search = request.GET.get("q", "").strip()[:100]
    only_mine = request.GET.get("hanya") == "saya"
    rows = queries.communities_for(actor, search=search, only_mine=only_mine)
    page = get_page_by_key(request, rows, key=queries.BY_LAST_POST, size=20)
    context = {
        "page": page, "rows": queries.shelves(page.items, person_id=actor.person_id),
        "search": search, "only_mine": only_mine, "now": now(), "may_open": _may_open(actor),
    }  # fmt: skip
    return render(request, "discussion/communities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """/komunitas/baru/."""
    actor = actor_of(request)
    if not _may_open(actor):
        raise NotAllowed
    form = CommunityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_community(actor=actor, charter=form.charter(), now=now())
            return redirect("community", community=made.uuid)
        except actions.TitleTaken as taken:
            form.add_error("title", str(taken.sentence))
    context = {"form": form, "community": None}
    return render(
        request, "discussion/community_edit.html", context, status=REFUSED if form.errors else 200
    )


def _find(request: HttpRequest, uuid: UUID) -> tuple[Community, Place]:
    actor = actor_of(request)
    found = community_of(actor, uuid)
    return found, community_place(actor, found, member_of(actor, found))


@require_safe
def community(request: HttpRequest, community: UUID) -> HttpResponse:
    """/komunitas/<uuid>/: what it is about, who looks after it, its threads."""
    found, place = _find(request, community)
    with inside(place):
        context = list_context(request, place) | {
            "community": found, "moderators": queries.moderators(found),
            "is_member": member_of(actor_of(request), found) is not None,
            "manages": may_manage(actor_of(request), found),
        }  # fmt: skip
    return render(request, "discussion/community.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, community: UUID) -> HttpResponse:
    """/komunitas/<uuid>/ubah/: words, openness; closing and opening again."""
    actor = actor_of(request)
    found = community_of(actor, community)
    if not may_manage(actor, found):
        raise NotAllowed
    if request.POST.get("aksi") in {"tutup", "buka"}:
        closes = request.POST["aksi"] == "tutup"
        actions.archive_community(actor=actor, community=community, closes=closes, now=now())
        messages.success(
            request, _("Komunitas ditutup.") if closes else _("Komunitas dibuka lagi.")
        )
        return redirect("community", community=community)
    names = ("title", "theme", "summary", "is_national")
    form = CommunityForm(
        request.POST or None, initial={name: getattr(found, name) for name in names}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_community(
                actor=actor, community=community, charter=form.charter(), now=now()
            )
            return redirect("community", community=community)
        except actions.TitleTaken as taken:
            form.add_error("title", str(taken.sentence))
    context = {"form": form, "community": found}
    status = REFUSED if form.errors else 200
    return render(request, "discussion/community_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def new_thread(request: HttpRequest, community: UUID) -> HttpResponse:
    """/komunitas/<uuid>/baru/: begin a thread; members only."""
    _found, place = _find(request, community)
    if not place.may_write:
        return redirect(place.url)
    return new_thread_form(request, place)


@require_POST
def membership(request: HttpRequest, community: UUID) -> HttpResponse:
    """/komunitas/<uuid>/ikut/: join or leave."""
    actor = actor_of(request)
    if request.POST.get("aksi") == "keluar":
        actions.leave_community(actor=actor, community=community)
        messages.success(request, _("Anda keluar dari komunitas ini. Tulisan Anda tetap ada."))
    else:
        actions.join_community(actor=actor, community=community, now=now())
        messages.success(request, _("Selamat datang. Anda sekarang dapat menulis di sini."))
    return redirect("community", community=community)


@require_safe
def members(request: HttpRequest, community: UUID) -> HttpResponse:
    """/komunitas/<uuid>/anggota/: by name, with search; who looks after it appoints moderators."""
    found, place = _find(request, community)
    search = request.GET.get("q", "").strip()[:100]
    with inside(place):
        rows = queries.members_of(found, search=search)
        page = get_page_by_key(request, rows, key=queries.BY_NAME, size=50)
        context = {
            "community": found, "place": place, "page": page, "search": search,
            "manages": may_manage(actor_of(request), found),
        }  # fmt: skip
    return render(request, "discussion/community_members.html", context)


@require_POST
def moderator(request: HttpRequest, community: UUID, member: UUID) -> HttpResponse:
    """/komunitas/<uuid>/anggota/<member>/: appoint or release a moderator."""
    actions.appoint_moderator(
        actor=actor_of(request), community=community, member=member,
        appoints=request.POST.get("aksi") != "lepas", now=now(),
    )  # fmt: skip
    messages.success(request, _("Tersimpan."))
    return redirect("community_members", community=community)
