"""Views that belong to no app: light or dark, and what a device needs without a signal."""

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

THEMES = ("terang", "gelap")
A_YEAR = 365 * 24 * 60 * 60
WORKER = Path(__file__).parent / "static" / "js" / "worker.js"


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember the theme on this device, or follow the device again; go back to the page."""
    answer = redirect(_page_before(request))
    theme = request.POST.get("tema", "")
    if theme in THEMES:
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(
            "tema", theme, max_age=A_YEAR, samesite="Lax", httponly=True, secure=secure
        )
    else:
        answer.delete_cookie("tema", samesite="Lax")
    return answer


@require_GET
@cache_control(max_age=3600)
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, from the root of the site so that it may serve every page."""
    return HttpResponse(_worker_source(), content_type="text/javascript; charset=utf-8")


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """The page a device keeps for when it has no signal."""
    return render(request, "base/offline.html")


@cache
def _worker_source() -> str:
    return WORKER.read_text(encoding="utf-8")


def _page_before(request: HttpRequest) -> str:
    """The path people came from on this site; never another site."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host() or before.path.startswith("//"):
        return "/"
    return f"{before.path or '/'}{'?' + before.query if before.query else ''}"
