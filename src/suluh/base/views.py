"""Views that belong to no app: the choice between light and dark."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

THEMES = ("terang", "gelap")
A_YEAR = 365 * 24 * 60 * 60


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


def _page_before(request: HttpRequest) -> str:
    """The path people came from on this site; never another site."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host() or before.path.startswith("//"):
        return "/"
    return f"{before.path or '/'}{'?' + before.query if before.query else ''}"
