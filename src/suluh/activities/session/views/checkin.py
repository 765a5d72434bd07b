"""The check-in button's answer: no session is loaded, no template is run, one round trip."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
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
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from suluh.activities.session.actions.checkin import check_in
from suluh.activities.session.queries.live import get_scanned_window
from suluh.activities.session.rules.answers import Saying, clock_seconds, say
from suluh.activities.session.types import CheckInAnswer, Outcome
from suluh.base.errors import NotFound
from suluh.base.language import chosen_language
from suluh.base.scope import scoped
from suluh.identity.middleware import actor_of, is_signed_in, own_scope, refused, scope_for

DEVICE_COOKIE = "perangkat"
_DEVICE = re.compile(r"[0-9a-f]{32}")
_DAYS = 60 * 60 * 24 * 180
_MARKS = ("@judul@", "@catatan@", "@alamat@", "@tindakan@")
_TIME = "@jam@"
_MOST_DRAWN = 2_000
_drawn: dict[tuple[object, ...], str] = {}
_THEMES = {"terang", "gelap"}
Look = tuple[str, str, bool]  # language, theme, and whether only the fragment is wanted
_STATUS = {Outcome.RECORDED: 200, Outcome.UNKNOWN: 404}


@own_scope
@require_http_methods(["GET", "HEAD", "POST"])
def check_in_now(request: HttpRequest, window: UUID) -> HttpResponseBase:
    """POST /hadir/<window>/: "Tercatat 09:03:12 WIB", or what is missing. GET leads to the event."""
    if request.method != "POST":
        return _to_event(request, window)
    device, is_known = device_of(request.COOKIES)
    try:
        answer = check_in(
            session_key=request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""),
            window=window,
            code=code_of(request.POST),
            device=device,
        )
    except OperationalError:
        return _try_again(request)
    if answer.outcome is Outcome.SIGN_IN:
        return redirect_to_login(f"/hadir/{window}/")
    if answer.recorded_at:
        response = _respond(draw_recorded(answer, _look(request)))
    else:
        response = _draw(request, say(answer))
    response.status_code = _STATUS.get(answer.outcome, 409)
    if not is_known:
        keep_device(response, device)
    return response


def code_of(form: Mapping[str, str]) -> str:
    """The code as typed, without the gaps that people put into it."""
    return "".join(form.get("kode", "").split())


def device_of(cookies: dict[str, str]) -> tuple[str, bool]:
    """The device's own mark, and whether it had one: a new one must be set."""
    device = cookies.get(DEVICE_COOKIE, "")
    is_known = bool(_DEVICE.fullmatch(device))
    return device if is_known else secrets.token_hex(16), is_known


def keep_device(response: HttpResponse, device: str) -> None:
    """Let the device be known again for half a year."""
    response.set_cookie(
        DEVICE_COOKIE, device, max_age=_DAYS, httponly=True, samesite="Lax",
        secure=settings.SECURE_COOKIES,
    )  # fmt: skip


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
    response = _draw(request, saying)
    response.status_code = 503
    response["Retry-After"] = str(2 + secrets.randbelow(5))
    return response


def draw_recorded(answer: CheckInAnswer, look: Look) -> bytes:
    """The good answer: of one window it is the same for all but for the time in it."""
    assert answer.recorded_at is not None
    at = clock_seconds(answer.recorded_at, answer.zone)
    key = (look, answer.kind, answer.offering)
    html = _drawn.get(key)
    if html is None:
        html = _html(say(answer), look, is_good=True).replace(at, _TIME)
        if len(_drawn) < _MOST_DRAWN:
            _drawn[key] = html
    return html.replace(_TIME, at).encode()


def _draw(request: HttpRequest, saying: Saying) -> HttpResponse:
    return _respond(_html(saying, _look(request), is_good=False).encode())


def _respond(body: bytes) -> HttpResponse:
    headers = {"Cache-Control": "no-store", "Content-Length": str(len(body))}
    return HttpResponse(body, headers=headers)


def look_of(cookies: dict[str, str], *, is_fragment: bool) -> Look:
    """How the answer looks for whoever holds these cookies."""
    theme = cookies.get("tema", "")
    return chosen_language(cookies), theme if theme in _THEMES else "", is_fragment


def _look(request: HttpRequest) -> Look:
    return look_of(request.COOKIES, is_fragment="HTTP_HX_REQUEST" in request.META)


def _html(saying: Saying, look: Look, *, is_good: bool) -> str:
    parts = _page(*look, is_good)
    words = {
        "@judul@": saying.title, "@catatan@": saying.note,
        "@alamat@": saying.url, "@tindakan@": saying.action,
    }  # fmt: skip
    return "".join(escape(words[part]) if part in words else part for part in parts)


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
