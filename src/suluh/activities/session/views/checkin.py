"""The check-in button's answer: no session is loaded, no template is run, one round trip."""

from __future__ import annotations

import re
import secrets
from functools import lru_cache
from types import SimpleNamespace
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.activities.session.actions.checkin import check_in
from suluh.activities.session.queries.live import get_scanned_window
from suluh.activities.session.rules.answers import Saying, say
from suluh.activities.session.types import Outcome
from suluh.base.errors import NotFound
from suluh.base.scope import scoped
from suluh.identity.middleware import actor_of, is_signed_in, own_scope, refused, scope_for

DEVICE_COOKIE = "perangkat"
_DEVICE = re.compile(r"[0-9a-f]{32}")
_DAYS = 60 * 60 * 24 * 180
_MARKS = ("@judul@", "@catatan@", "@alamat@", "@tindakan@")
_STATUS = {Outcome.RECORDED: 200, Outcome.UNKNOWN: 404}


@own_scope
@require_http_methods(["GET", "HEAD", "POST"])
def check_in_now(request: HttpRequest, window: UUID) -> HttpResponseBase:
    """POST /hadir/<window>/: "Tercatat 09:03:12 WIB", or what is missing. GET leads to the event."""
    if request.method != "POST":
        return _to_event(request, window)
    device = request.COOKIES.get(DEVICE_COOKIE, "")
    known = bool(_DEVICE.fullmatch(device))
    device = device if known else secrets.token_hex(16)
    try:
        answer = check_in(
            session_key=request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""),
            window=window,
            code=re.sub(r"\s", "", request.POST.get("kode", "")),
            device=device,
        )
    except OperationalError:
        return _try_again(request)
    if answer.outcome is Outcome.SIGN_IN:
        return redirect_to_login(f"/hadir/{window}/")
    response = _draw(request, say(answer), is_good=answer.outcome is Outcome.RECORDED)
    response.status_code = _STATUS.get(answer.outcome, 409)
    if not known:
        response.set_cookie(
            DEVICE_COOKIE, device, max_age=_DAYS, httponly=True, samesite="Lax",
            secure=settings.SECURE_COOKIES,
        )  # fmt: skip
    return response


def _to_event(request: HttpRequest, window: UUID) -> HttpResponseBase:
    if not is_signed_in(request):
        return redirect_to_login(request.path)
    try:
        with scoped(scope_for(actor_of(request))):
            event = get_scanned_window(window).offering.uuid
    except NotFound as refusal:
        return refused(request, refusal)
    return redirect(f"/acara/{event}/langsung/")


def _try_again(request: HttpRequest) -> HttpResponse:
    """The database is away for a moment: the page tries again by itself, plain ones say so."""
    saying = Saying(
        _("Belum tercatat, server sedang sibuk"),
        _("Tekan tombol ini lagi dalam beberapa detik."),
        request.path,
        _("Coba lagi"),
    )
    response = _draw(request, saying, is_good=False)
    response.status_code = 503
    response["Retry-After"] = str(2 + secrets.randbelow(5))
    return response


def _draw(request: HttpRequest, saying: Saying, *, is_good: bool) -> HttpResponse:
    theme = request.COOKIES.get("tema", "")
    parts = _page(
        get_language() or "id",
        theme if theme in {"terang", "gelap"} else "",
        bool(request.headers.get("HX-Request")),
        is_good,
    )
    words = {
        "@judul@": saying.title, "@catatan@": saying.note,
        "@alamat@": saying.url, "@tindakan@": saying.action,
    }  # fmt: skip
    response = HttpResponse(
        "".join(escape(words[part]) if part in words else part for part in parts)
    )
    response["Cache-Control"] = "no-store"
    response["Content-Length"] = str(len(response.content))
    return response


@lru_cache(maxsize=32)
def _page(language: str, theme: str, is_fragment: bool, is_good: bool) -> tuple[str, ...]:  # noqa: FBT001
    """The answer's page, drawn once for each look, cut where its words go."""
    with override(language):
        name = (
            "session/check_in_answer.html#jawaban"
            if is_fragment
            else "session/check_in_answer.html"
        )
        html = get_template(name).render(
            {
                "title": "@judul@", "note": "@catatan@", "url": "@alamat@", "action": "@tindakan@",
                "is_good": is_good,
                "request": SimpleNamespace(COOKIES={"tema": theme}, path="/hadir/"),
            }
        )  # fmt: skip
    return tuple(re.split(f"({'|'.join(_MARKS)})", html))
