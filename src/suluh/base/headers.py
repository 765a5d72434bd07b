"""What every answer carries: headers, methods, no copies of people's pages.

Stands before all other middlewares, so that the pages of errors have it too. The short ways, which
answer in front of Django, say the same (`security_headers`).
"""

from __future__ import annotations

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.views.defaults import bad_request

METHODS = ("GET", "HEAD", "POST")


def security_headers() -> dict[str, str]:
    """The headers of every answer, whoever gives it."""
    headers = {
        "Content-Security-Policy": build_policy(),
        "Cross-Origin-Opener-Policy": str(settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
    }
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    return headers


class HeadersMiddleware:
    """Refuses what no page of ours asks for, and adds what is missing to each answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.headers = security_headers()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with all headers."""
        answer = _refused(request) or self.get_response(request)
        for name, value in self.headers.items():
            answer.headers.setdefault(name, value)
        if not answer.has_header("Cache-Control") and _is_of_a_person(request, answer):
            answer.headers["Cache-Control"] = "private, no-store"
        return answer


def _refused(request: HttpRequest) -> HttpResponseBase | None:
    """The refusal of a method nobody uses, or of a zero byte, which PostgreSQL takes for no text."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    query = request.META.get("QUERY_STRING", "")
    if "\0" in request.path_info or "%00" in query or "\0" in query:
        return bad_request(request, SuspiciousOperation())
    return None


def _is_of_a_person(request: HttpRequest, answer: HttpResponseBase) -> bool:
    """Whether the answer may be made for one person: no proxy and no shared device keeps it."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or bool(answer.cookies)
