"""The short way: past every middleware but the check against forged requests.

Some buttons are pressed by thousands in one minute, and the middlewares cost several times what
the button does. A short way answers what is plainly good, under the headers that the long way would
set. Everything else goes the long way and gets its page, or its refusal, there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

ID = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
Answer = Callable[[HttpRequest], HttpResponseBase]


class ShortWay:
    """A middleware that stands before all others and answers good POSTs to one kind of address."""

    # An address that begins otherwise is not looked at; the first group is the uuid in it.
    prefix: ClassVar[str]
    path: ClassVar[re.Pattern[str]]

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.guard = _Guard(get_response)
        self.headers = _headers()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer here what is plainly good; pass everything else on."""
        if request.method == "POST" and request.path_info.startswith(self.prefix):
            match = self.path.fullmatch(request.path_info)
            if match is not None and self._may_pass(request):
                response = self.answer(request, UUID(match[1]))
                if response is not None:
                    for name, value in self.headers.items():
                        response.headers[name] = value
                    return response
        return self.get_response(request)

    def answer(self, request: HttpRequest, key: UUID) -> HttpResponseBase | None:
        """The answer, or None for what the long way must look into; it has changed nothing then."""
        raise NotImplementedError

    def _may_pass(self, request: HttpRequest) -> bool:
        request.get_host()
        secure = request.is_secure() or not settings.SECURE_COOKIES
        return secure and self.guard.is_good(request)


class _Guard(CsrfViewMiddleware):
    """Django's own check; tells good from bad and leaves the refusal to the long way."""

    def _reject(self, request: HttpRequest, reason: str) -> None:
        request.META["SHORT_WAY_REFUSED"] = reason

    def is_good(self, request: HttpRequest) -> bool:
        """Whether token and origin are right."""
        self.process_request(request)
        self.process_view(request, HttpResponse, (), {})
        return "SHORT_WAY_REFUSED" not in request.META


def _headers() -> dict[str, str]:
    """What SecurityMiddleware, CSPMiddleware and XFrameOptionsMiddleware say of every answer."""
    headers = {
        "Content-Security-Policy": build_policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    }
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    return headers
