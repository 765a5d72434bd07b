"""The short way for check-ins: past every middleware but the one against forged requests.

Thousands press the button in the same minute. The other middlewares cost three times the check-in
itself, and none of them has anything to do here: no Django session is read, no message shown, no
template drawn. Whatever is not plainly good goes the long way and is refused there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation

from suluh.activities.session.views.checkin import check_in_now

_PATH = re.compile(r"/hadir/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/")
Answer = Callable[[HttpRequest], HttpResponseBase]


class _Guard(CsrfViewMiddleware):
    """Django's own check; tells good from bad and leaves the refusal to the long way."""

    def _reject(self, request: HttpRequest, reason: str) -> None:
        request.META["CHECK_IN_REFUSED"] = reason

    def is_good(self, request: HttpRequest) -> bool:
        """Whether token and origin are right."""
        self.process_request(request)
        self.process_view(request, check_in_now, (), {})
        return "CHECK_IN_REFUSED" not in request.META


class CheckInMiddleware:
    """Stands before all others."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.guard = _Guard(lambda _request: None)  # type: ignore[arg-type]
        self.headers = {
            "Content-Security-Policy": build_policy(),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        }
        if settings.SECURE_HSTS_SECONDS:
            age = f"max-age={settings.SECURE_HSTS_SECONDS}"
            self.headers["Strict-Transport-Security"] = age

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a good check-in here; pass everything else on."""
        if request.method != "POST" or not request.path_info.startswith("/hadir/"):
            return self.get_response(request)
        match = _PATH.fullmatch(request.path_info)
        if match is None or not self._may_pass(request):
            return self.get_response(request)
        with translation.override(translation.get_language_from_request(request)):
            response = check_in_now(request, window=UUID(match[1]))
        for name, value in self.headers.items():
            response.headers[name] = value
        return response

    def _may_pass(self, request: HttpRequest) -> bool:
        request.get_host()
        secure = request.is_secure() or not settings.SECURE_COOKIES
        return secure and self.guard.is_good(request)
