"""Sending files of MEDIA_ROOT: in parts where the browser asks for parts, by the proxy where there is one.

With SULUH_ACCEL (the internal location of nginx for MEDIA_ROOT) no worker is held by a slow line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date

from suluh.base.errors import NotFound

KEPT_FOR = 6 * 3600
_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
_CHUNK = 64 * 1024


def send_file(
    request: HttpRequest, root: Path, name: str, *, content_type: str, kept_for: int = KEPT_FOR
) -> HttpResponseBase:  # fmt: skip
    """The file `name` below `root` (or the asked part of it); absent where there is none.

    The name comes from a row or a strict pattern, never as a person typed it.
    """
    path = root / name
    if not path.is_file():
        raise NotFound
    size, changed = path.stat().st_size, path.stat().st_mtime
    if settings.ACCEL:
        answer: HttpResponseBase = HttpResponse(content_type=content_type)
        answer["X-Accel-Redirect"] = f"{settings.ACCEL}/{name}"
    else:
        answer = _parts(request, path, size, content_type)
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = f"private, max-age={kept_for}, immutable"
    answer["Last-Modified"] = http_date(changed)
    answer["Content-Encoding"] = "identity"  # nothing here grows smaller by gzip
    return answer


def _parts(request: HttpRequest, path: Path, size: int, content_type: str) -> HttpResponseBase:
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or asked.group() == "bytes=-":
        return FileResponse(path.open("rb"), content_type=content_type)
    start, end = _span(asked, size)
    if start > end or start >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    answer = StreamingHttpResponse(
        _read(path.open("rb"), start, end), status=206, content_type=content_type
    )
    answer["Content-Length"] = str(end - start + 1)
    answer["Content-Range"] = f"bytes {start}-{end}/{size}"
    return answer


def _span(asked: re.Match[str], size: int) -> tuple[int, int]:
    """First and last octet; `bytes=-500` are the last five hundred."""
    first, last = asked.groups()
    if not first:
        return max(0, size - int(last[:15])), size - 1
    return int(first[:15]), min(int(last[:15]), size - 1) if last else size - 1


def _read(file: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = end - start + 1
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
