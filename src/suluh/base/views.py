"""Pages of the toolkit that need no app: health, long jobs, language, theme, no signal."""

from __future__ import annotations

import logging
import secrets
import sys
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from suluh.base.clock import now
from suluh.base.queries import database_answers, get_long_job, time_left, time_spent
from suluh.base.requests import came_from, next_path

_log = logging.getLogger(__name__)
_YEAR = 60 * 60 * 24 * 365
_THEMES = {"terang", "gelap"}
_WORKER = Path(__file__).parent / "static" / "js" / "worker.js"


@require_safe
@never_cache
def health(_request: HttpRequest) -> HttpResponse:
    """`/sehat/`: for the load balancer; says nothing but whether we can serve."""
    try:
        well = database_answers()
    except DatabaseError:
        well = False
    return JsonResponse({"sehat": well}, status=200 if well else 503)


@require_safe
@never_cache
def long_job(request: HttpRequest, job: UUID) -> HttpResponse:
    """`/pekerjaan/<uuid>/`: how far a long job is; also the fragment that htmx asks for."""
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.account_id:
        return redirect_to_login(request.path)
    found = get_long_job(job, tenant_id=actor.agency_id, person_id=actor.person_id)
    context = {"job": found, "url": request.path}
    context |= {"left": time_left(found, now()), "spent": time_spent(found, now())}
    return render(request, "base/long_job.html", context)


def fault(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours: a number to name it by, nothing of what happened.

    Where only the database is away for a moment, it says so and when to try again. Asks nothing
    of database, session or context: they may be what failed.
    """
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    number = secrets.token_hex(4)
    where = request.resolver_match.view_name if request.resolver_match else ""
    _log.error("Fault %s in %s", number, where)  # not the path: it may hold the token of a link
    page = get_template("503.html" if is_away else "500.html").render({"number": number})
    answer = HttpResponse(page, status=503 if is_away else 500)
    if is_away:
        answer["Retry-After"] = str(2 + secrets.randbelow(9))  # scattered: not all at once
    return answer


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language on this device, and go back."""
    response = redirect(next_path(request, came_from(request) or "/"))
    chosen = request.POST.get("bahasa", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=_YEAR, samesite="Lax",
            secure=settings.SECURE_COOKIES, httponly=True,
        )  # fmt: skip
    return response


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark on this device (empty: as the device does), and go back."""
    response = redirect(next_path(request, came_from(request) or "/"))
    chosen = request.POST.get("tema", "")
    if chosen in _THEMES:
        response.set_cookie(
            "tema", chosen, max_age=_YEAR, samesite="Lax", secure=settings.SECURE_COOKIES,
            httponly=True,
        )  # fmt: skip
    else:
        response.delete_cookie("tema")
    return response


@require_safe
@cache_control(max_age=3600)
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, from the root of the site so that it may serve every page."""
    return HttpResponse(_worker_source(), content_type="text/javascript; charset=utf-8")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page a device keeps for when it has no signal."""
    return render(request, "base/offline.html")


@cache
def _worker_source() -> str:
    return _WORKER.read_text(encoding="utf-8")
