"""The short way to register: thousands press the button when registration opens.

Whatever is not plainly good (nobody signed in, closed, contact missing) goes the long way.
"""

from __future__ import annotations

import re
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from suluh.base.clock import now
from suluh.base.short_way import ID, ShortWay
from suluh.delivery.actions.registration import register_by_session


class RegisterMiddleware(ShortWay):
    """POST /acara/<event>/daftar/."""

    prefix = "/acara/"
    path = re.compile(f"/acara/{ID}/daftar/")

    def answer(self, request: HttpRequest, key: UUID) -> HttpResponseBase | None:
        """Register whoever holds the session, where the form asks for nothing more."""
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if not session or "email" in request.POST:
            return None
        if not register_by_session(session_key=session, offering_uuid=key, now=now()):
            return None
        return HttpResponseRedirect(f"/acara/{key}/")
