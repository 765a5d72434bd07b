"""The library of videos: list, upload, one video."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.activities.video.actions.captions import (
    NoCaptions,
    keep_captions,
    remove_captions,
)
from suluh.activities.video.actions.clips import (
    NoRoom,
    NoVideo,
    add_clip,
    archive_clip,
    rename_clip,
)
from suluh.activities.video.forms import CaptionsForm, ClipForm, TitleForm
from suluh.activities.video.models import Clip
from suluh.activities.video.queries import clips
from suluh.activities.video.queries.player import ways_of
from suluh.activities.video.rules import addresses
from suluh.activities.video.rules.setup import length_in_words
from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """/kelola/video/: the agency's videos, newest first."""
    actor = actor_of(request)
    text = request.GET.get("q", "").strip()[:100]
    is_archived = request.GET.get("arsip") == "1"
    page = get_page(request, clips.clip_list(actor, text=text, is_archived=is_archived), size=30)
    rows = [(clip, length_in_words(clip.milliseconds // 1000)) for clip in page.items]
    context = {
        "page": page, "rows": rows, "text": text, "is_archived": is_archived,
        "may_write": clips.may_write(actor), "used": clips.space_used(),
        "quota": settings.VIDEO_QUOTA,
    }  # fmt: skip
    return render(request, "video/library.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """/kelola/video/baru/: title and file."""
    actor = actor_of(request)
    clips.require_writer(actor)
    form = ClipForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = add_clip(actor=actor, title=given["title"], file=given["file"], now=now())
        except (NoRoom, NoVideo) as refusal:
            form.add_error("file", str(refusal.sentence))
        else:
            messages.success(request, _("Video tersimpan di perpustakaan."))
            return redirect("clip", clip=made.uuid)
    return render(request, "video/new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def clip(request: HttpRequest, clip: UUID) -> HttpResponse:
    """/kelola/video/<clip>/: watch it, rename it, its words, where it is used."""
    actor = actor_of(request)
    found = clips.get_clip(actor, clip)
    form = TitleForm(request.POST or None, initial={"title": found.title})
    if request.method == "POST":
        clips.require_writer(actor)
        if form.is_valid():
            rename_clip(actor=actor, uuid=clip, title=form.cleaned_data["title"], now=now())
            messages.success(request, _("Judul tersimpan."))
            return redirect("clip", clip=clip)
    return _shown(request, found, form=form)


def _shown(
    request: HttpRequest, found: Clip, *, form: TitleForm | None = None,
    captions_form: CaptionsForm | None = None,
) -> HttpResponse:  # fmt: skip
    actor = actor_of(request)
    signed = addresses.sign(
        found.uuid, tenant_id=found.tenant_id, person_id=actor.person_id or 0, now=now()
    )
    captions = clips.captions_of(found)
    asked = next((each for each in captions if each.language == request.GET.get("teks")), None)
    known = {"language": asked.language, "text": asked.text} if asked else {"language": "id"}
    context = {
        "clip": found, "form": form or TitleForm(initial={"title": found.title}),
        "usage": clips.usage_of(found), "address": f"/video/{signed}/", "ways": ways_of(found),
        "may_write": clips.may_write(actor), "captions": captions, "asked": asked,
        "captions_form": captions_form or CaptionsForm(initial=known, prefix="teks"),
        "length": length_in_words(found.milliseconds // 1000),
    }  # fmt: skip
    return render(request, "video/clip.html", context)


@require_POST
def captions(request: HttpRequest, clip: UUID) -> HttpResponse:
    """Keep what is said in a video, or take it away."""
    actor = actor_of(request)
    found = clips.get_clip(actor, clip)
    form = CaptionsForm(request.POST, request.FILES, prefix="teks")
    clips.require_writer(actor)
    if not form.is_valid():
        return _shown(request, found, captions_form=form)
    given = {"actor": actor, "clip": clip, "language": form.cleaned_data["language"], "now": now()}
    if "hapus" in request.POST:
        remove_captions(**given)
        messages.success(request, _("Teks dihapus."))
        return redirect("clip", clip=clip)
    try:
        keep_captions(text=form.words(), **given)
    except NoCaptions as refusal:
        form.add_error("text", str(refusal.sentence))
        return _shown(request, found, captions_form=form)
    messages.success(request, _("Teks tersimpan."))
    return redirect("clip", clip=clip)


@require_POST
def archive(request: HttpRequest, clip: UUID) -> HttpResponse:
    """Put away, or take back."""
    is_back = "kembali" in request.POST
    archive_clip(actor=actor_of(request), uuid=clip, is_back=is_back, now=now())
    told = _("Video kembali ke perpustakaan.") if is_back else _("Video dipindahkan ke arsip.")
    messages.success(request, told)
    return redirect("clip", clip=clip)
