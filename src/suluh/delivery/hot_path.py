"""The short way to register: past every middleware but the one against forged requests.

Thousands press the button when registration opens. Whatever is not plainly good (nobody signed in,
closed, contact missing) goes the long way and gets its page there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware

from suluh.base.clock import now
from suluh.delivery.actions.registration import register_by_session

_PATH = re.compile(r"/acara/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/daftar/")
Answer = Callable[[HttpRequest], HttpResponseBase]


class _Guard(CsrfViewMiddleware):
    """Django's own check; tells good from bad and leaves the refusal to the long way."""

    def _reject(self, request: HttpRequest, reason: str) -> None:
        request.META["REGISTER_REFUSED"] = reason

    def is_good(self, request: HttpRequest) -> bool:
        """Whether token and origin are right."""
        self.process_request(request)
        self.process_view(request, HttpResponse, (), {})
        return "REGISTER_REFUSED" not in request.META


class RegisterMiddleware:
    """Stands before all others."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.guard = _Guard(lambda _request: None)  # type: ignore[arg-type]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a good registration here; pass everything else on."""
        if request.method == "POST" and request.path_info.startswith("/acara/"):
            match = _PATH.fullmatch(request.path_info)
            if match is not None and self._is_done(request, UUID(match[1])):
                return HttpResponseRedirect(f"/acara/{match[1]}/")
        return self.get_response(request)

    def _is_done(self, request: HttpRequest, offering: UUID) -> bool:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.get_host()
        is_secure = request.is_secure() or not settings.SECURE_COOKIES
        if not key or not is_secure or "email" in request.POST or not self.guard.is_good(request):
            return False
        return register_by_session(session_key=key, offering_uuid=offering, now=now())
