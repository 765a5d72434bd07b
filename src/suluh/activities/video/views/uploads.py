"""tus 1.0 (core, creation, expiration, checksum, termination): uploads that go on after a cut."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods, require_POST

from suluh.activities.video.actions.clips import NoRoom, NoVideo
from suluh.activities.video.actions.uploads import (
    OtherOffset,
    append,
    begin_upload,
    cancel_upload,
)
from suluh.activities.video.models import Upload
from suluh.activities.video.queries.uploads import get_upload
from suluh.activities.video.rules import tus
from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.identity.middleware import actor_of


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """/kelola/video/unggah/: reserve, or with the override OPTIONS say what is spoken here."""
    if request.headers.get("X-HTTP-Method-Override") == "OPTIONS":
        return _answer(204, {
            "Tus-Version": tus.VERSION, "Tus-Extension": tus.EXTENSIONS,
            "Tus-Checksum-Algorithm": ",".join(tus.ALGORITHMS),
        })  # fmt: skip
    size = tus.number(request.headers.get("Upload-Length"))
    told = tus.metadata(request.headers.get("Upload-Metadata", ""))
    title = (told.get("judul") or told.get("filename", "")).strip()[:200]
    if size is None or not title:
        return _answer(400)
    try:
        made = begin_upload(actor=actor_of(request), title=title, size=size, now=now())
    except NoRoom as refusal:
        return _refusal(refusal)
    address = reverse("upload_part", args=[made.uuid])
    return _answer(201, {"Location": address} | _state(made))


@require_http_methods(["HEAD", "POST"])
def part(request: HttpRequest, upload: UUID) -> HttpResponse:
    """/kelola/video/unggah/<upload>/: where it stands, the next part, or giving it up."""
    act = request.headers.get("X-HTTP-Method-Override", request.method)
    if act == "HEAD":
        return _answer(200, _state(get_upload(actor_of(request), upload)))
    if act == "DELETE":
        cancel_upload(actor=actor_of(request), upload=upload)
        return _answer(204)
    return _append(request, upload) if act == "PATCH" else _answer(405)


def _append(request: HttpRequest, upload: UUID) -> HttpResponse:
    offset = tus.number(request.headers.get("Upload-Offset"))
    length = tus.number(request.headers.get("Content-Length"))
    if offset is None or length is None:
        return _answer(400)
    if request.content_type != tus.CHUNK_TYPE:
        return _answer(415)
    if length > tus.MOST_AT_ONCE:
        return _answer(413)
    data = request.read(length)
    checksum = request.headers.get("Upload-Checksum")
    if checksum is not None and (whole := tus.is_whole(data, checksum)) is not True:
        return _answer(400 if whole is None else 460)
    try:
        found, clip = append(
            actor=actor_of(request), upload=upload, offset=offset, data=data, now=now()
        )
    except (OtherOffset, NoVideo) as refusal:
        return _refusal(refusal)
    done = {"Upload-Done": reverse("clip", args=[clip.uuid])} if clip else {}
    return _answer(204, _state(found) | done)


def _state(upload: Upload) -> dict[str, str]:
    return {
        "Upload-Offset": str(upload.offset), "Upload-Length": str(upload.size),
        "Upload-Expires": http_date(upload.expires_at.timestamp()),
    }  # fmt: skip


def _refusal(refusal: DomainError) -> HttpResponse:
    status = 415 if isinstance(refusal, NoVideo) else refusal.status
    answer = _answer(status)
    answer.content = str(refusal.sentence)
    answer["Content-Type"] = "text/plain; charset=utf-8"
    return answer


def _answer(status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(
        status=status,
        headers={"Tus-Resumable": tus.VERSION, "Cache-Control": "no-store"} | (headers or {}),
    )
