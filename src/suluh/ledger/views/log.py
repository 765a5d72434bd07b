"""The proof log in public: how it stands, its checkpoint, its tiles. No sign-in, no personal data."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.queries.standing import log_standing, newest_note, tile

_INDEX = re.compile(r"^(?:x[0-9]{3}/){0,5}[0-9]{3}$")
_DAY = 60 * 60 * 24


@require_safe
@never_cache
def log(request: HttpRequest) -> HttpResponse:
    """`/log-bukti/`: whether the log is watched, and the checkpoint that all must see alike."""
    with scoped(SYSTEM):  # counts and hashes only
        standing = log_standing(now())
    return render(request, "ledger/log.html", {"log": standing})


@require_safe
@cache_control(no_cache=True)
def checkpoint(_request: HttpRequest) -> HttpResponse:
    """`/log-bukti/checkpoint`: the newest signed checkpoint, as text (C2SP tlog-checkpoint)."""
    note = newest_note()
    if note is None:
        raise Http404
    return HttpResponse(note, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=_DAY, immutable=True)
def tiles(_request: HttpRequest, level: int, place: str) -> HttpResponse:
    """`/log-bukti/tile/<L>/<N>[.p/<W>]`: hashes of the tree (C2SP tlog-tiles)."""
    index, _, width = place.partition(".p/")
    if not _INDEX.match(index) or (width and width not in _WIDTHS):
        raise Http404
    number = int(index.replace("x", "").replace("/", ""))
    hashes = tile(level, number, int(width) if width else None)
    if hashes is None:
        raise Http404
    return HttpResponse(hashes, content_type="application/octet-stream")


_WIDTHS = {str(width) for width in range(1, 256)}
