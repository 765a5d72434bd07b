"""The short way to register: thousands press the button when registration opens.

Whatever is not plainly good (nobody signed in, closed, contact missing) goes the long way.
"""

from __future__ import annotations

import re
from uuid import UUID

from suluh.base.clock import now
from suluh.base.short_way import ID, Press, Reply, ShortWay
from suluh.delivery.actions.registration import register_by_session


class RegisterWay(ShortWay):
    """POST /acara/<event>/daftar/."""

    prefix = "/acara/"
    path = re.compile(f"/acara/{ID}/daftar/")

    def answer(self, press: Press, key: UUID) -> Reply | None:
        """Register whoever holds the session, where the form asks for nothing more."""
        if not press.session_key or "email" in press.form:
            return None
        if not register_by_session(session_key=press.session_key, offering_uuid=key, now=now()):
            return None
        return Reply(302, headers=(("Location", f"/acara/{key}/"),))
