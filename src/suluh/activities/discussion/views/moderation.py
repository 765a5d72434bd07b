"""Reporting, hiding and showing again, and what waits for the moderators."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.activities.discussion.actions import moderation
from suluh.activities.discussion.forms import ReasonForm
from suluh.activities.discussion.queries.moderation import reasons_of, reported_posts
from suluh.activities.discussion.queries.posts import post_place
from suluh.activities.discussion.views.posts import to_post
from suluh.base.clock import now
from suluh.base.errors import NotAllowed
from suluh.base.paging import get_page
from suluh.content.rules import richtext
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, thread: UUID, number: int) -> HttpResponse:
    """/diskusi/<thread>/<number>/lapor/: ask the moderators to look."""
    actor = actor_of(request)
    post, found, place = post_place(actor, thread, number)
    if post.person_id == place.person_id or not place.may_write:
        raise NotAllowed
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moderation.report_post(
            actor=actor, thread=thread, number=number, reason=form.cleaned_data["reason"],
            now=now(),
        )  # fmt: skip
        messages.success(request, _("Terima kasih. Moderator memeriksa tulisan itu."))
        return to_post(thread, number)
    context = {"form": form, "post": post, "thread": found, "place": place}
    return render(request, "discussion/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, thread: UUID, number: int) -> HttpResponse:
    """/diskusi/<thread>/<number>/sembunyikan/: with the reason that the author reads."""
    actor = actor_of(request)
    post, found, place = post_place(actor, thread, number)
    if not place.may_moderate:
        raise NotAllowed
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moderation.hide_post(
            actor=actor, thread=thread, number=number, reason=form.cleaned_data["reason"],
            now=now(),
        )  # fmt: skip
        messages.success(request, _("Tulisan disembunyikan. Penulisnya membaca alasannya."))
        return to_post(thread, number)
    context = {"form": form, "post": post, "thread": found, "place": place}
    return render(request, "discussion/hide.html", context)


@require_POST
def settle(request: HttpRequest, thread: UUID, number: int) -> HttpResponse:
    """/diskusi/<thread>/<number>/putuskan/: bring back, or let a reported post stand."""
    actor, given = actor_of(request), {"thread": thread, "number": number}
    if request.POST.get("aksi") == "tampilkan":
        moderation.show_post(actor=actor, now=now(), **given)  # type: ignore[arg-type]
        messages.success(request, _("Tulisan tampil lagi."))
        return to_post(thread, number)
    moderation.keep_post(actor=actor, now=now(), **given)  # type: ignore[arg-type]
    messages.success(request, _("Laporan selesai: tulisan tetap tampil."))
    return redirect("discussion_reports")


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """/diskusi/laporan/: reported posts from places that the actor moderates."""
    search = request.GET.get("q", "").strip()[:100]
    page = get_page(request, reported_posts(actor_of(request), search=search), size=25)
    reasons = reasons_of(list(page.items))
    rows = [
        (post, mark_safe(richtext.to_html(post.text)), reasons.get(post.pk, []))  # noqa: S308
        for post in page.items
    ]
    context = {"page": page, "rows": rows, "search": search, "now": now()}
    return render(request, "discussion/reports.html", context)
